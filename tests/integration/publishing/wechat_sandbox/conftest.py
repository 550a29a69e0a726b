"""One sandbox for all tests of a session, and an account of its own for each of them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from publishing.channels.wechat.sandbox.process import RunningSandbox, running_sandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running_sandbox(tmp_path_factory.mktemp("sandbox") / "state.sqlite3") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_running: RunningSandbox) -> Iterator[RunningSandbox]:
    yield _running
    _running.clear_faults()


@pytest.fixture
def new_caller(sandbox: RunningSandbox) -> NewCaller:
    """Makes an account and its client; settings as `accounts.Account` has them."""

    def make(**settings: Any) -> Caller:
        appid = f"wx{next(_NUMBERS):016d}"
        quick = {"publish": {"delay_seconds": 0.02}, "mass": {"delay_seconds": 0.02}}
        sandbox.add_account(appid, **{"secret": "secret", "name": "江城文艺", **quick, **settings})
        return Caller(sandbox, appid)

    return make


@pytest.fixture
def caller(new_caller: NewCaller) -> Caller:
    return new_caller()
