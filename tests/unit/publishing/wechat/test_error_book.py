"""The error book is complete, and each reaction becomes the right error of the contract."""

import re
from datetime import timedelta
from importlib import resources

import pytest

from publishing.channels.wechat.error_book import entries, look_up, refused_address, translate
from publishing.channels.wechat.failures import ApiRefusal, BadGateway, NoAnswer, NotSent
from publishing.contract import OutcomeUnknown, Refused, TryLater, Turn

# Facts A10, the codes of an account of one's own; comments, statistics and third-party platforms
# are calls this adapter does not make.
CODES = (
    -1, 0, 40001, 40014, 42001, 42007, 40002, 40003, 40004, 40005, 40006, 40007, 40008, 40009,
    40010, 40011, 40012, 40013, 40033, 40035, 40038, 40039, 40059, 40060, 40113, 40114, 40118,
    40121, 40125, 40137, 40152, 40155, 40164, 40227, 40243, 41001, 41002, 41003, 41004, 41005,
    41006, 41030, 41039, 43001, 43002, 43003, 44001, 44002, 44003, 44004, 45001, 45002, 45003,
    45004, 45005, 45006, 45007, 45008, 45009, 45011, 45028, 45034, 45061, 45062, 45064, 45065,
    45066, 45067, 45074, 45086, 45103, 45110, 45166, 46001, 47001, 47002, 47003, 48001, 48002,
    48003, 48004, 48005, 48006, 48008, 48021, 50001, 50002, 50004, 50007, 53402, 53404, 53405,
    53406, 53500, 53501, 53502, 53503, 53504, 53505, 53600, 61003, 61007, 61023, 61450, 61451,
    61500, 61501, 76001, 76002, 76003, 76004, 76021, 76022, 87014, 88000, 89503, 89506, 89507,
    9001002,
)  # fmt: skip


def refusal(code: int, path: str = "cgi-bin/draft/add", errmsg: str = "") -> ApiRefusal:
    return ApiRefusal(code, errmsg, "62de424e-0f6c1ad4-00000000", path)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_facts_has_a_reading(code: int) -> None:
    assert any(entry.code == code for entry in entries())


def test_no_code_is_read_twice_for_one_call() -> None:
    seen = [(entry.code, path) for entry in entries() for path in entry.paths or ("",)]
    assert len(seen) == len(set(seen))


def test_whoever_must_act_is_told_what_to_do() -> None:
    waiting = [entry for entry in entries() if entry.reaction in {"mend", "person", "bug"}]
    silent = {entry.code for entry in waiting if not entry.press}
    # Messages to followers and comments: calls this adapter does not make.
    assert silent <= {48002, *range(88001, 88011)}


def test_sentences_are_whole_and_end_once() -> None:
    for entry in entries():
        assert entry.sentence.endswith("。")
        assert "。。" not in entry.sentence
        assert not re.search(r"[,;?!]", entry.sentence.replace("{ip}", "")), entry.sentence


def test_wrong_secret_and_stale_token_share_a_code_but_not_a_meaning() -> None:
    at_the_token = translate(refusal(40001, "cgi-bin/stable_token"), repeatable=True)
    assert isinstance(at_the_token, Refused)
    assert at_the_token.turn is Turn.ADMINISTRATOR
    assert isinstance(translate(refusal(40001), repeatable=False), TryLater)


def test_busy_is_open_only_where_repeating_does_harm() -> None:
    assert isinstance(translate(refusal(-1), repeatable=False), OutcomeUnknown)
    assert isinstance(translate(refusal(-1), repeatable=True), TryLater)
    assert isinstance(translate(NoAnswer(), repeatable=False), OutcomeUnknown)
    assert isinstance(translate(NoAnswer(), repeatable=True), TryLater)


def test_what_was_never_sent_is_certain() -> None:
    assert isinstance(translate(NotSent(), repeatable=False), TryLater)


def test_another_server_at_the_address_is_the_administrators() -> None:
    error = translate(BadGateway(404), repeatable=False)
    assert isinstance(error, Refused)
    assert error.turn is Turn.ADMINISTRATOR


def test_spent_quota_waits_until_midnight_in_china() -> None:
    error = translate(refusal(45009), repeatable=False)
    assert isinstance(error, TryLater)
    assert error.after is not None
    assert timedelta() < error.after <= timedelta(hours=24, minutes=2)


def test_address_that_is_not_allowed_is_named() -> None:
    errmsg = "invalid ip 39.103.150.149 ipv6 ::ffff:39.103.150.149, not in whitelist"
    assert refused_address(errmsg) == "39.103.150.149"
    assert "39.103.150.149" in translate(refusal(40164, errmsg=errmsg), repeatable=True).sentence


def test_unknown_code_keeps_what_the_platform_said() -> None:
    error = translate(refusal(53999, errmsg="something new"), repeatable=False)
    assert isinstance(error, Refused)
    assert error.turn is Turn.OPERATOR
    assert (error.code, error.reference) == ("53999", "62de424e-0f6c1ad4-00000000")
    assert "something new" in error.sentence


def test_book_is_shipped_with_the_package() -> None:
    assert resources.files("publishing.channels.wechat").joinpath("error_book.toml").is_file()
    assert look_up(48001) is not None
