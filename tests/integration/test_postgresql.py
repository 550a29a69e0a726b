"""The ledger on PostgreSQL: its tests run once more, in a process whose database that is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import services

_TESTS = Path(__file__).parent


@pytest.mark.needs("postgresql")
def test_the_ledger_holds_on_postgresql():
    names = ("ledger", "outbox", "random_walk", "reconcile", "runner")
    tests = [str(_TESTS / "publishing" / f"test_{name}.py") for name in names]
    inner = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *tests],
        # A folder and a test database of its own, whatever else is running.
        env=os.environ
        | {
            "YWY_DATABASE_URL": f"{services.POSTGRESQL}_{os.getpid()}",
            "PYTEST_XDIST_WORKER": "postgresql",
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert inner.returncode == 0, inner.stdout[-6000:] + inner.stderr[-2000:]
    assert " passed" in inner.stdout
