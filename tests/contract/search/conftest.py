"""Both engines, each filled once for a module."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.elastic import ElasticEngine
from search.embedded import EmbeddedEngine
from search.engine import Engine
from tests import services
from tests.contract.search.corpus import ENTRIES

ENGINES = [
    "embedded",
    pytest.param("elasticsearch", marks=pytest.mark.needs("elasticsearch")),
]


def make(kind: str, folder: Path) -> Iterator[Engine]:
    """A new, empty engine, gone afterwards."""
    if kind == "embedded":
        yield EmbeddedEngine(folder)
        return
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield ElasticEngine(f"{services.ELASTICSEARCH}/{name}")
    with Elasticsearch(services.ELASTICSEARCH) as client:
        for index in client.indices.get(index=f"{name}*"):
            client.indices.delete(index=index)


@pytest.fixture(params=ENGINES, scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that holds the corpus; not to be written to."""
    for engine in make(request.param, tmp_path_factory.mktemp("index")):
        engine.rebuild(ENTRIES, lambda _id: None)
        yield engine


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine that was never written to."""
    yield from make(request.param, tmp_path)
