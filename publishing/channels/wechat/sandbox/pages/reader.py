"""An article as its readers see it."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from publishing.channels.wechat.sandbox import accounts
from publishing.channels.wechat.sandbox.article_rules import SHOWN
from publishing.channels.wechat.sandbox.pages import embed
from publishing.channels.wechat.sandbox.urls import Urls


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What the reader's page needs. ``at`` None: a draft, seen by a link nobody else has.

    ``gone`` says who took it away, ``siblings`` are the articles of the same message:
    (title, address).
    """

    appid: str
    account: str
    intro: str
    title: str
    author: str
    digest: str
    body: Markup | None
    text: str
    pictures: tuple[str, ...]
    source_url: str
    comments: bool
    at: float | None
    gone: str | None
    siblings: tuple[tuple[str, str], ...]


def published(db: sqlite3.Connection, urls: Urls, url_id: str) -> Shown | None:
    """The article at /s/<url_id>; None when there never was one."""
    row = db.execute("SELECT * FROM articles WHERE url_id = ?", (url_id,)).fetchone()
    if row is None:
        return None
    others = db.execute(
        "SELECT url_id, body FROM articles WHERE article_id = ? AND url_id != ? AND gone IS NULL"
        " ORDER BY idx",
        (row["article_id"], url_id),
    )
    siblings = tuple((json.loads(one["body"])["title"], f"/s/{one['url_id']}") for one in others)
    return _shown(
        db, urls, row["appid"], json.loads(row["body"]), siblings, row["published_at"], row["gone"]
    )


def draft(db: sqlite3.Connection, urls: Urls, media_id: str, position: int) -> Shown | None:
    """The preview of a draft's article (``position`` from 1); None when the box lacks it."""
    row = db.execute("SELECT * FROM drafts WHERE media_id = ?", (media_id,)).fetchone()
    articles = json.loads(row["articles"]) if row else []
    if not 1 <= position <= len(articles):
        return None
    siblings = tuple(
        (one["title"], f"/draft/{media_id}?idx={index}")
        for index, one in enumerate(articles, start=1)
        if index != position
    )
    return _shown(db, urls, row["appid"], articles[position - 1], siblings, None, None)


def _shown(
    db: sqlite3.Connection,
    urls: Urls,
    appid: str,
    article: dict[str, Any],
    siblings: tuple[tuple[str, str], ...],
    at: float | None,
    gone: str | None,
) -> Shown:
    account = accounts.get(db, appid)
    picture_message = article["article_type"] == "newspic"
    return Shown(
        appid=appid,
        account=account.name if account else appid,
        intro=account.intro if account else "",
        title=article["title"],
        author=article["author"],
        digest=article["digest"],
        body=None if picture_message else embed.body(article["content"], urls),
        text=article["content"] if picture_message else "",
        pictures=tuple(f"/mmbiz/{one}/0" for one in article[SHOWN]) if picture_message else (),
        source_url=article["content_source_url"],
        comments=bool(article["need_open_comment"]),
        at=at,
        gone=gone,
        siblings=siblings,
    )
