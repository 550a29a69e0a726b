"""Text -> tokens."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.analysis import (
    clauses,
    fold,
    fold_with_offsets,
    index_tokens,
    places,
    runs,
)
from search.engine import Phrase, Prefix

_ANY = st.text(st.characters(exclude_categories=()), max_size=60)
_HAN = st.text(st.sampled_from("书書法家协會国國画畫乾坤后後里裏𠮷〇々薴"), min_size=1, max_size=12)
_MIXED = st.text(st.sampled_from("书書法 ,。AbÉe\u0301①㎏…fi２０2４ \n"), max_size=40)


def _tokens(text: str) -> list[str]:
    return list(index_tokens(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("书法家", ["书法", "法家", "家"]),
        ("書法家", ["书法", "法家", "家"]),
        ("书", ["书"]),
        ("书法，展", ["书法", "法", "展"]),
        ("ＡＢＣ 2024年", ["abc", "2024", "年"]),
        ("T恤", ["t", "恤"]),
        ("Café", ["café"]),
        ("Cafe\u0301", ["café"]),
        ("二〇二四", ["二〇", "〇二", "二四", "四"]),
        ("佐々木", ["佐々", "々木", "木"]),
        ("𠮷野", ["𠮷野", "野"]),
        ("wi-fi_6", ["wi", "fi", "6"]),
        ("", []),
        ("…《》\0😀\ud800", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert _tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("书法", (Phrase(("书法",)),)),
        ("書法家 書法家", (Phrase(("书法", "法家")),)),
        ("虾", (Prefix("虾"),)),
        ("2024年", (Phrase(("2024",)), Prefix("年"))),
        ("  ,。 ", ()),
    ],
)
def test_clauses(text: str, asked: object) -> None:
    assert clauses(text) == asked


@settings(deadline=None)
@given(_ANY)
def test_any_text_has_tokens_that_an_engine_can_hold(text: str) -> None:
    for token in (*_tokens(text), *runs(text)):
        assert token
        assert not any(char.isspace() for char in token)
        token.encode()
    for clause in clauses(text):
        assert clause == Prefix(clause.token) if isinstance(clause, Prefix) else clause.tokens


@settings(deadline=None)
@given(_ANY)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert _tokens(fold(text)) == _tokens(text)


@settings(deadline=None)
@given(_HAN, st.data())
def test_whatever_is_cut_out_of_a_run_is_found_in_it(run: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 1))
    cut = run[start : data.draw(st.integers(start + 1, len(run)))]
    tokens = _tokens(f"前。{run}。后")
    [clause] = clauses(cut)
    if isinstance(clause, Prefix):
        assert any(token.startswith(clause.token) for token in tokens)
    else:
        wanted = list(clause.tokens)
        assert any(tokens[at : at + len(wanted)] == wanted for at in range(len(tokens)))


@settings(deadline=None)
@given(_HAN, _HAN)
def test_no_phrase_crosses_punctuation(one: str, other: str) -> None:
    across = one[-1] + other[0]
    assume(fold(across) not in fold(one) and fold(across) not in fold(other))
    assert fold(across) not in _tokens(f"{one},{other}")


@settings(deadline=None)
@given(_ANY)
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = fold_with_offsets(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)


@settings(deadline=None)
@given(_MIXED)
def test_folding_with_places_is_folding(text: str) -> None:
    assert fold_with_offsets(text).text == fold(text)


def test_a_word_of_letters_is_no_part_of_another() -> None:
    assert list(places("ai", "ai maid 的ai时代")) == [(0, 2), (9, 11)]
    assert list(places("书法", "书法书法")) == [(0, 2), (2, 4)]
