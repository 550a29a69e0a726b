"""Counters per account: calls a day and a minute, and the rarer allowances of a month."""

import sqlite3

from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import Refused
from publishing.channels.wechat.sandbox.clock import day_of, minute_of
from publishing.channels.wechat.sandbox.limits import DAILY_CALLS, MINUTE_CALLS


def used(db: sqlite3.Connection, appid: str, name: str, period: str) -> int:
    row = db.execute(
        "SELECT used FROM counters WHERE appid = ? AND name = ? AND period = ?",
        (appid, name, period),
    ).fetchone()
    return int(row["used"]) if row else 0


def spend(db: sqlite3.Connection, appid: str, name: str, period: str) -> None:
    db.execute(
        "INSERT INTO counters VALUES (?, ?, ?, 1)"
        " ON CONFLICT (appid, name, period) DO UPDATE SET used = used + 1",
        (appid, name, period),
    )


def spend_within(
    db: sqlite3.Connection, appid: str, name: str, period: str, *, limit: int, errcode: int
) -> None:
    """Count one more; Refused with ``errcode`` when ``limit`` is reached already."""
    if used(db, appid, name, period) >= limit:
        raise Refused(errcode)
    spend(db, appid, name, period)


def daily_limit(account: Account, path: str) -> int | None:
    """Calls a day of this path, the account's own figure first; None where nobody states one."""
    if path in account.quota:
        return account.quota[path]
    limit = DAILY_CALLS.get(path)
    return limit.value if limit else None


def count_call(db: sqlite3.Connection, account: Account, path: str, now: float) -> None:
    """Count a call; Refused 45009 when the day's calls are used up, 45011 when the minute's are."""
    day, minute = day_of(now), minute_of(now)
    limit = daily_limit(account, path)
    if limit is not None and used(db, account.appid, path, day) >= limit:
        raise Refused(45009)
    per_minute = MINUTE_CALLS.get(path)
    if per_minute:
        spend_within(db, account.appid, path, minute, limit=per_minute.value, errcode=45011)
    spend(db, account.appid, path, day)


def clear_day(db: sqlite3.Connection, appid: str, now: float, *, but: tuple[str, ...] = ()) -> None:
    """Forget today's calls, except those of the paths in ``but``."""
    marks = ", ".join("?" * len(but))
    db.execute(
        f"DELETE FROM counters WHERE appid = ? AND period = ? AND name LIKE '/%'"  # noqa: S608
        f" AND name NOT IN ({marks})",
        (appid, day_of(now), *but),
    )
