"""Channels for tests of the ledger: one every article goes to, and accounts an editor ticks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.test import override_settings

from cms.contract import Document
from publishing import registry
from publishing.channels.memory import MemoryChannel
from publishing.contract import (
    Capabilities,
    Channel,
    ChannelGroup,
    NoSuchChannel,
    Offer,
    Receipt,
    Sending,
)


class OnceOnlyChannel(MemoryChannel):
    """Cannot change or take back what it has published."""

    capabilities = Capabilities(updates=False, withdraws=False)


class DeafChannel(MemoryChannel):
    """Can neither deduplicate nor be asked."""

    capabilities = Capabilities(asks=False, may_repeat=True)


class MemoryAccounts(ChannelGroup):
    """Accounts `one` and `two`, offered to every association."""

    def __init__(self) -> None:
        self._accounts = {"one": MemoryChannel(), "two": MemoryChannel()}

    def at(self, account: str) -> Channel:
        try:
            return self._accounts[account]
        except KeyError:
            raise NoSuchChannel(account) from None

    def offers(self, association: str) -> list[Offer]:
        return [
            Offer(address=name, label=f"号{name}", remark="发布后不能修改")
            for name in self._accounts
        ]

    def labels(self) -> Mapping[str, str]:
        return {name: f"号{name}" for name in self._accounts}


CHANNELS = {
    "memory": {"CLASS": "publishing.channels.memory.MemoryChannel"},
    "accounts": {"CLASS": "tests.factories.channels.MemoryAccounts"},
}


@contextmanager
def channels(**entries: str) -> Iterator[None]:
    """The channels of `CHANNELS`, or those given as alias=class path, in place of the real ones."""
    chosen = {alias: {"CLASS": path} for alias, path in entries.items()} or CHANNELS
    with override_settings(PUBLISHING_CHANNELS=chosen):
        registry.configured.cache_clear()
        try:
            yield
        finally:
            registry.configured.cache_clear()


def memory(address: str = "memory") -> MemoryChannel:
    """The channel in memory at an address."""
    channel = registry.channel_at(address)
    assert isinstance(channel, MemoryChannel)
    return channel


class StrictChannel(MemoryChannel):
    """Remembers every release that, had it not looked first, would have published twice."""

    def __init__(self) -> None:
        super().__init__()
        self.repeated: list[str] = []

    def release(self, document: Document, sending: Sending) -> Receipt:
        held = self.articles.get(document.id)
        if held is not None and held.revision == document.revision and not sending.must_ask:
            self.repeated.append(document.id)
        return super().release(document, sending)
