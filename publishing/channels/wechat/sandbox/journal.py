"""Every call the sandbox met: who, what, and what was answered. No secret, no token."""

import json
import sqlite3
from typing import Any

from publishing.channels.wechat.sandbox.answers import JsonObject, Refused
from publishing.channels.wechat.sandbox.api import Request

_SECRET = frozenset({"access_token", "secret", "appsecret"})
_LONGEST = 80


def _shorten(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value)})"
    if depth > 4:
        return "…"
    if isinstance(value, dict):
        return {
            str(key): _shorten(one, depth + 1) for key, one in value.items() if key not in _SECRET
        }
    if isinstance(value, list):
        return [_shorten(one, depth + 1) for one in value[:20]]
    return value


def summary(request: Request, body: JsonObject) -> JsonObject:
    """What was asked, long texts cut, files named by size and hash."""
    told: JsonObject = {}
    query = _shorten(dict(request.query))
    if query:
        told["query"] = query
    if body:
        told["body"] = _shorten(body)
    if request.upload:
        upload = request.upload
        told["file"] = {
            "name": upload.filename,
            "bytes": len(upload.body),
            "sha256": upload.sha256,
        }
    return told


def write(
    db: sqlite3.Connection,
    request: Request,
    *,
    at: float,
    appid: str | None,
    body: JsonObject,
    committed: bool,
    refused: Refused | None = None,
    rid: str | None = None,
    fault: str = "",
) -> None:
    """Note one call.

    ``committed``: the call's own change of state happened. ``errcode`` of the entry is what the
    platform decided; ``fault`` says what became of the answer on its way.
    """
    db.execute(
        "INSERT INTO journal (at, appid, ip, method, path, request, committed, errcode, errmsg,"
        " rid, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            at,
            appid,
            request.peer,
            request.method,
            request.path,
            json.dumps(summary(request, body), ensure_ascii=False),
            int(committed),
            refused.errcode if refused else 0 if committed else None,
            refused.errmsg if refused else "",
            rid,
            fault,
        ),
    )


FILTERS = {
    "appid": "appid = ?",
    "path": "path = ?",
    "errcode": "errcode = ?",
    "fault": "fault = ?",
    "committed": "committed = ?",
    "after": "id > ?",
}


def _where(filters: dict[str, str]) -> tuple[str, list[str]]:
    """SQL for the known filters. Raises KeyError naming an unknown one."""
    clauses = [FILTERS[name] for name in filters]
    return " AND ".join(clauses) or "1", list(filters.values())


def read(db: sqlite3.Connection, filters: dict[str, str], limit: int) -> list[JsonObject]:
    """Entries in the order of the calls."""
    where, values = _where(filters)
    rows = db.execute(
        f"SELECT * FROM journal WHERE {where} ORDER BY id LIMIT ?",  # noqa: S608
        (*values, limit),
    )
    return [
        {**dict(row), "request": json.loads(row["request"]), "committed": bool(row["committed"])}
        for row in rows
    ]


def count(db: sqlite3.Connection, filters: dict[str, str]) -> int:
    where, values = _where(filters)
    row = db.execute(f"SELECT count(*) AS n FROM journal WHERE {where}", values).fetchone()  # noqa: S608
    return int(row["n"])
