"""The events an account's callback hears of, written when they happen (facts A8).

Sending them is `postman`'s work.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from publishing.channels.wechat.sandbox.accounts import Account


def _cdata(name: str, value: str) -> str:
    return f"<{name}><![CDATA[{value}]]></{name}>"


def _event(account: Account, kind: str, now: float, inner: str) -> str:
    # The platform names some follower or its own account here; nobody may rely on which.
    sender = f"oV5Crj{account.appid[-10:]}sandbox"
    return (
        f"<xml>{_cdata('ToUserName', account.gh_id)}\n{_cdata('FromUserName', sender)}\n"
        f"<CreateTime>{int(now)}</CreateTime>\n{_cdata('MsgType', 'event')}\n"
        f"{_cdata('Event', kind)}\n{inner}</xml>"
    )


def _write(db: sqlite3.Connection, account: Account, kind: str, xml: str, now: float) -> None:
    habits = account.events
    if account.callback is None:
        return
    state = "lost" if habits.lose else "waiting"
    for _ in range(2 if habits.double else 1):
        db.execute(
            "INSERT INTO events (appid, kind, xml, state, due_at) VALUES (?, ?, ?, ?, ?)",
            (account.appid, kind, xml, state, now + habits.delay_seconds),
        )


def publish_finished(
    db: sqlite3.Connection, account: Account, job: sqlite3.Row, links: list[str], now: float
) -> None:
    """PUBLISHJOBFINISH of a finished job; with ``wrong_type`` what some users got instead."""
    if account.events.wrong_type:
        kind = "MASSSENDJOBFINISH"
        xml = _event(account, kind, now, _mass_result(job["publish_id"], "send success", ""))
        _write(db, account, kind, xml, now)
        return
    info = f"<publish_id>{job['publish_id']}</publish_id>\n"
    info += f"<publish_status>{job['status']}</publish_status>\n"
    if job["article_id"]:
        info += _cdata("article_id", job["article_id"]) + "\n"
        info += f"<article_detail>\n<count>{len(links)}</count>\n{_items(links)}</article_detail>\n"
    for index in json.loads(job["fail_idx"]):
        info += f"<fail_idx>{index}</fail_idx>\n"
    kind = "PUBLISHJOBFINISH"
    inner = f"<PublishEventInfo>\n{info}</PublishEventInfo>\n"
    _write(db, account, kind, _event(account, kind, now, inner), now)


def _items(links: list[str]) -> str:
    return "".join(
        f"<item>\n<idx>{index}</idx>\n{_cdata('article_url', link)}\n</item>\n"
        for index, link in enumerate(links, start=1)
    )


def mass_finished(
    db: sqlite3.Connection,
    account: Account,
    message: Mapping[str, Any],
    links: list[str],
    now: float,
) -> None:
    """MASSSENDJOBFINISH of a finished mass message."""
    articles = "".join(
        f"<item>\n<ArticleIdx>{index}</ArticleIdx>\n{_cdata('ArticleUrl', link)}\n</item>\n"
        for index, link in enumerate(links, start=1)
    )
    kind = "MASSSENDJOBFINISH"
    inner = _mass_result(message["msg_id"], message["status"], articles, len(links))
    _write(db, account, kind, _event(account, kind, now, inner), now)


def _mass_result(msg_id: int, status: str, articles: str, count: int = 0) -> str:
    sent = 100 if status in {"send success", "sendsuccess"} else 0
    return (
        f"<MsgID>{msg_id}</MsgID>\n{_cdata('Status', status)}\n<TotalCount>100</TotalCount>\n"
        f"<FilterCount>100</FilterCount>\n<SentCount>{sent}</SentCount>\n"
        f"<ErrorCount>{100 - sent}</ErrorCount>\n"
        "<CopyrightCheckResult>\n<Count>0</Count>\n<ResultList></ResultList>\n"
        "<CheckState>1</CheckState>\n</CopyrightCheckResult>\n"
        f"<ArticleUrlResult>\n<Count>{count}</Count>\n<ResultList>{articles}</ResultList>\n"
        "</ArticleUrlResult>\n"
    )
