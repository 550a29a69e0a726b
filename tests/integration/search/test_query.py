"""What the website asks: any words -> a page of results."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.runner import Runner
from search import query
from search.embedded import EmbeddedEngine
from search.engine import Card, Entry
from tests.factories import pages
from tests.factories.channels import channels

pytestmark = pytest.mark.django_db

_ANY = st.text(st.characters(exclude_categories=()), max_size=400)


def _entry(number: int, title: str, **fields: str) -> Entry:
    card = Card(
        **{
            "id": str(number),
            "kind": "article",
            "title": title,
            "url": f"http://testserver/{number}/",
            "association": "shuxie",
            "association_name": "书协",
            "date": "2024-05-01",
            **fields,
        }  # type: ignore[arg-type]
    )
    return Entry(card=card, version=1, text="全市书法篆刻作品展在市美术馆开幕。")


def _marked(parts: tuple[query.Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


def test_a_result_shows_title_passage_and_where_it_belongs() -> None:
    with channels(search="search.channel.SearchChannel"):
        pages.article(
            pages.association("shuxie"),
            title="書法展開幕",
            body=[("paragraph", "<p>开头。</p>"), ("paragraph", "<p>市书法家协会主办。</p>")],
        )
        Runner().run_once()
    results = query.find(" 书法  ")
    assert results.text == "书法"
    assert (results.total, results.exact, results.page, results.pages) == (1, 1, 1, 1)
    [hit] = results.hits
    assert hit.exact
    assert _marked(hit.title) == "[書法]展開幕"
    assert _marked(hit.snippet) == "市[书法]家协会主办。"
    assert hit.card.association_name == "书协"
    assert hit.card.url.startswith("http://testserver/")
    assert [(c.value, c.count, c.chosen) for c in results.kinds] == [("article", 1, False)]
    assert [(c.value, c.label) for c in results.associations] == [("shuxie", "书协")]


def test_pages_and_the_way_between_them(index: EmbeddedEngine) -> None:
    index.rebuild((_entry(n, f"剪纸课堂之{n}") for n in range(25)), lambda _id: None)
    seen: list[str] = []
    for number in (1, 2, 3):
        results = query.find("剪纸", page=number)
        assert (results.page, results.pages, results.total) == (number, 3, 25)
        seen += [hit.card.id for hit in results.hits]
    assert len(seen) == len(set(seen)) == 25
    assert query.find("剪纸", page=1).previous_page is None
    assert query.find("剪纸", page=1).next_page == 2
    assert query.find("剪纸", page=3).next_page is None
    for beyond in (4, 10**9):
        assert query.find("剪纸", page=beyond).page == 3
    for before in (0, -5):
        assert query.find("剪纸", page=before).page == 1


def test_too_few_are_followed_by_what_is_near(index: EmbeddedEngine) -> None:
    entries = [_entry(1, "齐白石画虾"), *(_entry(n, f"齐白石之{n}") for n in range(2, 15))]
    index.rebuild(entries, lambda _id: None)
    first = query.find("齐白石画虾")
    assert (first.exact, first.total) == (1, 14)
    assert [hit.exact for hit in first.hits] == [True, *[False] * 9]
    assert first.hits[0].card.id == "1"
    second = query.find("齐白石画虾", page=2)
    ids = [hit.card.id for hit in (*first.hits, *second.hits)]
    assert len(ids) == len(set(ids)) == 14
    assert sum(choice.count for choice in first.kinds) == 14


def test_filters_narrow_and_the_others_stay_to_choose_from(index: EmbeddedEngine) -> None:
    pages.association("shuxie")
    pages.association("zuoxie")
    index.rebuild(
        [
            _entry(1, "甲", kind="work", art_form="calligraphy"),
            _entry(2, "乙", kind="work", art_form="painting", association="zuoxie"),
            _entry(3, "丙"),
            _entry(4, "丁", association="federation"),
            _entry(5, "戊", association="gone"),
        ],
        lambda _id: None,
    )
    results = query.find("书法", kind="work")
    assert {hit.card.id for hit in results.hits} == {"1", "2"}
    assert [(c.value, c.count, c.chosen) for c in results.kinds] == [
        ("article", 3, False),
        ("work", 2, True),
    ]
    assert [(c.value, c.label, c.count) for c in results.associations] == [
        ("shuxie", "书协", 1),
        ("zuoxie", "作协", 1),
    ]
    assert {c.value for c in results.art_forms} == {"calligraphy", "painting"}
    assert all(choice.label for choice in (*results.kinds, *results.art_forms))
    # What belongs to the federation itself, under its own name.
    assert ("federation", "市文联") in [(c.value, c.label) for c in query.find("书法").associations]
    # A choice that leaves nothing is still there to be taken back.
    none = query.find("书法", kind="exhibition")
    assert none.total == 0
    assert ("exhibition", True) in [(c.value, c.chosen) for c in none.kinds]
    # A value of the address that means nothing finds nothing and is not offered.
    odd = query.find("书法", kind="' OR 1=1")
    assert odd.total == 0
    assert {choice.value for choice in odd.kinds} == {"article", "work"}


@pytest.mark.parametrize("text", ["", "   ", "。,《》", "😀" * 3000, "\0", "\ud800"])
def test_words_that_are_none_find_nothing(text: str, index: EmbeddedEngine) -> None:
    index.put(_entry(1, "甲"))
    results = query.find(text)
    assert (results.total, results.pages, results.page, results.hits) == (0, 0, 1, ())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_ANY, kind=_ANY, page=st.integers(-(2**70), 2**70))
def test_anything_may_be_typed(index: EmbeddedEngine, text: str, kind: str, page: int) -> None:
    if index.count() == 0:
        index.put(_entry(1, "甲"))
    results = query.find(text, kind=kind, page=page)
    assert len(results.hits) <= query.PAGE_SIZE
    assert len(results.text) <= query.MAX_LENGTH


@pytest.mark.parametrize("word", ["书法 ", "书 ", "的是在有", "a b c d ", "《", "2024年"])
def test_a_pasted_page_is_shortened(word: str, index: EmbeddedEngine) -> None:
    index.put(_entry(1, "甲"))
    assert len(query.find(word * 5000).text) <= query.MAX_LENGTH
