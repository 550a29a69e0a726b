"""The whole state of an account, for whoever has to compare it with what should be there."""

import json
import sqlite3
from typing import Any

from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import JsonObject
from publishing.channels.wechat.sandbox.article_rules import SHOWN
from publishing.channels.wechat.sandbox.urls import Urls


def _rows(db: sqlite3.Connection, query: str, appid: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(query, (appid,))]


def _plain(article: JsonObject) -> JsonObject:
    return {name: value for name, value in article.items() if name != SHOWN}


def dump(db: sqlite3.Connection, account: Account, urls: Urls) -> JsonObject:
    """Drafts, library, uploads by hash, publications, articles, mass messages and events.

    Times are epoch seconds; lists are in the order things came to be.
    """
    appid = account.appid
    drafts = _rows(db, "SELECT * FROM drafts WHERE appid = ? ORDER BY rowid", appid)
    articles = _rows(db, "SELECT * FROM articles WHERE appid = ? ORDER BY rowid", appid)
    jobs = _rows(db, "SELECT * FROM publications WHERE appid = ? ORDER BY publish_id", appid)
    messages = _rows(db, "SELECT * FROM mass_messages WHERE appid = ? ORDER BY msg_id", appid)
    return {
        "appid": appid,
        "name": account.name,
        "drafts": [
            {
                "media_id": row["media_id"],
                "articles": [_plain(article) for article in json.loads(row["articles"])],
                "created_at": row["created_at"],
                "updated_at": row["updated_at"],
            }
            for row in drafts
        ],
        "publications": [
            {
                "publish_id": row["publish_id"],
                "media_id": row["media_id"],
                "status": row["status"],
                "article_id": row["article_id"],
                "titles": [article["title"] for article in json.loads(row["articles"])],
                "submitted_at": row["submitted_at"],
                "finished_at": row["finished_at"],
            }
            for row in jobs
        ],
        "published": [
            {
                "article_id": row["article_id"],
                "idx": row["idx"],
                "way": row["way"],
                "url": urls.article(row["url_id"]),
                "published_at": row["published_at"],
                "gone": row["gone"],
                **_plain(json.loads(row["body"])),
            }
            for row in articles
        ],
        "mass": [
            {
                "msg_id": row["msg_id"],
                "msgtype": row["msgtype"],
                "status": row["status"],
                "clientmsgid": row["clientmsgid"],
                "article_id": row["article_id"],
                "titles": [article["title"] for article in json.loads(row["articles"])],
                "sent_at": row["sent_at"],
            }
            for row in messages
        ],
        "materials": _rows(
            db,
            "SELECT media_id, kind, permanent, sha256, format, name, created_at FROM media"
            " WHERE appid = ? ORDER BY rowid",
            appid,
        ),
        "images": [
            {**row, "url": urls.image(row["image_id"], row["format"])}
            for row in _rows(
                db,
                "SELECT image_id, sha256, format, width, height, origin, created_at FROM images"
                " WHERE appid = ? ORDER BY rowid",
                appid,
            )
        ],
        "events": _rows(
            db,
            "SELECT event_id, kind, xml, state, tries, outcome FROM events WHERE appid = ?"
            " ORDER BY event_id",
            appid,
        ),
        "calls_today": _rows(
            db, "SELECT name, period, used FROM counters WHERE appid = ? ORDER BY name", appid
        ),
    }


def is_settled(db: sqlite3.Connection, appid: str | None = None) -> bool:
    """No job of the account (None: of any) is open and no event of it on its way."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM publications"
        "  WHERE due_at IS NOT NULL AND appid = ifnull(:appid, appid))"
        " OR EXISTS (SELECT 1 FROM mass_messages"
        "  WHERE due_at IS NOT NULL AND appid = ifnull(:appid, appid))"
        " OR EXISTS (SELECT 1 FROM events"
        "  WHERE state IN ('waiting', 'sending') AND appid = ifnull(:appid, appid)) AS busy",
        {"appid": appid},
    ).fetchone()
    return not row["busy"]


def forget_everything(db: sqlite3.Connection) -> None:
    """Accounts and all they hold, the journal too; the clock and the addresses stay."""
    for table in ("media", "accounts", "blobs", "journal"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
