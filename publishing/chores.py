"""What must happen now and then on one machine, and harms nobody when several do it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from django.db import connection

from cms import schedule
from publishing import reconcile

log = structlog.get_logger(__name__)

# How late a scheduled page may be: Wagtail schedules to the minute but runs nothing by itself.
SCHEDULE_EVERY = timedelta(seconds=20)
RECONCILE_EVERY = timedelta(minutes=15)


@dataclass(kw_only=True)
class Chore:
    """One thing to do every `every`, first when that has passed once."""

    name: str
    every: timedelta
    do: Callable[[], object]
    last: float = field(default_factory=time.monotonic)


def chores() -> list[Chore]:
    """What every runner does beside delivering."""
    return [
        Chore(name="schedule", every=SCHEDULE_EVERY, do=schedule.do_what_is_due),
        Chore(name="reconcile", every=RECONCILE_EVERY, do=reconcile.sweep),
    ]


def keep_doing(stop: threading.Event, work: list[Chore], look_every: float = 1.0) -> None:
    """Do each chore when its time has come, until `stop`. In a thread of its own: a long sweep
    must not keep deliveries waiting, and a chore that fails must not end the runner."""
    while not stop.wait(look_every):
        for chore in work:
            if time.monotonic() - chore.last < chore.every.total_seconds():
                continue
            chore.last = time.monotonic()
            try:
                chore.do()
            except Exception:
                log.exception("runner.chore_failed", chore=chore.name)
                # Perhaps the connection is what failed; the next turn opens a new one.
                connection.close()
    connection.close()
