"""Channels by address: `search`, or `wechat:<account>` for a kind with accounts.

Configuration is alias -> class + options (settings.PUBLISHING_CHANNELS). Every alias is built
once per process; a class that cannot be imported or an option it does not know is a start-up
error that names the alias (`publishing.checks`).
"""

import inspect
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from publishing.contract import Channel, ChannelGroup, NoSuchChannel, Offer


@cache
def configured() -> Mapping[str, Channel | ChannelGroup]:
    """alias -> channel, or group of channels, as the settings say."""
    return {
        alias: _build(alias, entry["CLASS"], entry.get("OPTIONS", {}))
        for alias, entry in settings.PUBLISHING_CHANNELS.items()
    }


def _build(alias: str, path: str, options: Mapping[str, object]) -> Channel | ChannelGroup:
    try:
        kind = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"PUBLISHING_CHANNELS[{alias!r}]: {path} cannot be imported: {error}"
        ) from error
    known = inspect.signature(kind).parameters
    unknown = sorted(set(options) - set(known))
    if unknown:
        raise ImproperlyConfigured(
            f"PUBLISHING_CHANNELS[{alias!r}]: unknown option {', '.join(unknown)}; "
            f"{path} knows {', '.join(known) or 'none'}"
        )
    built = kind(**options)
    if not isinstance(built, Channel | ChannelGroup):
        raise ImproperlyConfigured(f"PUBLISHING_CHANNELS[{alias!r}]: {path} is no channel")
    return built


def always() -> list[str]:
    """Addresses every released page goes to: the channels without accounts."""
    return [alias for alias, built in configured().items() if isinstance(built, Channel)]


def channel_at(address: str) -> Channel:
    """The channel of an address; raises `NoSuchChannel`."""
    alias, _, account = address.partition(":")
    built = configured().get(alias)
    if isinstance(built, ChannelGroup) and account:
        return built.at(account)
    if isinstance(built, Channel) and not account:
        return built
    raise NoSuchChannel(address)


def offers(association: str) -> list[Offer]:
    """Channels the editors of an association (slug; empty: the federation) may tick."""
    return [
        Offer(address=f"{alias}:{offer.address}", label=offer.label, remark=offer.remark)
        for alias, built in configured().items()
        if isinstance(built, ChannelGroup)
        for offer in built.offers(association)
    ]


def labels() -> dict[str, str]:
    """address -> what the board calls it, in the order of the settings."""
    found: dict[str, str] = {}
    for alias, built in configured().items():
        if isinstance(built, Channel):
            found[alias] = str(built.label or alias)
        else:
            for account, name in built.labels().items():
                found[f"{alias}:{account}"] = str(name)
    return found
