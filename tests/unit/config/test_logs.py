"""Log lines an administrator reads, and what must not be in them."""

import logging

import structlog

log = structlog.get_logger("publishing.example")


def test_an_event_is_one_line_of_words(caplog):
    caplog.set_level(logging.INFO, "publishing.example")
    log.bind(delivery=7).info("delivery.settled", channel="wechat:shuxie", sentence="a b\nc")
    (record,) = caplog.records
    assert record.getMessage() == (
        "delivery.settled delivery=7 channel=wechat:shuxie sentence='a b\\nc'"
    )
    assert (record.name, record.levelname) == ("publishing.example", "INFO")


def test_a_traceback_shows_no_values(caplog):
    def call(secret: str) -> None:
        raise ValueError("refused")

    try:
        call("".join(["s3", "cret"]))
    except ValueError:
        log.exception("delivery.broke")
    assert "ValueError: refused" in caplog.text
    assert "s3cret" not in caplog.text
