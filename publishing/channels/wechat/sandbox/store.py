"""The sandbox's state: one SQLite file, one transaction per call.

WAL with ``synchronous=NORMAL`` keeps every committed call through a kill -9 of the sandbox. Calls
take turns on one connection: their work is short, and what waits (holds, latency, callbacks)
waits outside.
"""

import fcntl
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = Path(__file__).with_name("schema.sql")


class StoreUnusable(Exception):
    """The state file cannot be opened; the message says why, for a person."""


class Store:
    """Access to the state file; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._turn = threading.RLock()
        self._changed = threading.Condition()
        self._changes = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._guard = path.with_name(path.name + ".lock").open("w")
        except OSError as error:
            raise StoreUnusable(f"cannot write beside {path}: {error.strerror}") from error
        try:
            fcntl.flock(self._guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._guard.close()
            raise StoreUnusable(f"{path} is in use by another sandbox") from error
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
        except sqlite3.Error as error:
            self._guard.close()
            raise StoreUnusable(f"{path} is not a usable state file: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One turn on the state: committed on leaving, rolled back if an exception leaves."""
        with self._turn:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        self._tell()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A turn that only reads."""
        with self._turn:
            yield self._db

    def _tell(self) -> None:
        with self._changed:
            self._changes += 1
            self._changed.notify_all()

    def wait_for_change(self, seconds: float, *, since: int) -> None:
        """Return when something was committed after ``since`` (see `changes`), or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._changes != since, timeout=max(seconds, 0))

    @property
    def changes(self) -> int:
        """A number that grows with every commit."""
        return self._changes

    def wait_until(self, holds: Callable[[sqlite3.Connection], bool], seconds: float) -> bool:
        """Wait until ``holds`` is true of the state; False when the time is over first."""
        deadline = time.monotonic() + seconds
        while True:
            since = self.changes
            with self.reading() as db:
                if holds(db):
                    return True
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self.wait_for_change(min(left, 0.5), since=since)

    def close(self) -> None:
        """Close the file; call when no call is under way."""
        with self._turn:
            self._db.close()
        self._guard.close()
