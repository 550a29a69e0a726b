"""`manage.py fanout`: deliver what the ledger wants, until told to stop."""

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from publishing import ledger
from publishing.runner import Runner


class Command(BaseCommand):
    help = "Deliver what the ledger wants to every channel, until stopped (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, help="threads; default YWY_RUNNER_WORKERS")
        parser.add_argument(
            "--drain", action="store_true", help="deliver what is due now, then end"
        )

    def handle(self, *args: Any, workers: int | None, drain: bool, **options: Any) -> None:
        runner = Runner(workers=workers)
        if drain:
            self._drain(runner)
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self._say("fanout: ready")
        left = runner.run(stop)
        self._say(f"fanout: stopped, {left} tries left to the next runner")
        # Everything is in the database by now. Threads may hang in calls that take minutes, and the
        # search engine's own threads took four seconds to end on a busy machine.
        logging.shutdown()
        os._exit(0)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _drain(self, runner: Runner) -> None:
        total = 0
        while made := runner.run_once():
            total += made
        left = ledger.unsettled().count()
        self._say(f"fanout: {total} tries made, {left} deliveries not settled")
