from typing import Any

from django.core.management.base import BaseCommand

from config import catalogues


class Command(BaseCommand):
    help = "Compile the interface's words (.po to .mo) where they have changed."
    # What it mends is one of the things the checks complain about.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        written = catalogues.compile_stale()
        for po in written:
            self.stdout.write(f"compiled {po.relative_to(catalogues.HOME)}")
        if not written:
            self.stdout.write("All catalogues are up to date.")
