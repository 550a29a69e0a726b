"""How answers look on the wire, and how requests are read (facts A0)."""

import re

import pytest

from tests.integration.publishing.wechat_sandbox.caller import Caller, picture


def test_answers_are_plain_text_with_escaped_slashes(caller: Caller) -> None:
    response = caller.raw(
        "POST",
        "/cgi-bin/media/uploadimg",
        params={"access_token": caller.stable()["access_token"]},
        files={"media": ("a.jpg", picture())},
    )
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain"
    assert b'{"url":"http:\\/\\/127.0.0.1' in response.content
    assert b'"errcode":0,"errmsg":"ok"' in response.content


def test_chinese_comes_back_as_utf8_and_not_as_escapes(caller: Caller) -> None:
    media_id = caller.draft()
    response = caller.raw(
        "POST",
        "/cgi-bin/draft/get",
        params={"access_token": caller.token},
        json={"media_id": media_id},
    )
    assert "秋日诗会".encode() in response.content


def test_a_refusal_is_http_200_and_ends_with_a_rid(caller: Caller) -> None:
    answer = caller.post("draft/get", {"media_id": "nobody"})
    assert answer["errcode"] == 40007
    assert re.search(r" rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$", answer["errmsg"])


def test_the_rid_leads_back_to_the_call(caller: Caller) -> None:
    rid = caller.post("draft/get", {"media_id": "nobody"})["errmsg"].rpartition(" ")[2]
    found = caller.post("openapi/rid/get", {"rid": rid})["request"]
    assert "nobody" in found["request_body"]
    assert '"errcode": 40007' in found["response_body"]
    assert found["client_ip"] == "127.0.0.1"
    assert caller.post("openapi/rid/get", {"rid": "a-b-c"})["errcode"] == 76001


def test_objects_come_without_errcode(caller: Caller) -> None:
    media_id = caller.draft()
    assert "errcode" not in caller.get("draft/count")
    assert "errcode" not in caller.post("draft/get", {"media_id": media_id})
    assert "errcode" not in caller.post("draft/batchget", {"offset": 0, "count": 1})


def test_adding_answers_an_empty_item_list(caller: Caller) -> None:
    added = caller.post("draft/add", {"articles": [caller.article()]})
    assert added.keys() == {"media_id", "item"}
    assert added["item"] == []


def test_json_is_read_whatever_the_header_says(caller: Caller) -> None:
    token = caller.stable()["access_token"]
    for headers in ({}, {"Content-Type": "application/x-www-form-urlencoded"}):
        answer = caller.raw(
            "POST",
            "/cgi-bin/draft/batchget",
            params={"access_token": token},
            data=b'{"offset":0,"count":1}',
            headers=headers,
        ).json()
        assert answer["total_count"] == 0


@pytest.mark.parametrize(
    ("body", "errcode"),
    [(b"", 44002), (b"{", 47001), (b"[]", 47001), (b"\xff", 47001), (b"[" * 100_000, 47001)],
)
def test_a_body_that_is_no_json_object(caller: Caller, body: bytes, errcode: int) -> None:
    token = caller.stable()["access_token"]
    answer = caller.raw(
        "POST", "/cgi-bin/draft/add", params={"access_token": token}, data=body
    ).json()
    assert answer["errcode"] == errcode


def test_the_wrong_method_and_a_path_that_is_not_there(caller: Caller) -> None:
    assert caller.get("draft/add")["errcode"] == 43002
    assert caller.post("draft/count")["errcode"] == 43001
    assert caller.post("draft/nothing")["errcode"] == 40066


def test_numbers_beyond_all_bounds_are_refused_like_any_other(caller: Caller) -> None:
    huge = 10**30
    assert caller.post("draft/batchget", {"offset": huge, "count": 1})["errcode"] == 40035
    assert caller.post("freepublish/get", {"publish_id": huge})["errcode"] == 53502
    assert caller.post("message/mass/get", {"msg_id": huge})["errcode"] == 40059
