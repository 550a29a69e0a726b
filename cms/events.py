"""released and withdrawn: Wagtail's signals translated once.

The traps are dealt with here and nowhere else: `page_published` also fires for a page that is
only scheduled; moving or renaming a section changes the address of every page below it.
Receivers run inside the transaction that changes the page.
"""

from collections.abc import Iterator
from typing import Any

from django.dispatch import Signal
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.models.releasable import ReleasablePage

#: page: ReleasablePage, revision: int (id of the revision now live)
released = Signal()
#: page: ReleasablePage
withdrawn = Signal()


def _on_published(instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, ReleasablePage) and instance.live and instance.live_revision_id:
        released.send(sender=type(instance), page=instance, revision=instance.live_revision_id)


def _on_unpublished(instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, ReleasablePage):
        withdrawn.send(sender=type(instance), page=instance)


def _on_moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _release_again(instance)


def _on_slug_changed(instance: Page, **kwargs: Any) -> None:
    _release_again(instance)


def _release_again(top: Page) -> None:
    for page in _live_releasable(top):
        released.send(sender=type(page), page=page, revision=page.live_revision_id)


def _live_releasable(top: Page) -> Iterator[ReleasablePage]:
    pages = top.get_descendants(inclusive=True).live().filter(live_revision__isnull=False)
    for page in pages.specific().iterator(chunk_size=200):
        if isinstance(page, ReleasablePage):
            yield page


def connect() -> None:
    """Called once, when the app is ready."""
    for signal, receiver in (
        (page_published, _on_published),
        (page_unpublished, _on_unpublished),
        (post_page_move, _on_moved),
        (page_slug_changed, _on_slug_changed),
    ):
        signal.connect(receiver, dispatch_uid=f"cms.events.{receiver.__name__}")
