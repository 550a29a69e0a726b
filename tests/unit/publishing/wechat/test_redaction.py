"""No token reaches a log."""

import logging

import pytest


def test_tokens_are_blotted_out_of_urllib3s_log(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("urllib3.connectionpool")
    with caplog.at_level(logging.DEBUG, logger=logger.name):
        logger.debug('"%s %s" %s', "GET", "/cgi-bin/draft/count?access_token=T0KEN&a=1", 200)
        logger.debug("/cgi-bin/token?appid=wx1&secret=geheim")
        logger.debug("nothing private")
    assert "T0KEN" not in caplog.text
    assert "geheim" not in caplog.text
    assert "a=1" in caplog.text
    assert "nothing private" in caplog.text
