"""Access tokens: two families, their lives, and the door they open (facts A1)."""

import pytest

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller


def _works(caller: Caller, token: str) -> int:
    """0, or the errcode a call with this token gets."""
    caller.token = token
    return int(caller.get("draft/count").get("errcode", 0))


def test_a_token_answer_has_no_errcode(caller: Caller) -> None:
    answer = caller.plain_token()
    assert answer.keys() == {"access_token", "expires_in"}
    assert answer["expires_in"] == 7200


def test_each_plain_token_is_new_and_the_one_before_lives_five_minutes(
    caller: Caller, sandbox: RunningSandbox
) -> None:
    first, second = (caller.plain_token()["access_token"] for _ in range(2))
    assert first != second
    assert (_works(caller, first), _works(caller, second)) == (0, 0)
    sandbox.advance(301)
    assert (_works(caller, first), _works(caller, second)) == (40001, 0)


def test_a_plain_token_ends_after_two_hours(caller: Caller, sandbox: RunningSandbox) -> None:
    token = caller.plain_token()["access_token"]
    sandbox.advance(7201)
    assert _works(caller, token) == 42001


def test_the_stable_token_stays_the_same_and_says_what_is_left(
    caller: Caller, sandbox: RunningSandbox
) -> None:
    first = caller.stable()
    sandbox.advance(1000)
    second = caller.stable()
    assert second["access_token"] == first["access_token"]
    assert 6195 <= second["expires_in"] <= 6200


def test_the_stable_token_is_renewed_ahead_and_the_old_one_lives_on(
    caller: Caller, sandbox: RunningSandbox
) -> None:
    first = caller.stable()["access_token"]
    sandbox.advance(7200 - 299)
    second = caller.stable()
    assert second["access_token"] != first
    assert second["expires_in"] == 7200
    assert _works(caller, first) == 0


def test_a_forced_refresh_ends_the_one_before_at_once(caller: Caller) -> None:
    first = caller.stable()["access_token"]
    second = caller.stable(force_refresh=True)["access_token"]
    assert (_works(caller, first), _works(caller, second)) == (40001, 0)


def test_forced_refreshes_need_thirty_seconds_and_end_at_twenty_a_day(
    caller: Caller, sandbox: RunningSandbox
) -> None:
    # From noon in China, so that the day does not turn in between.
    day = 24 * 3600
    sandbox.set_clock((sandbox.now() // day + 1) * day + 4 * 3600)
    caller.stable(force_refresh=True)
    assert caller.stable(force_refresh=True)["errcode"] == 45011
    for _ in range(19):
        sandbox.advance(31)
        assert "access_token" in caller.stable(force_refresh=True)
    sandbox.advance(31)
    assert caller.stable(force_refresh=True)["errcode"] == 45009


def test_the_two_families_leave_each_other_alone(caller: Caller) -> None:
    stable = caller.stable()["access_token"]
    plain = caller.plain_token()["access_token"]
    caller.stable(force_refresh=True)
    assert _works(caller, plain) == 0
    assert _works(caller, stable) == 40001


def test_the_stable_token_wants_post(caller: Caller) -> None:
    answer = caller.raw("GET", "/cgi-bin/stable_token", params=caller.credentials).json()
    assert answer["errcode"] == 43002


@pytest.mark.parametrize(
    ("given", "errcode"),
    [
        ({"appid": ""}, 41002),
        ({"appid": "wxnobody00"}, 40013),
        ({"secret": ""}, 41004),
        ({"secret": "wrong"}, 40125),
        ({"grant_type": "password"}, 40002),
    ],
)
def test_what_the_door_says_to_wrong_credentials(
    caller: Caller, given: dict[str, str], errcode: int
) -> None:
    assert caller.plain_token(**given)["errcode"] == errcode
    assert caller.stable(**given)["errcode"] == errcode


@pytest.mark.parametrize(
    ("settings", "errcode"),
    [({"secret_frozen": True}, 40243), ({"restricted": 50007}, 50007)],
)
def test_a_frozen_account_gets_no_token(
    new_caller: NewCaller, settings: dict[str, object], errcode: int
) -> None:
    assert new_caller(**settings).stable()["errcode"] == errcode


def test_an_address_that_is_not_allowed_is_named(new_caller: NewCaller) -> None:
    caller = new_caller(ip_allow=["203.0.113.7"])
    answer = caller.stable()
    assert answer["errcode"] == 40164
    start, _, rid = answer["errmsg"].partition(" rid: ")
    assert start == "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist"
    assert len(rid.split("-")) == 3


def test_an_allowed_network_opens_the_door(new_caller: NewCaller) -> None:
    assert "access_token" in new_caller(ip_allow=["127.0.0.0/8"]).stable()


def test_no_token_a_strange_one_and_a_revoked_one(caller: Caller) -> None:
    assert caller.raw("GET", "/cgi-bin/draft/count").json()["errcode"] == 41001
    assert _works(caller, "short") == 40014
    token = caller.stable()["access_token"]
    caller.sandbox.revoke_tokens(caller.appid)
    assert _works(caller, token) == 40001
