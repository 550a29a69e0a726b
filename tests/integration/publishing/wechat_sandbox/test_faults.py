"""Calls that go wrong on either side of the commit (facts A11)."""

import json
import threading

import pytest
import requests

from publishing.channels.wechat.sandbox.process import RunningSandbox
from publishing.channels.wechat.sandbox.remote import ControlRefused
from tests.integration.publishing.wechat_sandbox.caller import Caller

ADD = "/cgi-bin/draft/add"


def _add(caller: Caller, cover: str, timeout: float = 10) -> requests.Response:
    body = json.dumps(
        {"articles": [caller.article(thumb_media_id=cover)]}, ensure_ascii=False
    ).encode()
    return requests.post(
        caller.sandbox.address + ADD,
        params={"access_token": caller.token},
        data=body,
        timeout=timeout,
    )


def _drafts(caller: Caller) -> int:
    return len(caller.sandbox.drafts(caller.appid))


@pytest.mark.parametrize(("when", "drafts"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("kind", ["errcode", "http502", "html200", "truncated_json"])
def test_an_answer_that_is_no_answer(caller: Caller, kind: str, when: str, drafts: int) -> None:
    cover = caller.cover()
    caller.sandbox.add_fault(kind, appid=caller.appid, path=ADD, when=when)
    response = _add(caller, cover)
    if kind == "errcode":
        assert response.json()["errcode"] == -1
    else:
        with pytest.raises(requests.JSONDecodeError):
            response.json()
        assert response.status_code == (502 if kind == "http502" else 200)
    assert _drafts(caller) == drafts


@pytest.mark.parametrize(("when", "drafts"), [("before", 0), ("after", 1)])
def test_an_answer_that_does_not_come(caller: Caller, when: str, drafts: int) -> None:
    cover = caller.cover()
    caller.sandbox.add_fault("timeout", appid=caller.appid, path=ADD, when=when, seconds=5)
    with pytest.raises(requests.ReadTimeout):
        _add(caller, cover, timeout=0.5)
    assert _drafts(caller) == drafts


@pytest.mark.parametrize(("when", "drafts"), [("before", 0), ("after", 1)])
def test_a_connection_that_breaks(caller: Caller, when: str, drafts: int) -> None:
    cover = caller.cover()
    caller.sandbox.add_fault("drop_connection", appid=caller.appid, path=ADD, when=when)
    with pytest.raises(requests.ConnectionError):
        _add(caller, cover)
    assert _drafts(caller) == drafts


def test_any_errcode_can_be_given(caller: Caller) -> None:
    caller.sandbox.add_fault("errcode", appid=caller.appid, errcode=45011, path="/cgi-bin/draft/*")
    assert caller.get("draft/count")["errcode"] == 45011
    assert "ip_list" in caller.get("getcallbackip")


def test_the_minus_one_has_a_name(caller: Caller) -> None:
    caller.sandbox.add_fault("-1", appid=caller.appid, path="/cgi-bin/draft/count")
    answer = caller.get("draft/count")
    assert answer["errcode"] == -1
    assert answer["errmsg"].startswith("system error")


def test_rules_choose_their_calls(caller: Caller) -> None:
    path = "/cgi-bin/draft/count"
    second = caller.sandbox.add_fault("errcode", appid=caller.appid, path=path, nth=2)
    assert [caller.get("draft/count").get("errcode", 0) for _ in range(3)] == [0, -1, 0]
    caller.sandbox.remove_fault(second)
    caller.sandbox.add_fault("errcode", appid=caller.appid, path=path, every=2, count=1)
    assert [caller.get("draft/count").get("errcode", 0) for _ in range(4)] == [0, -1, 0, 0]


def test_chance_can_be_replayed(caller: Caller) -> None:
    def run() -> list[int]:
        with_rule = caller.sandbox.add_fault(
            "errcode", appid=caller.appid, path="/cgi-bin/draft/count", probability=0.5
        )
        met = [caller.get("draft/count").get("errcode", 0) for _ in range(12)]
        caller.sandbox.remove_fault(with_rule)
        return met

    assert {0, -1} == set(run())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_call_can_be_held_and_let_go(caller: Caller, when: str) -> None:
    cover = caller.cover()
    rule = caller.sandbox.add_fault("hold", appid=caller.appid, path=ADD, when=when)
    answers: list[requests.Response] = []
    call = threading.Thread(target=lambda: answers.append(_add(caller, cover)))
    call.start()
    held = caller.sandbox.wait_for_hold(rule)
    assert (held["path"], held["when"]) == (ADD, when)
    assert _drafts(caller) == (1 if when == "after" else 0)
    assert caller.sandbox.release(fault=rule) == 1
    call.join(10)
    assert "media_id" in answers[0].json()
    assert _drafts(caller) == 1


@pytest.mark.parametrize(("when", "drafts"), [("before", 0), ("after", 1)])
def test_a_held_call_can_be_broken_off(caller: Caller, when: str, drafts: int) -> None:
    cover = caller.cover()
    rule = caller.sandbox.add_fault("hold", appid=caller.appid, path=ADD, when=when)
    broken: list[bool] = []

    def call() -> None:
        with pytest.raises(requests.ConnectionError):
            _add(caller, cover)
        broken.append(True)

    calling = threading.Thread(target=call)
    calling.start()
    caller.sandbox.wait_for_hold(rule)
    assert caller.sandbox.release(fault=rule, abandon=True) == 1
    calling.join(10)
    assert broken == [True]
    assert _drafts(caller) == drafts


def test_waiting_for_a_hold_that_does_not_come(sandbox: RunningSandbox) -> None:
    with pytest.raises(ControlRefused) as refused:
        sandbox.wait_for_hold(999_999, deadline=0)
    assert refused.value.status == 504


def test_the_journal_tells_what_was_done(caller: Caller) -> None:
    caller.get("draft/count")
    caller.sandbox.add_fault("errcode", appid=caller.appid, path="/cgi-bin/draft/count")
    caller.get("draft/count")
    entries = caller.sandbox.journal(appid=caller.appid, path="/cgi-bin/draft/count")
    assert [entry["committed"] for entry in entries] == [True, False]
    assert [entry["fault"] for entry in entries] == ["", "errcode:before"]
    assert caller.sandbox.count(appid=caller.appid, committed=1) == 2  # the token call as well
    assert caller.token not in json.dumps(caller.sandbox.journal(appid=caller.appid))
    assert caller.secret not in json.dumps(caller.sandbox.journal(appid=caller.appid))
