"""An index of its own for every test."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from search.embedded import EmbeddedEngine


@pytest.fixture(autouse=True)
def index(settings: Settings, tmp_path: Path) -> EmbeddedEngine:
    settings.SEARCH_URL = ""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    return EmbeddedEngine(settings.SEARCH_INDEX_DIR)
