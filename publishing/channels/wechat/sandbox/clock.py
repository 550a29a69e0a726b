"""The sandbox's clock: real time plus an offset that the control API moves and the store keeps."""

import sqlite3
import time
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


class Clock:
    """Seconds since the epoch, as the sandbox sees them."""

    def __init__(self, offset: float = 0.0) -> None:
        self._offset = offset

    @classmethod
    def load(cls, db: sqlite3.Connection) -> "Clock":
        """The clock as it was left."""
        row = db.execute("SELECT value FROM meta WHERE name = 'clock_offset'").fetchone()
        return cls(float(row["value"]) if row else 0.0)

    def now(self) -> float:
        return time.time() + self._offset

    def move(self, db: sqlite3.Connection, seconds: float) -> None:
        """Move by ``seconds``; backwards too, as a machine whose clock is corrected."""
        self._offset += seconds
        db.execute("REPLACE INTO meta VALUES ('clock_offset', ?)", (repr(self._offset),))

    def set(self, db: sqlite3.Connection, now: float) -> None:
        """Let it be ``now`` (seconds since the epoch)."""
        self.move(db, now - self.now())


def in_china(now: float) -> datetime:
    """The moment in the platform's time zone, which its calendar days follow."""
    return datetime.fromtimestamp(now, CHINA)


def minute_of(now: float) -> str:
    return f"{in_china(now):%Y-%m-%dT%H:%M}"


def day_of(now: float) -> str:
    return f"{in_china(now):%Y-%m-%d}"


def month_of(now: float) -> str:
    return f"{in_china(now):%Y-%m}"
