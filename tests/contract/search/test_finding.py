"""What is found, by both engines alike."""

from itertools import combinations

import pytest

from search.analysis import clauses, fold
from search.engine import DIMENSIONS, Engine, Match, Request
from search.tokens import name_of
from tests.contract.search.corpus import ENTRIES, EXACT, FIRST, NEAR


def _found(engine: Engine, text: str, match: Match = Match.ALL, **filters: str) -> list[str]:
    wanted = Request(
        clauses=clauses(text), name=name_of(text), match=match, filters=filters, limit=100
    )
    found = engine.search(wanted)
    ids = [card.id for card, _text in found.hits]
    assert found.total == len(ids) == len(set(ids))
    return ids


@pytest.mark.parametrize("text", EXACT)
def test_finds_who_holds_every_word(filled: Engine, text: str) -> None:
    assert set(_found(filled, text)) == EXACT[text]


@pytest.mark.parametrize("text", FIRST)
def test_the_best_comes_first(filled: Engine, text: str) -> None:
    match = Match.ALL if _found(filled, text) else Match.REST
    assert _found(filled, text, match)[0] == FIRST[text]


@pytest.mark.parametrize("text", NEAR)
def test_what_is_near_follows_and_never_repeats_what_is_exact(filled: Engine, text: str) -> None:
    exact = _found(filled, text)
    near = _found(filled, text, Match.REST)
    assert exact == []
    assert set(near) >= NEAR[text]


def test_whatever_is_cut_out_of_a_text_finds_that_text(filled: Engine) -> None:
    whole = {
        entry.card.id: "\n".join((entry.card.title, *entry.other, entry.card.digest, entry.text))
        for entry in ENTRIES[:20]
    }
    cuts = {
        text[start : start + length]
        for text in whole.values()
        for length in (2, 3, 5)
        for start in range(0, len(text) - length, 7)
    }
    # Only unbroken Han: a cut through a Latin word is another word.
    asked = sorted(cut for cut in cuts if all("\u4e00" <= char <= "\u9fff" for char in cut))
    assert len(asked) > 60
    for cut in asked:
        truth = {article for article, text in whole.items() if fold(cut) in fold(text)}
        assert set(_found(filled, cut)) - {e.card.id for e in ENTRIES[20:]} == truth, cut


def test_counts_leave_the_own_filter_of_a_dimension_aside(filled: Engine) -> None:
    request = Request(clauses=clauses("书"), filters={"kind": "work", "art_form": "calligraphy"})
    found = filled.search(request)
    assert found.total == 2
    assert found.counts == {
        "kind": {"work": 2, "person": 1},
        "association": {"shuxie": 2},
        "art_form": {"calligraphy": 2},
    }


def test_counts_are_what_the_filters_then_give(filled: Engine) -> None:
    for text in ("书", "春", "画家", "协会"):
        free = filled.search(Request(clauses=clauses(text), limit=0))
        for name in DIMENSIONS:
            for value, count in free.counts[name].items():
                assert len(_found(filled, text, **{name: value})) == count


def test_a_filter_of_no_such_value_finds_nothing(filled: Engine) -> None:
    assert _found(filled, "书法", association="不存在 OR *") == []


def test_pages_part_the_whole_without_gap_or_repeat(filled: Engine) -> None:
    whole = _found(filled, "剪纸")
    assert len(whole) == 25
    paged: list[str] = []
    for offset in range(0, 30, 7):
        found = filled.search(Request(clauses=clauses("剪纸"), offset=offset, limit=7))
        assert found.total == 25
        paged += [card.id for card, _text in found.hits]
    assert paged == whole


def test_ties_are_newest_first_and_stay_so(filled: Engine) -> None:
    order = _found(filled, "剪纸课堂")
    assert order == [str(100 + number) for number in range(25, 0, -1)]
    assert _found(filled, "剪纸课堂") == order


def test_cards_come_back_whole_with_their_text(filled: Engine) -> None:
    entry = next(entry for entry in ENTRIES if entry.card.id == "4")
    [(card, text)] = filled.search(Request(clauses=clauses("墨虾"))).hits
    assert card == entry.card
    assert text == entry.text
    assert filled.get("4") == entry.card


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "' OR 1",
        "a:b",
        "[1 TO 2]",
        "*",
        "书*",
        "\\",
        "(书",
        "+书 -法",
        "\0书法\0",
        "😀",
        "书😀法",
    ],
)
def test_no_character_means_anything_to_the_engine(filled: Engine, text: str) -> None:
    wanted = clauses(text)
    if wanted:
        filled.search(Request(clauses=wanted))
        filled.search(Request(clauses=wanted, match=Match.REST))


def test_two_words_find_no_more_than_each_of_them(filled: Engine) -> None:
    for one, other in combinations(("书法", "协会", "展", "春", "画"), 2):
        both = set(_found(filled, f"{one} {other}"))
        assert both == set(_found(filled, one)) & set(_found(filled, other))
