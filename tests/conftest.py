"""What every test shares: services, and nothing kept from one test to the next."""

import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from django.core.cache import cache as django_cache
from playwright.sync_api import Browser

from tests import services
from tests.chromium import chromium


@cache
def _missing(name: str) -> str:
    return services.SERVICES[name].missing()


def pytest_unconfigure(config: pytest.Config) -> None:
    if settings.VAR.parent.name == "test":
        shutil.rmtree(settings.VAR, ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            if reason := _missing(name):
                sentence = (
                    f"needs {name}: {reason}; say where it is with "
                    f"{services.SERVICES[name].variable}"
                )
                if services.REQUIRED:
                    pytest.fail(sentence, pytrace=False)
                pytest.skip(sentence)


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    django_cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; ask for it in tests marked `needs("browser")`."""
    with chromium() as running:
        yield running
