"""AES-256-GCM with several keys, newest first: the cipher under `secrets.EncryptedField`.

A token is `v1.<key id>.<nonce>.<ciphertext>`, the last two in URL-safe base64 (facts/stack 3.2).
What a token belongs to is its associated data: moved to another row or field it does not open.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION: Final = "v1"
_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


class SecretError(Exception):
    """A secret cannot be sealed or opened. The message names keys, never their bytes."""


class KeyringUnusable(SecretError):
    """The settings hold no usable keys."""


class UnknownKey(SecretError):
    """The secret was sealed with a key that is no longer in the ring."""


class SecretUnreadable(SecretError):
    """Damaged, sealed with another key of the same name, or taken from another row or field."""


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _padded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Keyring:
    """`keys`: key id -> base64 of 32 bytes; the first seals, all of them open."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        if not keys:
            raise KeyringUnusable("FIELD_KEYS is empty: secrets cannot be kept without a key")
        self._ciphers: dict[str, AESGCM] = {}
        for name, key in keys.items():
            if not name or "." in name:
                raise KeyringUnusable(f"the name {name!r} in FIELD_KEYS is empty or holds a dot")
            try:
                raw = base64.b64decode(key, validate=True)
            except (binascii.Error, ValueError):
                raise KeyringUnusable(f"key {name!r} in FIELD_KEYS is not base64") from None
            if len(raw) != _KEY_BYTES:
                raise KeyringUnusable(f"key {name!r} in FIELD_KEYS must hold {_KEY_BYTES} bytes")
            self._ciphers[name] = AESGCM(raw)
        self.newest = next(iter(self._ciphers))

    @classmethod
    def from_settings(cls) -> "Keyring":
        return cls(settings.FIELD_KEYS)

    def seal(self, text: str, belongs_to: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self.newest].encrypt(nonce, text.encode(), belongs_to.encode())
        return ".".join((VERSION, self.newest, _unpadded(nonce), _unpadded(sealed)))

    def open(self, token: str, belongs_to: str) -> str:
        """Raises UnknownKey or SecretUnreadable."""
        name, nonce, sealed = self._parts(token)
        if name not in self._ciphers:
            raise UnknownKey(f"the key {name!r} this secret was sealed with is not in FIELD_KEYS")
        try:
            return self._ciphers[name].decrypt(nonce, sealed, belongs_to.encode()).decode()
        except (InvalidTag, ValueError):
            raise SecretUnreadable(
                f"the secret of {belongs_to} does not open with key {name!r}: "
                "it is damaged, was moved, or the key was replaced under the same name"
            ) from None

    def is_newest(self, token: str) -> bool:
        return self._parts(token)[0] == self.newest

    @staticmethod
    def _parts(token: str) -> tuple[str, bytes, bytes]:
        try:
            version, name, nonce, sealed = token.split(".")
            if version != VERSION:
                raise ValueError(version)  # noqa: TRY301 one exit for every malformed token
            return name, _padded(nonce), _padded(sealed)
        except ValueError:
            raise SecretUnreadable("what is stored is not a sealed secret") from None
