"""The website as a channel."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import export
from cms.contract import Document
from cms.public import public_revision
from publishing.contract import Channel, Receipt, Sending, TryLater
from web import page_cache


class SiteChannel(Channel):
    """A page is on the site by being live: nothing is copied, so nothing can be sent twice. What
    is to do is to forget every page kept for visitors, in all processes, and to look."""

    label = gettext_lazy("Website")

    def release(self, document: Document, sending: Sending) -> Receipt:
        page_cache.forget()
        sending.note("pages.forgotten")
        if public_revision(int(document.id)) is None:
            # Its withdrawal is on the way to this row, or somebody hid it by hand.
            raise TryLater(_("The page is not public at the moment."))
        return Receipt(url=document.url)

    def withdraw(self, sending: Sending) -> None:
        page_cache.forget()
        sending.note("pages.forgotten")

    def find(self, sending: Sending) -> Receipt | None:
        return Receipt() if public_revision(int(sending.article)) is not None else None

    def held(self) -> Iterable[str]:
        return (str(article[0]) for article in export.live_articles())
