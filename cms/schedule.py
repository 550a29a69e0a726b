"""Pages that are due to go live or to come down.

Wagtail's `publish_scheduled` does the same in no transaction and stops at the first page that
fails; here each page is one transaction together with its ledger rows, and one broken page
keeps no other waiting.
"""

from collections.abc import Callable, Iterable

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

log = structlog.get_logger(__name__)


def do_what_is_due() -> int:
    """Take down what has expired and publish what was approved for now; how many pages changed.

    Several processes may do this at once: each page is looked at again under its lock.
    """
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    approved = Revision.page_revisions.filter(approved_go_live_at__lt=now)
    return _each(_take_down, expired.values_list("pk", flat=True)) + _each(
        _publish, approved.order_by("approved_go_live_at").values_list("pk", flat=True)
    )


def _each(change: Callable[[int], bool], keys: Iterable[int]) -> int:
    count = 0
    for key in list(keys):
        try:
            with transaction.atomic():
                count += change(key)
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            # Tried again at the next turn; the others must not wait for somebody to mend it.
            log.exception("schedule.page_failed", change=change.__name__.strip("_"), key=key)
    return count


def _take_down(page_id: int) -> bool:
    still = Page.objects.select_for_update().filter(pk=page_id, live=True).first()
    if still is None:
        return False
    still.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(revision_id: int) -> bool:
    revisions = Revision.objects.select_for_update()
    still = revisions.filter(pk=revision_id, approved_go_live_at__isnull=False).first()
    if still is None:
        return False
    still.publish(log_action="wagtail.publish.scheduled")
    return True
