"""What an unverified account may not do, and how often anything may be done (facts A2, A5)."""

from typing import Any

import pytest

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller


@pytest.mark.parametrize(
    "path",
    [
        "freepublish/submit",
        "freepublish/get",
        "freepublish/getarticle",
        "freepublish/batchget",
        "freepublish/delete",
        "message/mass/sendall",
        "message/mass/get",
        "message/mass/delete",
        "comment/open",
    ],
)
def test_an_unverified_account_may_not(new_caller: NewCaller, path: str) -> None:
    answer = new_caller(verified=False).post(path, {"offset": 0, "count": 1})
    assert answer["errcode"] == 48001
    assert answer["errmsg"].startswith("api unauthorized")


def test_an_unverified_account_still_has_its_drafts(new_caller: NewCaller) -> None:
    caller = new_caller(verified=False)
    caller.draft()
    assert caller.get("draft/count")["total_count"] == 1


def _quota(caller: Caller, path: str) -> dict[str, Any]:
    return caller.post("openapi/quota/get", {"cgi_path": f"/cgi-bin/{path}"})


def test_the_quota_of_a_call_is_told(caller: Caller) -> None:
    caller.draft()
    told = _quota(caller, "draft/add")
    assert told["errcode"] == 0
    assert told["quota"] == {"daily_limit": 1000, "used": 1, "remain": 999}
    assert _quota(caller, "freepublish/submit")["quota"]["daily_limit"] == 100
    assert _quota(caller, "nothing")["errcode"] == 76021


def test_a_call_that_is_not_granted_has_no_quota(new_caller: NewCaller) -> None:
    assert _quota(new_caller(verified=False), "freepublish/submit")["errcode"] == 76022


def test_beyond_the_days_calls(caller: Caller, sandbox: RunningSandbox) -> None:
    caller.change(quota={"/cgi-bin/draft/count": 2})
    for _ in range(2):
        assert "total_count" in caller.get("draft/count")
    assert caller.get("draft/count")["errcode"] == 45009
    sandbox.advance(24 * 3600)
    caller.token = ""
    assert "total_count" in caller.get("draft/count")


def test_beyond_the_minutes_calls(caller: Caller, sandbox: RunningSandbox) -> None:
    # From the start of a minute, so that it does not turn in between.
    sandbox.set_clock((sandbox.now() // 60 + 1) * 60)
    answers = [caller.post("message/mass/sendall", {})["errcode"] for _ in range(61)]
    assert answers == [47003] * 60 + [45011]
    sandbox.advance(60)
    assert caller.post("message/mass/sendall", {})["errcode"] == 47003


def test_clearing_lets_calls_through_ten_times_a_month(
    caller: Caller, sandbox: RunningSandbox
) -> None:
    caller.change(quota={"/cgi-bin/draft/count": 1})
    caller.get("draft/count")
    assert caller.get("draft/count")["errcode"] == 45009
    assert caller.post("clear_quota", {"appid": "wxsomebody"})["errcode"] == 40013
    assert caller.post("clear_quota", {"appid": caller.appid})["errcode"] == 0
    assert "total_count" in caller.get("draft/count")
    secret = {"appid": caller.appid, "appsecret": caller.secret}
    # In the body or in the query, both are documented; no token is needed.
    by_body = caller.raw("POST", "/cgi-bin/clear_quota/v2", json=secret).json()
    by_query = caller.raw("POST", "/cgi-bin/clear_quota/v2", params=secret).json()
    assert (by_body["errcode"], by_query["errcode"]) == (0, 0)
    for _ in range(7):
        assert caller.post("clear_quota", {"appid": caller.appid})["errcode"] == 0
    assert caller.post("clear_quota", {"appid": caller.appid})["errcode"] == 48006


def test_clearing_does_not_touch_the_token_call(caller: Caller) -> None:
    caller.change(quota={"/cgi-bin/stable_token": 1})
    caller.get("draft/count")
    secret = {"appid": caller.appid, "appsecret": caller.secret}
    assert caller.raw("POST", "/cgi-bin/clear_quota/v2", json=secret).json()["errcode"] == 0
    assert caller.stable()["errcode"] == 45009


def test_addresses_of_the_platform(caller: Caller) -> None:
    for path in ("get_api_domain_ip", "getcallbackip"):
        assert caller.get(path) == {"ip_list": ["127.0.0.1"]}


def test_the_callback_can_be_checked_only_when_there_is_one(
    caller: Caller, new_caller: NewCaller
) -> None:
    check = {"action": "all", "check_operator": "DEFAULT"}
    assert caller.post("callback/check", check)["errcode"] == 40201
    assert caller.post("callback/check", {**check, "action": "x"})["errcode"] == 40202
    assert caller.post("callback/check", {**check, "check_operator": "x"})["errcode"] == 40203
    listening = new_caller(callback={"url": "http://127.0.0.1:9", "token": "spamtest"})
    assert listening.post("callback/check", check).keys() == {"dns", "ping"}
