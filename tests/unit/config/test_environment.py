"""What the environment may choose, and the sentence for what it may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import keys
from config.databases import database

ROOT = Path(__file__).resolve().parents[3]


def _start(tmp_path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YWY_")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=kept
        | {"YWY_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
        | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_sqlite_is_the_default_and_takes_the_lock_at_the_beginning(tmp_path: Path) -> None:
    entry = database("", tmp_path)
    assert entry["NAME"] == tmp_path / "yunwenyi.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_address_with_escaped_password(tmp_path: Path) -> None:
    entry = database("postgresql://yun:p%40ss%2Fword@db:5433/wenyi", tmp_path)
    assert entry["PASSWORD"] == "p@ss/word"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db", "5433", "wenyi")


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense"])
def test_unknown_database_gets_a_sentence(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must begin with sqlite"):
        database(url, tmp_path)


def test_value_that_cannot_be_understood_stops_the_start(tmp_path: Path) -> None:
    done = _start(tmp_path, YWY_RUNNER_WORKERS="many")
    assert done.returncode != 0
    assert "YWY_RUNNER_WORKERS" in done.stderr


def test_unusable_keyring_is_told_at_start_up(tmp_path: Path) -> None:
    done = _start(tmp_path, YWY_FIELD_KEYS='{"k1": "c2hvcnQ="}')
    assert done.returncode != 0
    assert "wechat.E001" in done.stderr
    assert "c2hvcnQ=" not in done.stderr, "a key must not be printed"


def test_keys_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    first = keys.secret_key(tmp_path)
    assert keys.secret_key(tmp_path) == first
    assert keys.field_keys(tmp_path) == keys.field_keys(tmp_path)
    for name in ("secret_key", "field_keys.json"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
