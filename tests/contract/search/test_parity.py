"""The two engines side by side: the same hits, counts and order."""

import pytest

from search.analysis import clauses
from search.elastic import ElasticEngine
from search.embedded import EmbeddedEngine
from search.engine import Engine, Match, Request
from search.tokens import name_of
from tests.contract.search.conftest import make
from tests.contract.search.corpus import ENTRIES, EXACT, FIRST, NEAR

pytestmark = pytest.mark.needs("elasticsearch")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Engine]:
    embedded = EmbeddedEngine(tmp_path_factory.mktemp("index"))
    embedded.rebuild(ENTRIES, lambda _id: None)
    for elastic in make("elasticsearch", tmp_path_factory.mktemp("none")):
        assert isinstance(elastic, ElasticEngine)
        elastic.rebuild(ENTRIES, lambda _id: None)
        yield embedded, elastic


@pytest.mark.parametrize("text", [*EXACT, *FIRST, *NEAR])
def test_same_hits_in_the_same_order(both: tuple[Engine, Engine], text: str) -> None:
    for match in Match:
        asked = Request(clauses=clauses(text), name=name_of(text), match=match, limit=100)
        one, other = (engine.search(asked) for engine in both)
        assert [card.id for card, _text in one.hits] == [card.id for card, _text in other.hits]
        assert one.counts == other.counts
        assert one.total == other.total
