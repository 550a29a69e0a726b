"""The engine the settings name."""

from functools import cache

from django.conf import settings

from search.elastic import ElasticEngine
from search.embedded import EmbeddedEngine
from search.engine import Engine


def current() -> Engine:
    """`SEARCH_URL` empty: the folder `SEARCH_INDEX_DIR`; http(s)://…: Elasticsearch."""
    return _engine(settings.SEARCH_URL, str(settings.SEARCH_INDEX_DIR))


@cache
def _engine(url: str, folder: str) -> Engine:
    return ElasticEngine(url) if url else EmbeddedEngine(folder)
