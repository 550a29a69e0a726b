"""Publishing without notification, and what becomes of published articles (facts A5)."""

import json
import secrets
import sqlite3
from typing import Any

from publishing.channels.wechat.sandbox import accounts, article_rules, drafts, events
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused
from publishing.channels.wechat.sandbox.api import LARGEST_INTEGER, Api, Call, Right
from publishing.channels.wechat.sandbox.urls import Urls

SUCCESS, PUBLISHING, WITHDRAWN, BANNED = 0, 1, 5, 6
_GONE = {WITHDRAWN: "publisher", BANNED: "platform"}


def submit(call: Call) -> Answer:
    """POST /cgi-bin/freepublish/submit: accepts the job; its result comes later."""
    draft = drafts.find(call.db, call.appid, call.text("media_id", missing=40007))
    under_way = call.db.execute(
        "SELECT 1 FROM publications WHERE media_id = ? AND status = ?",
        (draft["media_id"], PUBLISHING),
    ).fetchone()
    if under_way and not call.account.publish.double_submit:
        raise Refused(40007, "the draft is being published")
    publish_id = begin(call.db, call.account, draft, call.now)
    return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": publish_id}


def begin(db: sqlite3.Connection, account: Account, draft: sqlite3.Row, now: float) -> int:
    """Open the job of publishing ``draft``; answers its publish_id."""
    habits = account.publish
    status: int = habits.status
    if habits.next_statuses:
        status, *rest = habits.next_statuses
        changed = habits.model_copy(update={"next_statuses": tuple(rest)})
        accounts.save(db, account.model_copy(update={"publish": changed}), now)
    plan = {"status": status, "fail_idx": _failed(account, draft, status)}
    row = db.execute(
        "INSERT INTO publications (appid, media_id, articles, status, planned, due_at,"
        " submitted_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING publish_id",
        (
            account.appid,
            draft["media_id"],
            draft["articles"],
            PUBLISHING,
            json.dumps(plan),
            now + habits.delay_seconds,
            now,
        ),
    ).fetchone()
    return int(row["publish_id"])


def _failed(account: Account, work: sqlite3.Row, status: int) -> list[int]:
    """Which articles of the draft or job are at fault, from 1: told for statuses 2 and 4 only."""
    if status not in {2, 4}:
        return []
    every = range(1, len(json.loads(work["articles"])) + 1)
    return list(account.publish.fail_idx or every)


def decide(
    db: sqlite3.Connection, account: Account, urls: Urls, job: sqlite3.Row, status: int, now: float
) -> None:
    """Finish an open job at once, whatever was planned for it."""
    fail_idx = _failed(account, job, status)
    _finish(db, account, urls, job["publish_id"], now, status=status, fail_idx=fail_idx)


def settle_due(db: sqlite3.Connection, urls: Urls, now: float) -> None:
    """Finish the jobs whose time has come, each with its event."""
    for job in db.execute("SELECT * FROM publications WHERE due_at <= ?", (now,)).fetchall():
        account = accounts.get(db, job["appid"])
        plan = json.loads(job["planned"])
        if account is not None:
            _finish(db, account, urls, job["publish_id"], now, **plan)


def _finish(
    db: sqlite3.Connection,
    account: Account,
    urls: Urls,
    publish_id: int,
    now: float,
    *,
    status: int,
    fail_idx: list[int],
) -> None:
    job = find(db, account.appid, publish_id)
    article_id = None
    if status == SUCCESS:
        article_id = release(db, account.appid, json.loads(job["articles"]), "free", now)
        drafts.remove(db, job["media_id"])
    db.execute(
        "UPDATE publications SET status = ?, fail_idx = ?, article_id = ?, due_at = NULL,"
        " finished_at = ? WHERE publish_id = ?",
        (status, json.dumps(fail_idx), article_id, now, publish_id),
    )
    job = find(db, account.appid, publish_id)
    events.publish_finished(db, account, job, links(db, urls, article_id), now)


def release(
    db: sqlite3.Connection, appid: str, articles: list[JsonObject], way: str, now: float
) -> str:
    """Let readers see the articles; answers the article_id they share."""
    article_id = secrets.token_urlsafe(32)
    for position, article in enumerate(articles, start=1):
        db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                secrets.token_urlsafe(16),
                appid,
                article_id,
                position,
                way,
                json.dumps(article, ensure_ascii=False),
                now,
            ),
        )
    return article_id


def find(db: sqlite3.Connection, appid: str, publish_id: object) -> sqlite3.Row:
    """The job; its id as a number or as text. Refused 40002 for no id, 53502 for an unknown one."""
    if isinstance(publish_id, bool) or not isinstance(publish_id, int | str):
        raise Refused(40002, "publish_id is required")
    if isinstance(publish_id, int) and abs(publish_id) > LARGEST_INTEGER:
        raise Refused(53502)
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM publications WHERE publish_id = ? AND appid = ?", (publish_id, appid)
    ).fetchone()
    if row is None:
        raise Refused(53502)
    return row


def _rows(db: sqlite3.Connection, article_id: str | None) -> list[sqlite3.Row]:
    return db.execute(
        "SELECT * FROM articles WHERE article_id = ? ORDER BY idx", (article_id,)
    ).fetchall()


def links(db: sqlite3.Connection, urls: Urls, article_id: str | None) -> list[str]:
    """Where the articles of one article_id can be read, in order."""
    return [urls.article(row["url_id"]) for row in _rows(db, article_id)]


def get(call: Call) -> Answer:
    """POST /cgi-bin/freepublish/get: how far the job is; article_id only while status is 0."""
    job = find(call.db, call.appid, call.body.get("publish_id"))
    answer: dict[str, Any] = {"publish_id": job["publish_id"], "publish_status": job["status"]}
    if job["status"] == SUCCESS:
        found = links(call.db, call.urls, job["article_id"])
        answer["article_id"] = job["article_id"]
        answer["article_detail"] = {
            "count": len(found),
            "item": [{"idx": i, "article_url": link} for i, link in enumerate(found, start=1)],
        }
    return {**answer, "fail_idx": json.loads(job["fail_idx"])}


def is_published(db: sqlite3.Connection, appid: str, article_id: str) -> bool:
    """Whether the account ever published it, in whatever way."""
    return any(row["appid"] == appid for row in _rows(db, article_id))


def take_down(
    db: sqlite3.Connection, article_id: str, status: int, *, index: int | None = None
) -> None:
    """Let readers lose the articles (one, or all): status 5 by their publisher, 6 by the platform.

    The job's own status changes when nothing of it is left.
    """
    db.execute(
        "UPDATE articles SET gone = ?"
        " WHERE article_id = ? AND gone IS NULL AND idx = ifnull(?, idx)",
        (_GONE[status], article_id, index),
    )
    if all(row["gone"] for row in _rows(db, article_id)):
        db.execute("UPDATE publications SET status = ? WHERE article_id = ?", (status, article_id))


def delete(call: Call) -> Answer:
    """POST /cgi-bin/freepublish/delete: ``index`` from 1; 0 or absent takes all. Irreversible."""
    article_id = call.text("article_id", missing=53600)
    rows = _freely_published(call, article_id)
    index = call.integer("index", default=0, wrong=40060)
    if not 0 <= index <= len(rows):
        raise Refused(40060)
    wanted = [row for row in rows if index in (0, row["idx"])]
    if all(row["gone"] for row in wanted):
        raise Refused(53600)
    take_down(call.db, article_id, WITHDRAWN, index=index or None)
    return {"errcode": 0, "errmsg": "ok"}


def _freely_published(call: Call, article_id: str) -> list[sqlite3.Row]:
    rows = [
        row
        for row in _rows(call.db, article_id)
        if row["appid"] == call.appid and row["way"] == "free"
    ]
    if not rows:
        raise Refused(53600)
    return rows


def _news(call: Call, rows: list[sqlite3.Row], *, with_content: bool) -> JsonObject:
    items = []
    for row in rows:
        answered = article_rules.as_answered(
            call,
            json.loads(row["body"]),
            url=call.urls.article(row["url_id"]),
            with_content=with_content,
        )
        # A published picture message does not tell its kind or its pictures (facts A5).
        answered.pop("article_type")
        answered.pop("image_info", None)
        items.append({**answered, "is_deleted": bool(row["gone"])})
    moment = int(rows[0]["published_at"])
    return {"news_item": items, "create_time": moment, "update_time": moment}


def getarticle(call: Call) -> Answer:
    """POST /cgi-bin/freepublish/getarticle."""
    rows = _freely_published(call, call.text("article_id", missing=53600))
    return _news(call, rows, with_content=True)


def batchget(call: Call) -> Answer:
    """POST /cgi-bin/freepublish/batchget: what was published without notification, newest first.

    Withdrawn articles stay listed with ``is_deleted``.
    """
    offset, count = call.page()
    total = call.db.execute(
        "SELECT count(DISTINCT article_id) AS n FROM articles WHERE appid = ? AND way = 'free'",
        (call.appid,),
    ).fetchone()["n"]
    ids = call.db.execute(
        "SELECT article_id, published_at FROM articles WHERE appid = ? AND way = 'free'"
        " AND idx = 1 ORDER BY published_at DESC, rowid DESC LIMIT ? OFFSET ?",
        (call.appid, count, offset),
    ).fetchall()
    items = [
        {
            "article_id": row["article_id"],
            "content": _news(
                call, _rows(call.db, row["article_id"]), with_content=not call.without_content
            ),
            "update_time": int(row["published_at"]),
        }
        for row in ids
    ]
    return {"item": items, "total_count": total, "item_count": len(items)}


def _api(name: str, handler: Any) -> Api:
    return Api(
        path=f"/cgi-bin/freepublish/{name}",
        method="POST",
        handler=handler,
        carries="json",
        right=Right.VERIFIED,
    )


APIS = (
    _api("submit", submit),
    _api("get", get),
    _api("delete", delete),
    _api("getarticle", getarticle),
    _api("batchget", batchget),
)
