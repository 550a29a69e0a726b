"""What a person sees of an account: its drafts, what it published, and what was asked of it."""

import json
import sqlite3
from typing import Any

from publishing.channels.wechat.sandbox import accounts
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.article_rules import SHOWN
from publishing.channels.wechat.sandbox.pages import words

Context = dict[str, Any]

_NEWEST = 50


def cards(db: sqlite3.Connection) -> list[Context]:
    """One card for each account: its settings and how much it holds."""
    return [{"account": one, **_counts(db, one.appid)} for one in accounts.all_of(db)]


def _counts(db: sqlite3.Connection, appid: str) -> Context:
    row = db.execute(
        "SELECT (SELECT count(*) FROM drafts WHERE appid = :appid) AS drafts,"
        " (SELECT count(*) FROM articles WHERE appid = :appid AND gone IS NULL) AS readable,"
        " (SELECT count(*) FROM articles WHERE appid = :appid AND gone IS NOT NULL) AS gone,"
        " (SELECT max(published_at) FROM articles WHERE appid = :appid) AS latest",
        {"appid": appid},
    ).fetchone()
    return dict(row)


def of_account(db: sqlite3.Connection, appid: str) -> Context | None:
    """Everything of one account's page; None when there is no such account."""
    account = accounts.get(db, appid)
    if account is None:
        return None
    return {
        "account": account,
        **_counts(db, appid),
        "boxes": _drafts(db, appid),
        "articles": _articles(db, appid),
        "jobs": _jobs(db, account),
        "events": _events(db, appid),
        "calls": _calls(db, appid),
        "newest": _NEWEST,
    }


def _latest(db: sqlite3.Connection, query: str, appid: str) -> list[sqlite3.Row]:
    return db.execute(f"{query} LIMIT ?", (appid, _NEWEST)).fetchall()


def _cover(article: Context) -> str:
    return f"/mmbiz/{article[SHOWN][0]}/0"


def _drafts(db: sqlite3.Connection, appid: str) -> list[Context]:
    rows = _latest(db, "SELECT * FROM drafts WHERE appid = ? ORDER BY updated_at DESC", appid)
    return [
        {
            "at": row["updated_at"],
            "articles": [
                {
                    "title": one["title"],
                    "digest": one["digest"],
                    "cover": _cover(one),
                    "address": f"/draft/{row['media_id']}?idx={index}",
                }
                for index, one in enumerate(json.loads(row["articles"]), start=1)
            ],
        }
        for row in rows
    ]


def _articles(db: sqlite3.Connection, appid: str) -> list[Context]:
    rows = _latest(
        db, "SELECT * FROM articles WHERE appid = ? ORDER BY published_at DESC, idx", appid
    )
    shown = []
    for row in rows:
        article = json.loads(row["body"])
        shown.append(
            {
                "title": article["title"],
                "digest": article["digest"],
                "cover": _cover(article),
                "address": f"/s/{row['url_id']}",
                "at": row["published_at"],
                "way": words.WAYS[row["way"]],
                "gone": words.GONE[row["gone"]] if row["gone"] else "",
            }
        )
    return shown


def _titles(articles: str) -> str:
    return "；".join(one["title"] for one in json.loads(articles))


def _jobs(db: sqlite3.Connection, account: Account) -> list[Context]:
    """Publications and mass messages together, newest first."""
    jobs = [
        {
            "number": row["publish_id"],
            "what": words.WAYS["free"],
            "titles": _titles(row["articles"]),
            "at": row["submitted_at"],
            "finished": row["finished_at"],
            "state": words.PUBLICATIONS[row["status"]],
            "tone": {0: "good", 1: "open"}.get(row["status"], "bad"),
        }
        for row in _latest(
            db, "SELECT * FROM publications WHERE appid = ? ORDER BY publish_id DESC", account.appid
        )
    ]
    for row in _latest(
        db, "SELECT * FROM mass_messages WHERE appid = ? ORDER BY msg_id DESC", account.appid
    ):
        state = words.mass_state(row["status"])
        jobs.append(
            {
                "number": row["msg_id"],
                "what": words.WAYS["mass"],
                "titles": _titles(row["articles"]) or "（不是图文）",
                "at": row["sent_at"],
                "finished": None,
                "state": state,
                "tone": {"群发成功": "good", "正在群发": "open"}.get(state, "bad"),
            }
        )
    return sorted(jobs, key=lambda job: job["at"], reverse=True)[:_NEWEST]


def _events(db: sqlite3.Connection, appid: str) -> list[Context]:
    rows = _latest(db, "SELECT * FROM events WHERE appid = ? ORDER BY event_id DESC", appid)
    return [
        {
            "kind": words.EVENT_KINDS[row["kind"]],
            "state": words.EVENTS[row["state"]],
            "tone": {"delivered": "good", "failed": "bad", "lost": "bad"}.get(row["state"], "open"),
            "tries": row["tries"],
            "outcome": row["outcome"],
        }
        for row in rows
    ]


def _calls(db: sqlite3.Connection, appid: str) -> list[Context]:
    rows = _latest(db, "SELECT * FROM journal WHERE appid = ? ORDER BY id DESC", appid)
    return [
        {
            "at": row["at"],
            "what": words.CALLS.get(row["path"], "没有这个接口"),
            "path": row["path"],
            "done": bool(row["committed"]),
            "errcode": row["errcode"],
            "errmsg": row["errmsg"],
            "rid": row["rid"],
            "fault": words.fault(row["fault"]),
        }
        for row in rows
    ]
