"""The accounts that live in the sandbox, and how each of them behaves."""

import sqlite3
from ipaddress import ip_network
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

AppId = Annotated[str, Field(pattern=r"^wx[0-9a-zA-Z_-]{4,62}$")]
Seconds = Annotated[float, Field(ge=0)]


def _network(text: str) -> str:
    ip_network(text, strict=False)
    return text


Network = Annotated[str, AfterValidator(_network)]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Callback(_Settings):
    """Where events go (facts A8)."""

    url: Annotated[str, Field(pattern=r"^https?://")]
    token: Annotated[str, Field(min_length=3, max_length=32)]
    mode: Literal["plain", "compatible", "aes"] = "plain"
    aes_key: Annotated[str, Field(pattern=r"^([A-Za-z0-9]{43})?$")] = ""

    @model_validator(mode="after")
    def _key_for_encryption(self) -> Self:
        if self.mode != "plain" and not self.aes_key:
            raise ValueError(f"mode {self.mode} needs an aes_key of 43 letters and digits")
        return self


class EventHabits(_Settings):
    """How events of this account go wrong (facts A8: lost, late, doubled, of the wrong type)."""

    lose: bool = False
    double: bool = False
    delay_seconds: Seconds = 0.0
    wrong_type: bool = False
    retry_seconds: Seconds = 5.0


class PublishHabits(_Settings):
    """What becomes of a submitted draft: the status after ``delay_seconds`` of status 1.

    ``next_statuses`` is used up first, one per submit. ``double_submit`` lets a second submit of a
    draft that is still being published open a second publication, the harshest reading of A5.
    """

    delay_seconds: Seconds = 0.4
    status: Literal[0, 2, 3, 4] = 0
    next_statuses: tuple[Literal[0, 2, 3, 4], ...] = ()
    fail_idx: tuple[int, ...] = ()
    double_submit: bool = False


class MassHabits(_Settings):
    """What becomes of a mass message; ``status`` is the event's text (facts A8)."""

    delay_seconds: Seconds = 0.4
    status: str = "send success"


class Account(_Settings):
    """One official account, with the rights the platform gave it."""

    appid: AppId
    secret: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1, max_length=30)]
    intro: str = ""
    kind: Literal["subscription", "service"] = "subscription"
    verified: bool = True
    comments: bool = True
    original_id: str = ""
    ip_allow: tuple[Network, ...] | None = None
    callback: Callback | None = None
    events: EventHabits = EventHabits()
    publish: PublishHabits = PublishHabits()
    mass: MassHabits = MassHabits()
    quota: dict[str, int] = {}
    latency_ms: Annotated[int, Field(ge=0)] = 0
    secret_frozen: bool = False
    restricted: int | None = None

    @property
    def gh_id(self) -> str:
        """The original id (gh_...) that events name as their receiver."""
        return self.original_id or f"gh_{self.appid[-12:].lower()}"

    @property
    def may_comment(self) -> bool:
        return self.verified and self.comments


def get(db: sqlite3.Connection, appid: str) -> Account | None:
    row = db.execute("SELECT settings FROM accounts WHERE appid = ?", (appid,)).fetchone()
    return Account.model_validate_json(row["settings"]) if row else None


def all_of(db: sqlite3.Connection) -> list[Account]:
    rows = db.execute("SELECT settings FROM accounts ORDER BY created_at, appid")
    return [Account.model_validate_json(row["settings"]) for row in rows]


def save(db: sqlite3.Connection, account: Account, now: float) -> None:
    """Create the account, or change its settings; what it holds stays."""
    db.execute(
        "INSERT INTO accounts VALUES (?, ?, ?)"
        " ON CONFLICT (appid) DO UPDATE SET settings = excluded.settings",
        (account.appid, account.model_dump_json(), now),
    )


def delete(db: sqlite3.Connection, appid: str) -> None:
    """Remove the account and all it holds."""
    # media points at images, so it goes before the cascade reaches them.
    db.execute("DELETE FROM media WHERE appid = ?", (appid,))
    db.execute("DELETE FROM accounts WHERE appid = ?", (appid,))
