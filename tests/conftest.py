"""What every test shares: services, and nothing kept from one test to the next."""

from functools import cache

import pytest
from django.core.cache import cache as django_cache

from tests import services


@cache
def _missing(name: str) -> str:
    return services.SERVICES[name].missing()


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
