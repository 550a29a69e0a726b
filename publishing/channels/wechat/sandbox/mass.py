"""Mass messages, which reach followers (facts A6)."""

import json
import sqlite3
from typing import Any, Literal

from publishing.channels.wechat.sandbox import accounts, drafts, events, publication, quota
from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused
from publishing.channels.wechat.sandbox.api import LARGEST_INTEGER, Api, Call, Right
from publishing.channels.wechat.sandbox.clock import day_of, month_of
from publishing.channels.wechat.sandbox.limits import (
    CLIENTMSGID_APART,
    CLIENTMSGID_BYTES,
    CLIENTMSGID_LIFE,
    MASS_A_DAY_SUBSCRIPTION,
    MASS_A_MONTH_SERVICE,
    RECIPIENTS_MAX,
    RECIPIENTS_MIN,
)
from publishing.channels.wechat.sandbox.urls import Urls

_FIELDS = {
    "text": "content",
    "voice": "media_id",
    "image": "media_id",
    "mpvideo": "media_id",
    "wxcard": "card_id",
}
_QUOTA = "mass messages to all"


def sendall(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/sendall: to all followers, or to those of a tag."""
    target = call.body.get("filter")
    if not isinstance(target, dict):
        raise Refused(47003, "filter is required")
    if target.get("is_to_all") is not True and not isinstance(target.get("tag_id"), int):
        raise Refused(40152)
    return _send(call)


def send(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/send: to a list of openids."""
    people = call.body.get("touser")
    if not isinstance(people, list) or not all(isinstance(one, str) for one in people):
        raise Refused(40003)
    if not RECIPIENTS_MIN.value <= len(people) <= RECIPIENTS_MAX.value:
        raise Refused(40130)
    return _send(call)


def _send(call: Call) -> Answer:
    client = call.body.get("clientmsgid")
    if client is not None:  # before the draft, which a message sent already has used up
        _check_clientmsgid(call, client)
    payload, articles, draft = _message(call)
    _spend_quota(call)
    row = call.db.execute(
        "INSERT INTO mass_messages (appid, msgtype, payload, articles, clientmsgid, status, due_at,"
        " sent_at) VALUES (?, ?, ?, ?, ?, 'SENDING', ?, ?) RETURNING msg_id",
        (
            call.appid,
            call.body["msgtype"],
            json.dumps({**payload, "draft": draft}, ensure_ascii=False),
            json.dumps(articles, ensure_ascii=False),
            client,
            call.now + call.account.mass.delay_seconds,
            call.now,
        ),
    ).fetchone()
    answer = {"errcode": 0, "errmsg": "send job submission success", "msg_id": row["msg_id"]}
    return {**answer, "msg_data_id": row["msg_id"] + 1_200_000_000} if articles else answer


def _message(call: Call) -> tuple[JsonObject, list[JsonObject], str | None]:
    """What is sent, checked: its payload, its articles and the draft they come from."""
    kind = call.body.get("msgtype")
    if kind == "mpnews":
        payload = _part(call, "mpnews")
        draft = drafts.find(call.db, call.appid, str(payload.get("media_id")))
        return payload, json.loads(draft["articles"]), draft["media_id"]
    if kind == "image" and isinstance(call.body.get("images"), dict):
        payload = call.body["images"]
        if not isinstance(payload.get("media_ids"), list) or not payload["media_ids"]:
            raise Refused(40007)
        return payload, [], None
    if kind not in _FIELDS:
        raise Refused(40008)
    payload = _part(call, kind)
    if not payload.get(_FIELDS[kind]):
        raise Refused(44004 if kind == "text" else 40007)
    return payload, [], None


def _part(call: Call, name: str) -> JsonObject:
    part = call.body.get(name)
    if not isinstance(part, dict):
        raise Refused(47003, f"{name} is required")
    return part


def _check_clientmsgid(call: Call, client: object) -> None:
    if not isinstance(client, str) or len(client.encode()) > CLIENTMSGID_BYTES.value:
        raise Refused(45067)
    known = call.db.execute(
        "SELECT msg_id, sent_at FROM mass_messages"
        " WHERE appid = ? AND clientmsgid = ? AND sent_at > ?",
        (call.appid, client, call.now - CLIENTMSGID_LIFE.value),
    ).fetchone()
    if known is None:
        return
    if call.now - known["sent_at"] < CLIENTMSGID_APART.value:
        raise Refused(45066)
    raise Refused(45065, msg_id=known["msg_id"])


def _spend_quota(call: Call) -> None:
    if call.account.kind == "subscription":
        limit, period = MASS_A_DAY_SUBSCRIPTION, day_of(call.now)
    else:
        limit, period = MASS_A_MONTH_SERVICE, month_of(call.now)
    quota.spend_within(call.db, call.appid, _QUOTA, period, limit=limit.value, errcode=45028)


def settle_due(db: sqlite3.Connection, urls: Urls, now: float) -> None:
    """Finish the messages whose time has come, each with its event."""
    for message in db.execute("SELECT * FROM mass_messages WHERE due_at <= ?", (now,)).fetchall():
        account = accounts.get(db, message["appid"])
        if account is None:
            continue
        status, article_id, links = account.mass.status, None, []
        articles = json.loads(message["articles"])
        if status in {"send success", "sendsuccess"} and articles:
            article_id = publication.release(db, account.appid, articles, "mass", now)
            drafts.remove(db, json.loads(message["payload"])["draft"])
            links = publication.links(db, urls, article_id)
        db.execute(
            "UPDATE mass_messages SET status = ?, article_id = ?, due_at = NULL WHERE msg_id = ?",
            (status, article_id, message["msg_id"]),
        )
        finished = {**dict(message), "status": status}
        events.mass_finished(db, account, finished, links, now)


def preview(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/preview: to one phone, named by openid or WeChat name."""
    if not any(isinstance(call.body.get(name), str) for name in ("touser", "towxname")):
        raise Refused(40003)
    _message(call)
    return {"errcode": 0, "errmsg": "preview success", "msg_id": int(call.now)}


def _find(call: Call, msg_id: object) -> sqlite3.Row:
    wrong = isinstance(msg_id, bool) or not isinstance(msg_id, int | str)
    wrong = wrong or (isinstance(msg_id, int) and abs(msg_id) > LARGEST_INTEGER)
    row: sqlite3.Row | None = (
        None
        if wrong
        else call.db.execute(
            "SELECT * FROM mass_messages WHERE msg_id = ? AND appid = ?", (msg_id, call.appid)
        ).fetchone()
    )
    if row is None:
        raise Refused(40059)
    return row


def get(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/get: SENDING, SEND_SUCCESS, SEND_FAIL or DELETE."""
    message = _find(call, call.body.get("msg_id"))
    status = message["status"]
    if status in {"send success", "sendsuccess"}:
        status = "SEND_SUCCESS"
    elif status not in {"SENDING", "DELETE"}:
        status = "SEND_FAIL"
    return {"msg_id": message["msg_id"], "msg_status": status}


def delete(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/delete: takes the article's page away; the card stays."""
    url = call.body.get("url")
    if url:
        row = call.db.execute(
            "SELECT article_id, idx FROM articles WHERE url_id = ? AND appid = ? AND way = 'mass'",
            (call.urls.article_id(str(url)), call.appid),
        ).fetchone()
        if row is None:
            raise Refused(40059)
        publication.take_down(call.db, row["article_id"], publication.WITHDRAWN, index=row["idx"])
        return {"errcode": 0, "errmsg": "ok"}
    message = _find(call, call.body.get("msg_id"))
    index = call.integer("article_idx", default=0, wrong=40060)
    if not 0 <= index <= max(len(json.loads(message["articles"])), 1):
        raise Refused(40060)
    if message["article_id"]:
        publication.take_down(
            call.db, message["article_id"], publication.WITHDRAWN, index=index or None
        )
    if not index:
        call.db.execute(
            "UPDATE mass_messages SET status = 'DELETE', due_at = NULL WHERE msg_id = ?",
            (message["msg_id"],),
        )
    return {"errcode": 0, "errmsg": "ok"}


def speed_get(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/speed/get."""
    speed = quota.used(call.db, call.appid, "mass speed", "now")
    return {"speed": speed, "realspeed": (80, 60, 45, 30, 10)[speed]}


def speed_set(call: Call) -> Answer:
    """POST /cgi-bin/message/mass/speed/set: 0 (80/min) to 4 (10/min)."""
    speed = call.integer("speed", wrong=45083)
    if not 0 <= speed <= 4:
        raise Refused(45083)
    call.db.execute("REPLACE INTO counters VALUES (?, 'mass speed', 'now', ?)", (call.appid, speed))
    return {"errcode": 0, "errmsg": "ok"}


def _api(
    name: str,
    handler: Any,
    right: Right = Right.VERIFIED,
    carries: Literal["nothing", "json"] = "json",
) -> Api:
    path = f"/cgi-bin/message/mass/{name}"
    return Api(path=path, method="POST", handler=handler, carries=carries, right=right)


APIS = (
    _api("sendall", sendall),
    _api("send", send, Right.VERIFIED_SERVICE),
    _api("preview", preview),
    _api("get", get),
    _api("delete", delete),
    _api("speed/get", speed_get, carries="nothing"),
    _api("speed/set", speed_set),
)
