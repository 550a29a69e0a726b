"""`manage.py reconcile`: compare pages, ledger and channels, and put right what differs."""

from typing import Any

from django.core.management.base import BaseCommand

from publishing import reconcile


class Command(BaseCommand):
    help = "Compare live pages with the ledger, and the ledger with what channels hold."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reconcile.sweep()
        lines = [
            f"{count} {words}"
            for count, words in (
                (found.missing, "public, but not wanted as they are: wanted now"),
                (found.left_over, "not public, but still wanted: being withdrawn"),
                (found.lost, "released, but no longer held by the channel: being looked after"),
                (found.stray, "held by a channel, but wanted by nobody: being withdrawn"),
            )
            if count
        ]
        lines += [f"{address} could not be asked what it holds" for address in found.silent]
        if not lines:
            lines = ["pages, ledger and channels agree"]
        for line in lines:
            self.stdout.write(f"reconcile: {line}")
