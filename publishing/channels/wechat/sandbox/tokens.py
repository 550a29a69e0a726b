"""Access tokens: two families side by side, and the proof of identity they stand for (facts A1)."""

import ipaddress
import secrets
import sqlite3

from publishing.channels.wechat.sandbox import accounts, quota
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused, RefusedAs
from publishing.channels.wechat.sandbox.api import Api, Call, Door
from publishing.channels.wechat.sandbox.clock import day_of
from publishing.channels.wechat.sandbox.limits import (
    STABLE_FORCED_A_DAY,
    STABLE_FORCED_APART,
    STABLE_RENEWAL,
    TOKEN_LIFE,
    TOKEN_OVERLAP,
)

_SHORTEST = 64


def owner(db: sqlite3.Connection, token: str) -> str | None:
    """The appid a token was minted for, good or not."""
    row = db.execute("SELECT appid FROM tokens WHERE token = ?", (token,)).fetchone()
    return row["appid"] if row else None


def account_by_token(db: sqlite3.Connection, token: str | None, now: float) -> Account:
    """Whose token this is. Refused 41001 missing, 40014 malformed, 42001 over, 40001 not latest."""
    if not token:
        raise Refused(41001)
    row = db.execute("SELECT * FROM tokens WHERE token = ?", (token,)).fetchone()
    if row is None:
        raise Refused(40001 if len(token) >= _SHORTEST else 40014)
    if row["dead_at"] is not None and row["dead_at"] <= now:
        raise Refused(40001)
    if row["expires_at"] <= now:
        raise Refused(42001)
    account = accounts.get(db, row["appid"])
    if account is None:
        raise Refused(40001)
    return account


def account_by_secret(db: sqlite3.Connection, appid: object, secret: object, peer: str) -> Account:
    """Whose appid and secret these are, called from an address the account allows."""
    if not appid:
        raise Refused(41002)
    account = accounts.get(db, appid) if isinstance(appid, str) else None
    if account is None:
        raise Refused(40013)
    if not secret:
        raise Refused(41004)
    if secret != account.secret:
        raise Refused(40125)
    if account.secret_frozen:
        raise Refused(40243)
    if account.ip_allow is not None and not _allowed(peer, account.ip_allow):
        ipv6 = peer if ":" in peer else f"::ffff:{peer}"
        raise RefusedAs(40164, f"invalid ip {peer} ipv6 {ipv6}, not in whitelist")
    return account


def _allowed(peer: str, allow: tuple[str, ...]) -> bool:
    address = ipaddress.ip_address(peer)
    return any(address in ipaddress.ip_network(entry, strict=False) for entry in allow)


def _mint(
    db: sqlite3.Connection, appid: str, family: str, now: float, *, forced: bool = False
) -> JsonObject:
    token = f"{int(now) % 100}_{secrets.token_urlsafe(99)}"
    life = TOKEN_LIFE.value
    db.execute(
        "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL, ?)",
        (token, appid, family, now, now + life, int(forced)),
    )
    db.execute("DELETE FROM tokens WHERE expires_at < ?", (now - 30 * life,))
    return {"access_token": token, "expires_in": life}


def revoke(db: sqlite3.Connection, appid: str, now: float) -> None:
    """Let every token of the account die at once (as another client's refresh would do)."""
    db.execute(
        "UPDATE tokens SET dead_at = ? WHERE appid = ? AND (dead_at IS NULL OR dead_at > ?)",
        (now, appid, now),
    )


def token(call: Call) -> Answer:
    """GET /cgi-bin/token: always a new one; those before stay good for five minutes."""
    if call.request.query.get("grant_type") != "client_credential":
        raise Refused(40002)
    call.db.execute(
        "UPDATE tokens SET dead_at = ? WHERE appid = ? AND family = 'token' AND dead_at IS NULL",
        (call.now + TOKEN_OVERLAP.value, call.appid),
    )
    return _mint(call.db, call.appid, "token", call.now)


def stable_token(call: Call) -> Answer:
    """POST /cgi-bin/stable_token: the same one while it is valid, renewed before it expires."""
    if call.body.get("grant_type") != "client_credential":
        raise Refused(40002)
    force = call.body.get("force_refresh", False)
    if not isinstance(force, bool):
        raise Refused(47003, "force_refresh must be a bool")
    latest = call.db.execute(
        "SELECT * FROM tokens WHERE appid = ? AND family = 'stable' AND expires_at > ?"
        " AND (dead_at IS NULL OR dead_at > ?) ORDER BY minted_at DESC LIMIT 1",
        (call.appid, call.now, call.now),
    ).fetchone()
    if force:
        _spend_forced(call)
        call.db.execute(
            "UPDATE tokens SET dead_at = ? WHERE appid = ? AND family = 'stable'",
            (call.now, call.appid),
        )
    elif latest is not None and latest["expires_at"] - call.now > STABLE_RENEWAL.value:
        left = int(latest["expires_at"] - call.now)
        return {"access_token": latest["token"], "expires_in": left}
    return _mint(call.db, call.appid, "stable", call.now, forced=force)


def _spend_forced(call: Call) -> None:
    last = call.db.execute(
        "SELECT max(minted_at) AS at FROM tokens WHERE appid = ? AND forced = 1", (call.appid,)
    ).fetchone()["at"]
    if last is not None and call.now - last < STABLE_FORCED_APART.value:
        raise Refused(45011)
    quota.spend_within(
        call.db,
        call.appid,
        "stable_token forced",
        day_of(call.now),
        limit=STABLE_FORCED_A_DAY.value,
        errcode=45009,
    )


APIS = (
    Api(path="/cgi-bin/token", method="GET", handler=token, door=Door.SECRET),
    Api(
        path="/cgi-bin/stable_token",
        method="POST",
        handler=stable_token,
        carries="json",
        door=Door.SECRET,
    ),
)
