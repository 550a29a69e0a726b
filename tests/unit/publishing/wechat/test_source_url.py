"""The key inside what is sent: the article's id outlives its address."""

import pytest

from publishing.channels.wechat.source_url import edition_in, with_key

EDITION = "0123456789abcdef"


def test_key_is_found_again() -> None:
    url = with_key("http://testserver/shuxie/news/a/", "123", EDITION)
    assert url == f"http://testserver/shuxie/news/a/?from=wechat&ywy=123-{EDITION}"
    assert edition_in(url, "123") == EDITION


def test_key_outlives_a_move_of_the_page() -> None:
    assert edition_in(with_key("http://testserver/elsewhere/", "123", EDITION), "123") == EDITION


def test_query_of_the_page_stays() -> None:
    assert with_key("http://testserver/a/?p=2", "1", EDITION).startswith(
        "http://testserver/a/?p=2&"
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://testserver/shuxie/news/a/",
        with_key("http://testserver/a/", "1234", EDITION),
        with_key("http://practice.example/a/", "123", EDITION),
        "http://testserver/a/?ywy=123-xyz",
        "http://[broken/",
    ],
)
def test_others_are_not_taken_for_ours(url: str) -> None:
    assert edition_in(url, "123") is None
