"""`manage.py rebuild_search`: make the search index anew from the live pages."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engine import EngineUnavailable
from search.rebuild import rebuild


class Command(BaseCommand):
    help = "Build the search index anew beside the present one, then swap. Safe to interrupt."
    # It must run when the check says that it is needed.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        began = time.monotonic()
        told = began

        def progress(done: int, total: int) -> None:
            nonlocal told
            if verbosity and (done == total or time.monotonic() - told >= 1):
                told = time.monotonic()
                self.stdout.write(
                    _("%(done)s of %(total)s articles read") % {"done": done, "total": total}
                )
                self.stdout.flush()

        try:
            held = rebuild(progress)
        except EngineUnavailable as error:
            raise CommandError(
                _("%(sentence)s The index in use was left as it is.") % {"sentence": error.sentence}
            ) from error
        if verbosity:
            self.stdout.write(
                _("The search index holds %(count)s articles (%(seconds).1f s).")
                % {"count": held, "seconds": time.monotonic() - began}
            )
