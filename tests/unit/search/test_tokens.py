"""The searchable fields of an entry."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from search.elastic import ElasticEngine
from search.engine import Card, Entry, Phrase, Prefix
from search.tokens import at_least, fields, name_of, single

_CARD = Card(
    id="1", kind="work", title="墨虾图", url="http://testserver/1/", association="meixie",
    association_name="美协", digest="导语", date="2024-05-01",
)  # fmt: skip
_ENTRY = Entry(card=_CARD, version=1, text="正文", other=("齐白石",))


def _weight(**changes: str) -> float:
    return fields(replace(_ENTRY, card=replace(_CARD, **changes))).weight


def test_everything_is_in_the_text_and_the_title_again_by_itself() -> None:
    made = fields(_ENTRY)
    assert made.title == "墨虾 虾图 图"
    assert made.text == "墨虾 虾图 图 齐白 白石 石 导语 语 正文 文"
    assert made.name == "墨虾图"


def test_newer_weighs_more_every_single_day() -> None:
    first = date(2023, 12, 1)
    weights = [_weight(date=(first + timedelta(days=day)).isoformat()) for day in range(400)]
    assert weights == sorted(set(weights))
    later, earlier = (math.log2(2 + _weight(date=f"{year}-05-01")) for year in (2034, 2024))
    assert later / earlier < 1.1


@pytest.mark.parametrize("odd", [{"date": ""}, {"date": "1650-01-01"}, {"id": "x"}])
def test_a_weight_is_never_negative(odd: dict[str, str]) -> None:
    assert _weight(**odd) >= 0


def test_a_name_is_compared_without_what_stands_between() -> None:
    assert name_of("《春江花月夜》(节选)") == name_of("春江花月夜 節選") == "春江花月夜节选"


def test_clauses_apart_are_each_there_once() -> None:
    apart = single((Phrase(("齐白", "白石")), Prefix("虾"), Phrase(("白石",))))
    assert apart == (Phrase(("齐白",)), Phrase(("白石",)), Prefix("虾"))
    assert [at_least(count) for count in (1, 2, 3, 5, 7, 11)] == [1, 1, 2, 2, 3, 5]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9200",
        "https://elastic:p%40ss@search.example:9243/wenlian",
        "http://[::1]:9200/wenlian/",
    ],
)
def test_an_engine_is_made_without_a_connection(address: str) -> None:
    assert ElasticEngine(address).address == address
