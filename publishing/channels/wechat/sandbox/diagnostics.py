"""Quotas, request ids and addresses: the calls an operator asks for help (facts A2)."""

import json

from publishing.channels.wechat.sandbox import quota
from publishing.channels.wechat.sandbox.answers import Answer, Refused
from publishing.channels.wechat.sandbox.api import Api, Call, Door
from publishing.channels.wechat.sandbox.clock import day_of, month_of
from publishing.channels.wechat.sandbox.limits import (
    CLEAR_QUOTA_A_MONTH,
    MINUTE,
    MINUTE_CALLS,
    QUOTA_CLEAR_A_MONTH,
    RID_LIFE,
)

_OPERATORS = ("CHINANET", "UNICOM", "CAP", "DEFAULT")
# What quota/get shows for a path without a figure in the facts.
_UNSTATED = 1_000_000


def clear_quota(call: Call) -> Answer:
    """POST /cgi-bin/clear_quota: the day's calls of every path but the token calls."""
    if call.body.get("appid") != call.appid:
        raise Refused(40013)
    return clear_quota_by_secret(call)


def clear_quota_by_secret(call: Call) -> Answer:
    """POST /cgi-bin/clear_quota/v2: needs no token; appid and secret came in body or query."""
    quota.spend_within(
        call.db,
        call.appid,
        "clear_quota",
        month_of(call.now),
        limit=CLEAR_QUOTA_A_MONTH.value,
        errcode=48006,
    )
    tokens = ("/cgi-bin/token", "/cgi-bin/stable_token")
    quota.clear_day(call.db, call.appid, call.now, but=tokens)
    return {"errcode": 0, "errmsg": "ok"}


def _asked_path(call: Call) -> str:
    path = call.body.get("cgi_path")
    if not isinstance(path, str) or path not in call.table:
        raise Refused(76021)
    if not call.table[path].right.granted_to(call.account):
        raise Refused(76022)
    return path


def quota_get(call: Call) -> Answer:
    """POST /cgi-bin/openapi/quota/get."""
    path = _asked_path(call)
    used = quota.used(call.db, call.appid, path, day_of(call.now))
    limit = quota.daily_limit(call.account, path)
    daily = _UNSTATED if limit is None else limit
    per_minute = MINUTE_CALLS.get(path)
    answer = {
        "errcode": 0,
        "errmsg": "ok",
        "quota": {"daily_limit": daily, "used": used, "remain": max(daily - used, 0)},
    }
    if per_minute:
        rate = {"call_count": per_minute.value, "refresh_second": MINUTE}
        answer["rate_limit"] = rate
    return answer


def quota_clear(call: Call) -> Answer:
    """POST /cgi-bin/openapi/quota/clear: one path's calls of today."""
    path = _asked_path(call)
    quota.spend_within(
        call.db,
        call.appid,
        "quota/clear",
        month_of(call.now),
        limit=QUOTA_CLEAR_A_MONTH.value,
        errcode=48006,
    )
    call.db.execute(
        "DELETE FROM counters WHERE appid = ? AND name = ? AND period = ?",
        (call.appid, path, day_of(call.now)),
    )
    return {"errcode": 0, "errmsg": "ok"}


def rid_get(call: Call) -> Answer:
    """POST /cgi-bin/openapi/rid/get: the refused request of a rid, for seven days."""
    rid = call.body.get("rid")
    if not isinstance(rid, str) or not rid:
        raise Refused(76002)
    row = call.db.execute(
        "SELECT * FROM journal WHERE rid = ? AND appid = ? AND at > ?",
        (rid, call.appid, call.now - RID_LIFE.value),
    ).fetchone()
    if row is None:
        raise Refused(76001)
    refusal = {"errcode": row["errcode"], "errmsg": row["errmsg"]}
    return {
        "errcode": 0,
        "errmsg": "ok",
        "request": {
            "invoke_time": int(row["at"]),
            "cost_in_ms": 30,
            "request_url": "access_token=***",
            "request_body": row["request"],
            "response_body": json.dumps(refusal, ensure_ascii=False),
            "client_ip": row["ip"],
        },
    }


def addresses(call: Call) -> Answer:
    """GET /cgi-bin/get_api_domain_ip and getcallbackip: the sandbox lives on loopback."""
    return {"ip_list": ["127.0.0.1"]}


def callback_check(call: Call) -> Answer:
    """POST /cgi-bin/callback/check."""
    action, operator = call.body.get("action"), call.body.get("check_operator")
    if action not in {"dns", "ping", "all"}:
        raise Refused(40202)
    if operator not in _OPERATORS:
        raise Refused(40203)
    if call.account.callback is None:
        raise Refused(40201)
    dns = [{"ip": "127.0.0.1", "real_operator": "CAP"}]
    ping = [{"ip": "127.0.0.1", "from_operator": operator, "package_loss": "0%", "time": "0.050ms"}]
    return {
        **({"dns": dns} if action in {"dns", "all"} else {}),
        **({"ping": ping} if action in {"ping", "all"} else {}),
    }


APIS = (
    Api(path="/cgi-bin/clear_quota", method="POST", handler=clear_quota, carries="json"),
    Api(
        path="/cgi-bin/clear_quota/v2",
        method="POST",
        handler=clear_quota_by_secret,
        door=Door.SECRET,
    ),
    Api(path="/cgi-bin/openapi/quota/get", method="POST", handler=quota_get, carries="json"),
    Api(path="/cgi-bin/openapi/quota/clear", method="POST", handler=quota_clear, carries="json"),
    Api(path="/cgi-bin/openapi/rid/get", method="POST", handler=rid_get, carries="json"),
    Api(path="/cgi-bin/get_api_domain_ip", method="GET", handler=addresses),
    Api(path="/cgi-bin/getcallbackip", method="GET", handler=addresses),
    Api(path="/cgi-bin/callback/check", method="POST", handler=callback_check, carries="json"),
)
