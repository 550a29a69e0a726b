"""Comment switches of sent and published articles (facts A7); ``index`` from 0."""

import json
from typing import Any

from publishing.channels.wechat.sandbox.answers import Answer, JsonObject, Refused
from publishing.channels.wechat.sandbox.api import Api, Call, Right


def _check(call: Call) -> None:
    if not call.account.may_comment:
        raise Refused(88000)
    msg_data_id = call.integer("msg_data_id", wrong=88001)
    row = call.db.execute(
        "SELECT articles FROM publications WHERE publish_id = ? AND appid = ?"
        " UNION ALL SELECT articles FROM mass_messages WHERE msg_id + 1200000000 = ? AND appid = ?",
        (msg_data_id, call.appid, msg_data_id, call.appid),
    ).fetchone()
    articles: list[JsonObject] = json.loads(row["articles"]) if row else []
    if not 0 <= call.integer("index", default=0) < len(articles):
        raise Refused(88001)


def switch(call: Call) -> Answer:
    """POST /cgi-bin/comment/open and close."""
    _check(call)
    return {"errcode": 0, "errmsg": "ok"}


def listing(call: Call) -> Answer:
    """POST /cgi-bin/comment/list: nobody comments in the sandbox."""
    _check(call)
    if not 0 < call.integer("count") < 50:
        raise Refused(40035, "count below 50")
    return {"errcode": 0, "errmsg": "ok", "total": 0, "comment": []}


def _api(name: str, handler: Any) -> Api:
    return Api(
        path=f"/cgi-bin/comment/{name}",
        method="POST",
        handler=handler,
        carries="json",
        right=Right.VERIFIED,
    )


APIS = (_api("open", switch), _api("close", switch), _api("list", listing))
