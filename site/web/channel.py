"""The website as a channel."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import export
from cms.contract import Document
from cms.public import public_revision
from publishing.contract import Channel, Receipt, Sending, TryLater
from web import own_page, page_cache


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
        path = urlsplit(document.url).path
        seen = own_page.look(path)
        sending.note("page.seen", f"{seen.status} {path}")
        if seen.status != 200:
            raise TryLater(
                _("The page cannot be shown; the website answers %(status)s.")
                % {"status": seen.status},
                code=str(seen.status),
            )
        if (seen.article, seen.revision) != (int(document.id), document.revision):
            # A later revision went live meanwhile; what it wants is in the row by now.
            raise TryLater(_("The website shows another revision of the page."))
        return Receipt(url=document.url, handle={"path": path})

    def withdraw(self, sending: Sending) -> None:
        page_cache.forget()
        sending.note("pages.forgotten")
        path = sending.handle.get("path")
        if not path:
            return
        seen = own_page.look(path)
        sending.note("page.seen", f"{seen.status} {path}")
        # Another page may stand at the same address by now.
        if str(seen.article) == sending.article:
            raise TryLater(_("The page is still on the website."))

    def find(self, sending: Sending) -> Receipt | None:
        return Receipt() if public_revision(int(sending.article)) is not None else None

    def held(self) -> Iterable[str]:
        return (str(article[0]) for article in export.live_articles())
