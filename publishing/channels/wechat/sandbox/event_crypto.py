"""Signatures and AES of event pushes (facts A8)."""

import base64
import hashlib
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32


def signature(*parts: str) -> str:
    """sha1 of the sorted parts joined, lower-case hex."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def encrypt(message: str, *, aes_key: str, appid: str, salt: bytes | None = None) -> str:
    """The message as the ``Encrypt`` element carries it.

    ``salt``: the 16 random bytes in front; given only to recompute a known vector.
    """
    key = base64.b64decode(aes_key + "=")
    body = message.encode()
    plain = (salt or os.urandom(16)) + struct.pack(">I", len(body)) + body + appid.encode()
    padding = _BLOCK - len(plain) % _BLOCK
    plain += bytes([padding]) * padding
    cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(cipher.update(plain) + cipher.finalize()).decode()
