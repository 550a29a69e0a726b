"""Told at start-up, not at the first use."""

from typing import Any

from django.core import checks

from publishing.channels.wechat.keyring import Keyring, KeyringUnusable


def usable_keyring(**_: Any) -> list[checks.CheckMessage]:
    try:
        Keyring.from_settings()
    except KeyringUnusable as error:
        return [
            checks.Error(
                str(error),
                hint='Set YWY_FIELD_KEYS to {"k1": "<base64 of 32 random bytes>"}.',
                id="wechat.E001",
            )
        ]
    return []


def register_checks() -> None:
    checks.register(usable_keyring, checks.Tags.security)
