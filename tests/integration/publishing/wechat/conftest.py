"""A sandbox process, and an account in it that is known on both sides."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publishing.channels.wechat import accounts
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.sandbox.process import RunningSandbox, running_sandbox

APPID = "wx00000000000000a1"
SECRET = "s" * 32
QUICK: dict[str, Any] = {"publish": {"delay_seconds": 0.3}}


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    """One sandbox for the whole run; `sandbox` empties it for each test."""
    db: Path = tmp_path_factory.mktemp("wechat") / "sandbox.sqlite3"
    with running_sandbox(db) as running:
        yield running


@pytest.fixture
def sandbox(platform: RunningSandbox) -> RunningSandbox:
    platform.reset()
    platform.add_account(APPID, secret=SECRET, name="兰亭书协", **QUICK)
    return platform


@pytest.fixture
def account(sandbox: RunningSandbox, db: None) -> Account:
    return accounts.register(
        "shuxie",
        name="兰亭书协",
        appid=APPID,
        secret=SECRET,
        association="shuxie",
        base_url=f"{sandbox.address}/",
    )
