"""Marks in the text as it was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import Marker, Part

_ANY = st.text(st.characters(exclude_categories=()), max_size=300)


def _shown(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("书法", "全市书法展", "全市[书法]展"),
        ("书法", "臺灣書法家協會", "臺灣[書法]家協會"),
        ("書法 协会", "臺灣書法家協會", "臺灣[書法]家[協會]"),
        ("abc", "ＡＢＣ标题", "[ＡＢＣ]标题"),
        ("ai", "谈AI,said", "谈[AI],said"),
        ("kg", "重5㎏,kg", "重5㎏,[kg]"),
        ("5kg", "重5㎏", "重[5㎏]"),
        ("café", "Cafe\u0301里", "[Cafe\u0301]里"),
        ("虾", "……虾……虾", "……[虾]……[虾]"),
        # Parts of what is not there whole.
        ("书法篆刻展", "书法与篆刻作品展", "[书法]与[篆刻]作品展"),
        ("齐白石 扇面", "白石老人", "[白石]老人"),
        ("齐白石", "齐白石与白石", "[齐白石]与白石"),
        ("<b>", "<b>粗</b>", "<[b]>粗</[b]>"),
        ("书", "", ""),
        ("没有", "书法", "书法"),
    ],
)
def test_marks(query: str, text: str, shown: str) -> None:
    assert _shown(Marker.for_query(query).mark(text)) == shown


def test_the_snippet_is_the_passage_that_holds_most() -> None:
    text = f"{'开头说书法。' * 30}\n{'空话。' * 40}书法与篆刻在这里,{'尾声。' * 40}\n篆刻"
    shown = _shown(Marker.for_query("书法 篆刻").snippet(text))
    assert "[书法]与[篆刻]在这里" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 110


def test_without_a_hit_the_digest_is_shown() -> None:
    marker = Marker.for_query("齐白石")
    assert _shown(marker.snippet("正文第一段", otherwise="导语")) == "导语"
    assert _shown(marker.snippet("正文第一段")) == "正文第一段"
    assert marker.snippet("") == ()


@settings(deadline=None)
@given(_ANY, _ANY)
def test_nothing_is_lost_or_added(query: str, text: str) -> None:
    marker = Marker.for_query(query)
    assert "".join(part.text for part in marker.mark(text)) == text
    cut = "".join(part.text for part in marker.snippet(text, otherwise=text))
    assert cut.strip("…") in text


@settings(deadline=None)
@given(_ANY)
def test_a_text_searched_for_itself_is_marked(text: str) -> None:
    for part in Marker.for_query(text).mark(text):
        assert part.text
