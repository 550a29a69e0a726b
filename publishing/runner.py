"""The runner: claims due rows and delivers them in a bounded pool.

Rows are the truth; a runner only works them off. Any number may run; killing one at any instant
loses nothing and repeats nothing.
"""

import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor, wait

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from publishing import ledger
from publishing.chores import chores, keep_doing
from publishing.contract import LeaseLost
from publishing.delivering import deliver
from publishing.ledger import Claim

log = structlog.get_logger(__name__)

# How soon a release is noticed: a tenth of the two seconds it may take altogether.
POLL_SECONDS = 0.2
# How long a stopping runner waits for calls under way before it leaves them to the next one.
GRACE_SECONDS = 1.2


class Runner:
    """`run` until told to stop; `run_once` for one cycle in line, as tests step it."""

    def __init__(self, *, workers: int | None = None) -> None:
        self._workers = workers or settings.PUBLISHING_RUNNER_WORKERS
        # A channel that answers slowly must not take the whole pool from those that do not.
        self._per_channel = max(1, self._workers // 2)
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

    def run(self, stop: threading.Event) -> int:
        """Work until `stop` is set, then finish what is under way within `GRACE_SECONDS`.

        Returns how many tries had to be left to the next runner: their threads still hang in a
        call, so that a process which wants to end now must not wait for them.
        """
        chore = threading.Thread(
            target=keep_doing, args=(stop, chores()), name="chores", daemon=True
        )
        chore.start()
        pool = ThreadPoolExecutor(self._workers, thread_name_prefix="fanout")
        try:
            while not stop.is_set():
                if not self._cycle_or_wait_for_the_database(pool):
                    stop.wait(POLL_SECONDS)
            return self._finish()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            connection.close()

    def _cycle_or_wait_for_the_database(self, pool: ThreadPoolExecutor) -> bool:
        try:
            return self._cycle(pool)
        except (DatabaseError, InterfaceError):
            # The database is away: rows are safe there, so wait for it to come back.
            log.exception("runner.database_error")
            connection.close()
            return False

    def _cycle(self, pool: ThreadPoolExecutor) -> bool:
        self._collect()
        self._renew_leases()
        began = False
        for key in self._due():
            claim = ledger.claim(key)
            if claim is not None:
                self._active[claim] = pool.submit(_work, claim)
                began = True
        return began

    def _due(self) -> list[int]:
        room = self._workers - len(self._active)
        if not room:
            return []
        at_work = Counter(_alias(claim.channel) for claim in self._active)
        full = [alias for alias, count in at_work.items() if count >= self._per_channel]
        return ledger.due(room, without=full)

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

    def _finish(self) -> int:
        wait(self._active.values(), timeout=GRACE_SECONDS)
        self._collect()
        for claim in self._active:
            log.warning("runner.left_to_the_next", delivery=claim.delivery, channel=claim.channel)
            ledger.let_go(claim)
        return len(self._active)


def _alias(channel: str) -> str:
    return channel.partition(":")[0]


def _work(claim: Claim) -> None:
    try:
        deliver(claim)
    finally:
        # Back to the pool on PostgreSQL, and never kept when it is broken.
        connection.close()
