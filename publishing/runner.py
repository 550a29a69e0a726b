"""The runner: claims due rows and delivers them in a bounded pool.

Rows are the truth; a runner only works them off. Any number may run; killing one at any instant
loses nothing and repeats nothing.
"""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from publishing import ledger, reconcile
from publishing.contract import LeaseLost
from publishing.delivering import deliver
from publishing.ledger import Claim

log = structlog.get_logger(__name__)

# How soon a release is noticed: a tenth of the two seconds it may take altogether.
POLL_SECONDS = 0.2
# Wagtail schedules to the minute but runs nothing by itself.
SCHEDULE_EVERY = timedelta(seconds=20)
RECONCILE_EVERY = timedelta(minutes=15)


class Runner:
    """`run` until told to stop; `run_once` for one cycle in line, as tests step it."""

    def __init__(self, *, workers: int | None = None) -> None:
        self._workers = workers or settings.PUBLISHING_RUNNER_WORKERS
        self._active: dict[Claim, Future[None]] = {}
        self._renewed = time.monotonic()

    def run_once(self) -> int:
        """Deliver everything that is due now, in this thread; how many tries were made."""
        count = 0
        for key in ledger.due(limit=1000):
            claim = ledger.claim(key)
            if claim is not None:
                deliver(claim)
                count += 1
        return count

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set, then finish what is under way."""
        chores = _Chores()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="fanout") as pool:
            while not stop.is_set():
                try:
                    busy = self._cycle(pool)
                    chores.do_what_is_due()
                except DatabaseError:
                    # The database is away: rows are safe there, so wait for it to come back.
                    log.exception("runner.database_error")
                    connection.close()
                    busy = False
                if not busy:
                    stop.wait(POLL_SECONDS)

    def _cycle(self, pool: ThreadPoolExecutor) -> bool:
        self._collect()
        self._renew_leases()
        room = self._workers - len(self._active)
        claims = [claim for key in ledger.due(room) if (claim := ledger.claim(key))] if room else []
        for claim in claims:
            self._active[claim] = pool.submit(_work, claim)
        return bool(claims)

    def _collect(self) -> None:
        for claim in [claim for claim, future in self._active.items() if future.done()]:
            future = self._active.pop(claim)
            if error := future.exception():
                # The row stays leased and is taken up again when the lease runs out.
                log.error("runner.delivery_broke", delivery=claim.delivery, exc_info=error)

    def _renew_leases(self) -> None:
        if time.monotonic() - self._renewed < settings.PUBLISHING_LEASE_SECONDS / 3:
            return
        self._renewed = time.monotonic()
        for claim, future in self._active.items():
            if not future.done():
                try:
                    ledger.renew(claim)
                except LeaseLost:
                    log.warning("runner.lease_lost", delivery=claim.delivery)


def _work(claim: Claim) -> None:
    try:
        deliver(claim)
    except DatabaseError:
        connection.close()
        raise


class _Chores:
    """What must happen now and then on one machine, and harms nobody when several do it."""

    def __init__(self) -> None:
        self._scheduled = time.monotonic()
        self._reconciled = time.monotonic()

    def do_what_is_due(self) -> None:
        now = time.monotonic()
        if now - self._scheduled >= SCHEDULE_EVERY.total_seconds():
            self._scheduled = now
            call_command("publish_scheduled", verbosity=0)
        if now - self._reconciled >= RECONCILE_EVERY.total_seconds():
            self._reconciled = now
            reconcile.sweep()
