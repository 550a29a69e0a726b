"""Mass messages, which reach followers (facts A6)."""

from typing import Any

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller


def _to_all(media_id: str, **more: Any) -> dict[str, Any]:
    return {
        "filter": {"is_to_all": True},
        "mpnews": {"media_id": media_id},
        "msgtype": "mpnews",
        "send_ignore_reprint": 0,
        **more,
    }


def test_a_mass_message_is_sent_and_its_draft_used_up(caller: Caller) -> None:
    media_id = caller.draft()
    sent = caller.post("message/mass/sendall", _to_all(media_id))
    assert sent["errcode"] == 0
    assert sent["errmsg"] == "send job submission success"
    assert isinstance(sent["msg_data_id"], int)
    caller.sandbox.settled(caller.appid)
    told = caller.post("message/mass/get", {"msg_id": sent["msg_id"]})
    assert told == {"msg_id": sent["msg_id"], "msg_status": "SEND_SUCCESS"}
    assert caller.post("draft/get", {"media_id": media_id})["errcode"] == 40007
    # Only what was published without notification is in that list.
    listed = caller.post("freepublish/batchget", {"offset": 0, "count": 1})
    assert listed["total_count"] == 0


def test_a_subscription_account_sends_once_a_day(caller: Caller, sandbox: RunningSandbox) -> None:
    assert caller.post("message/mass/sendall", _to_all(caller.draft()))["errcode"] == 0
    second = caller.draft()
    assert caller.post("message/mass/sendall", _to_all(second))["errcode"] == 45028
    sandbox.advance(24 * 3600)
    caller.token = ""
    assert caller.post("message/mass/sendall", _to_all(second))["errcode"] == 0


def test_the_clients_own_number_sends_once(new_caller: NewCaller, sandbox: RunningSandbox) -> None:
    caller = new_caller(kind="service")
    body = _to_all(caller.draft(), clientmsgid="a" * 64)
    sent = caller.post("message/mass/sendall", body)
    assert caller.post("message/mass/sendall", body)["errcode"] == 45066
    sandbox.advance(61)
    again = caller.post("message/mass/sendall", body)
    assert (again["errcode"], again["msg_id"]) == (45065, sent["msg_id"])
    longer = _to_all(caller.draft(), clientmsgid="a" * 65)
    assert caller.post("message/mass/sendall", longer)["errcode"] == 45067


def test_a_message_that_fails(caller: Caller) -> None:
    caller.change(mass={"status": "err(20001)"})
    sent = caller.post("message/mass/sendall", _to_all(caller.draft()))
    caller.sandbox.settled(caller.appid)
    told = caller.post("message/mass/get", {"msg_id": sent["msg_id"]})
    assert told["msg_status"] == "SEND_FAIL"
    assert caller.sandbox.published(caller.appid) == []


def test_deleting_takes_the_page_away(caller: Caller) -> None:
    sent = caller.post("message/mass/sendall", _to_all(caller.draft()))
    caller.sandbox.settled(caller.appid)
    body = {"msg_id": sent["msg_id"]}
    assert caller.post("message/mass/delete", {**body, "article_idx": 2})["errcode"] == 40060
    assert caller.post("message/mass/delete", body)["errcode"] == 0
    assert caller.post("message/mass/get", body)["msg_status"] == "DELETE"
    assert caller.sandbox.published(caller.appid)[0]["gone"] == "publisher"


def test_what_a_message_must_have(caller: Caller) -> None:
    assert caller.post("message/mass/sendall", {"msgtype": "mpnews"})["errcode"] == 47003
    nowhere = {**_to_all(caller.draft()), "filter": {"is_to_all": False}}
    assert caller.post("message/mass/sendall", nowhere)["errcode"] == 40152
    assert caller.post("message/mass/sendall", _to_all("nobody"))["errcode"] == 40007
    assert caller.post("message/mass/get", {"msg_id": 1})["errcode"] == 40059


def test_only_a_service_account_sends_to_a_list(caller: Caller, new_caller: NewCaller) -> None:
    body = {"touser": ["a", "b"], "text": {"content": "好"}, "msgtype": "text"}
    assert caller.post("message/mass/send", body)["errcode"] == 48001
    service = new_caller(kind="service")
    assert service.post("message/mass/send", {**body, "touser": ["a"]})["errcode"] == 40130
    assert service.post("message/mass/send", body)["errcode"] == 0


def test_the_speed(caller: Caller) -> None:
    assert caller.post("message/mass/speed/set", {"speed": 4})["errcode"] == 0
    assert caller.post("message/mass/speed/get") == {"speed": 4, "realspeed": 10}
    assert caller.post("message/mass/speed/set", {"speed": 5})["errcode"] == 45083
