"""The draft box (facts A4)."""

import json
import secrets
import sqlite3
from typing import Any

from publishing.channels.wechat.sandbox import article_rules
from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused
from publishing.channels.wechat.sandbox.api import Api, Call
from publishing.channels.wechat.sandbox.limits import ARTICLES


def add(call: Call) -> Answer:
    """POST /cgi-bin/draft/add: not idempotent, every accepted call makes one more draft."""
    given = call.body.get("articles")
    if not isinstance(given, list) or not given:
        raise Refused(44003)
    if len(given) > ARTICLES.value:
        raise Refused(45008, f"at most {ARTICLES.value} articles")
    articles = [article_rules.accept(call, one, alone=len(given) == 1) for one in given]
    media_id = secrets.token_urlsafe(32)
    call.db.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?)",
        (media_id, call.appid, _dump(articles), call.now, call.now),
    )
    return {"media_id": media_id, "item": []}


def _dump(articles: list[JsonObject]) -> str:
    return json.dumps(articles, ensure_ascii=False)


def find(db: sqlite3.Connection, appid: str, media_id: str) -> sqlite3.Row:
    """The draft; Refused 40007 when the box does not hold it (any more)."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM drafts WHERE media_id = ? AND appid = ?", (media_id, appid)
    ).fetchone()
    if row is None:
        raise Refused(40007)
    return row


def _media_id(call: Call) -> str:
    return call.text("media_id", missing=40007)


def get(call: Call) -> Answer:
    """POST /cgi-bin/draft/get: the articles as they are stored, not as they were sent."""
    row = find(call.db, call.appid, _media_id(call))
    return _content(call, row, with_content=True)


def _content(call: Call, row: sqlite3.Row, *, with_content: bool) -> JsonObject:
    articles: list[dict[str, Any]] = json.loads(row["articles"])
    return {
        "news_item": [
            article_rules.as_answered(
                call,
                article,
                url=call.urls.preview(call.appid, row["media_id"], index),
                with_content=with_content,
            )
            for index, article in enumerate(articles)
        ],
        "create_time": int(row["created_at"]),
        "update_time": int(row["updated_at"]),
    }


def update(call: Call) -> Answer:
    """POST /cgi-bin/draft/update: replaces one article, given as ONE object."""
    row = find(call.db, call.appid, _media_id(call))
    given = call.body.get("articles")
    if not isinstance(given, dict):
        raise Refused(47001, "articles must be one object")
    articles: list[JsonObject] = json.loads(row["articles"])
    index = call.integer("index", wrong=40114)
    if not 0 <= index < len(articles):
        raise Refused(40114)
    articles[index] = article_rules.accept(call, given, alone=len(articles) == 1)
    call.db.execute(
        "UPDATE drafts SET articles = ?, updated_at = ? WHERE media_id = ?",
        (_dump(articles), call.now, row["media_id"]),
    )
    return {"errcode": 0, "errmsg": "ok"}


def delete(call: Call) -> Answer:
    """POST /cgi-bin/draft/delete."""
    row = find(call.db, call.appid, _media_id(call))
    remove(call.db, row["media_id"])
    return {"errcode": 0, "errmsg": "ok"}


def remove(db: sqlite3.Connection, media_id: str) -> None:
    """Take a draft out of its box, as publishing and mass sending do too."""
    db.execute("DELETE FROM drafts WHERE media_id = ?", (media_id,))


def _total(call: Call) -> int:
    row = call.db.execute("SELECT count(*) AS n FROM drafts WHERE appid = ?", (call.appid,))
    return int(row.fetchone()["n"])


def count(call: Call) -> Answer:
    """GET /cgi-bin/draft/count."""
    return {"total_count": _total(call)}


def batchget(call: Call) -> Answer:
    """POST /cgi-bin/draft/batchget: last changed first."""
    offset, size = call.page()
    rows = call.db.execute(
        "SELECT * FROM drafts WHERE appid = ? ORDER BY updated_at DESC, rowid DESC"
        " LIMIT ? OFFSET ?",
        (call.appid, size, offset),
    ).fetchall()
    items = [
        {
            "media_id": row["media_id"],
            "content": _content(call, row, with_content=not call.without_content),
            "update_time": int(row["updated_at"]),
        }
        for row in rows
    ]
    return {"item": items, "total_count": _total(call), "item_count": len(items)}


def switch(call: Call) -> Answer:
    """POST /cgi-bin/draft/switch: the legacy beta switch; here the box is open for everyone."""
    return {"errcode": 0, "errmsg": "ok", "is_open": 1}


APIS = (
    Api(path="/cgi-bin/draft/add", method="POST", handler=add, carries="json"),
    Api(path="/cgi-bin/draft/get", method="POST", handler=get, carries="json"),
    Api(path="/cgi-bin/draft/update", method="POST", handler=update, carries="json"),
    Api(path="/cgi-bin/draft/delete", method="POST", handler=delete, carries="json"),
    Api(path="/cgi-bin/draft/count", method="GET", handler=count),
    Api(path="/cgi-bin/draft/batchget", method="POST", handler=batchget, carries="json"),
    Api(path="/cgi-bin/draft/switch", method="POST", handler=switch),
)
