"""`manage.py reconcile`: compare pages, ledger and channels, and put right what differs."""

from typing import Any

from django.core.management.base import BaseCommand

from publishing import reconcile


class Command(BaseCommand):
    help = "Compare live pages with the ledger, and the ledger with what channels hold."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reconcile.sweep()
        self.stdout.write(
            f"live but not wanted: {found.missing}; wanted but not live: {found.left_over}; "
            f"lost by a channel: {found.lost}; held by a channel unwanted: {found.stray}"
        )
