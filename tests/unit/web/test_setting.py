"""Setting Chinese: numbers in characters, figures in vertical lines."""

import pytest

from web.templatetags.setting import numeral, upright


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")],
)
def test_numbers_in_characters(number: int, words: str) -> None:
    assert numeral(number) == words


def test_figures_stand_in_a_vertical_line() -> None:
    assert upright("6月20日") == (
        '<span class="together">6</span>月<span class="together">20</span>日'
    )
    assert '<span class="standing">2026</span>' in upright("翰墨2026")


def test_what_an_editor_typed_is_escaped() -> None:
    assert upright("<b>3</b> & '7'") == (
        '&lt;b&gt;<span class="together">3</span>&lt;/b&gt; &amp; '
        '&#x27;<span class="together">7</span>&#x27;'
    )
