"""released and withdrawn: Wagtail's signals translated once.

The traps are dealt with here and nowhere else: `page_published` also fires for a page that is
only scheduled; moving or renaming a section changes the address of every page below it;
closing a page or a section to the public (a view restriction) is a withdrawal.
Receivers run inside the transaction that changes the page. That is why a new address is seen
when the page is saved: Wagtail's `page_slug_changed` comes after the commit, and a crash between
would lose it.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from cms.models.releasable import ReleasablePage
from cms.public import public_revision

#: page: ReleasablePage, revision: int (id of the revision now live)
released = Signal()
#: page: ReleasablePage
withdrawn = Signal()


def _tell(page: ReleasablePage) -> None:
    revision = public_revision(page.pk)
    if revision is None:
        withdrawn.send(sender=type(page), page=page)
    else:
        released.send(sender=type(page), page=page, revision=revision)


def _on_published(instance: Page, **kwargs: Any) -> None:
    # Scheduled, not yet live: what is public now, if anything, stays as it is.
    if isinstance(instance, ReleasablePage) and instance.live:
        _tell(instance)


def _on_unpublished(instance: Page, **kwargs: Any) -> None:
    # Also sent by Wagtail for every live page that is being deleted, still live in the database.
    if isinstance(instance, ReleasablePage):
        withdrawn.send(sender=type(instance), page=instance)


def _before_saving(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and instance.pk:
        before = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        instance.__dict__["_address_before"] = before


def _after_saving(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    if not isinstance(instance, Page):
        return
    before = instance.__dict__.pop("_address_before", None)
    written = update_fields is None or "url_path" in update_fields
    if written and before is not None and before != instance.url_path:
        _tell_all_below(instance)


def _on_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    # The page itself may be on its way out, taking its restrictions along.
    if top := Page.objects.filter(pk=instance.page_id).first():
        _tell_all_below(top)


def _tell_all_below(top: Page) -> None:
    with transaction.atomic():
        for page in _live_releasable(top):
            _tell(page)


def _live_releasable(top: Page) -> Iterator[ReleasablePage]:
    pages = top.get_descendants(inclusive=True).live().filter(live_revision__isnull=False)
    for page in pages.specific().iterator(chunk_size=200):
        if isinstance(page, ReleasablePage):
            yield page


def connect() -> None:
    """Called once, when the app is ready."""
    for signal, receiver, sender in (
        (page_published, _on_published, None),
        (page_unpublished, _on_unpublished, None),
        (pre_save, _before_saving, None),
        (post_save, _after_saving, None),
        (post_save, _on_restriction, PageViewRestriction),
        (post_delete, _on_restriction, PageViewRestriction),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"cms.events.{receiver.__name__}")
