"""The demo's logins, one per role at least. Names and passwords are shown to whoever starts it."""

from dataclasses import dataclass
from typing import Literal

PASSWORD = "yunting-2026"  # noqa: S105  (printed by the demo, for a machine of one's own)


@dataclass(frozen=True, kw_only=True)
class Login:
    """`association` is a slug, empty for the whole federation; `role` is what the demo prints."""

    username: str
    name: str
    role: str
    rights: Literal["editor", "reviewer", "head", "office", "admin"]
    association: str = ""
    password: str = PASSWORD

    @property
    def email(self) -> str:
        """Marks the account as the sample's; `.invalid` can never receive mail (RFC 2606)."""
        return f"{self.username}@sample.invalid"


LOGINS: tuple[Login, ...] = (
    Login(
        username="shuxie-editor",
        name="许若谷",
        role="书协编辑",
        rights="editor",
        association="shuxie",
    ),
    Login(
        username="shuxie-reviewer",
        name="方静之",
        role="书协审核",
        rights="reviewer",
        association="shuxie",
    ),
    Login(
        username="shuxie-head",
        name="沈砚秋",
        role="书协负责人",
        rights="head",
        association="shuxie",
    ),
    Login(
        username="meixie-editor",
        name="魏清和",
        role="美协编辑",
        rights="editor",
        association="meixie",
    ),
    Login(
        username="meixie-reviewer",
        name="江一苇",
        role="美协审核",
        rights="reviewer",
        association="meixie",
    ),
    Login(
        username="meixie-head",
        name="顾青崖",
        role="美协负责人",
        rights="head",
        association="meixie",
    ),
    Login(username="office", name="文联办公室", role="文联办公室（各协会）", rights="office"),
    Login(username="admin", name="系统管理员", role="系统管理员", rights="admin"),
)
