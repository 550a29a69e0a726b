"""What a platform call is: its path, its door, what it carries, and the hands that answer it."""

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused
from publishing.channels.wechat.sandbox.limits import PAGE
from publishing.channels.wechat.sandbox.urls import Urls

# What SQLite holds; the platform's numbers have 64 bits as well.
LARGEST_INTEGER = 2**63 - 1


class Door(Enum):
    """How a caller proves which account it is."""

    TOKEN = "access_token"  # noqa: S105
    SECRET = "appid and secret"  # noqa: S105


class Right(Enum):
    """What an account must have been granted, else 48001 (facts A5-A7)."""

    NONE = "none"
    VERIFIED = "verified"
    VERIFIED_SERVICE = "verified service account"

    def granted_to(self, account: Account) -> bool:
        match self:
            case Right.NONE:
                return True
            case Right.VERIFIED:
                return account.verified
            case Right.VERIFIED_SERVICE:
                return account.verified and account.kind == "service"


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """The file part of a multipart request."""

    filename: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One call as it came over the wire, body read whole."""

    method: str
    path: str
    peer: str
    query: Mapping[str, str]
    body: bytes
    form: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call whose account is known, inside its transaction."""

    db: sqlite3.Connection
    now: float
    urls: Urls
    account: Account
    request: Request
    body: JsonObject
    table: "Mapping[str, Api]"

    @property
    def appid(self) -> str:
        return self.account.appid

    def text(self, name: str, *, missing: int = 47003) -> str:
        """A required string of the body; Refused with ``missing`` when it is not one."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise Refused(missing, f"{name} is required")
        return value

    def integer(self, name: str, *, default: int | None = None, wrong: int = 40035) -> int:
        """A whole number of the body; Refused with ``wrong`` when it is not one."""
        value = self.body.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_INTEGER:
            raise Refused(wrong, f"{name} must be an integer")
        return value

    def page(self) -> tuple[int, int]:
        """offset and count (1..20) of a batchget."""
        offset, count = self.integer("offset"), self.integer("count")
        if offset < 0 or not 1 <= count <= PAGE.value:
            raise Refused(40035, f"offset from 0, count from 1 to {PAGE.value}")
        return offset, count

    @property
    def without_content(self) -> bool:
        return self.body.get("no_content") in (1, True)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Api:
    """A platform interface. ``carries`` says what its body is."""

    path: str
    method: Literal["GET", "POST"]
    handler: Handler
    carries: Literal["nothing", "json", "file"] = "nothing"
    door: Door = Door.TOKEN
    right: Right = Right.NONE
