"""The feeds as a channel: what they hold is exactly what the ledger delivered."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.contract import Document
from cms.export.addresses import absolute
from media import renditions
from publishing.channels.feeds.models import Entry
from publishing.contract import Capabilities, Channel, Receipt, Sending
from publishing.rendering.blocks import render_blocks
from publishing.rendering.pictures import web_address


class FeedsChannel(Channel):
    """Idempotent by its key: the row of an article is written or removed whole."""

    capabilities = Capabilities()
    label = _("Feeds")

    def release(self, document: Document, sending: Sending) -> Receipt:
        Entry.objects.update_or_create(
            article=document.id,
            defaults={
                "revision": document.revision,
                "kind": document.kind,
                "association": document.association.slug,
                "first_published_at": datetime.fromisoformat(document.first_published_at),
                "released_at": datetime.fromisoformat(document.released_at),
                "title": document.title,
                "url": document.url,
                "digest": document.digest,
                "byline": document.byline or "、".join(p.name for p in document.people),
                "html": render_blocks(document, picture=web_address),
                "cover": _cover(document),
            },
        )
        sending.note("entry.written", document.url)
        return Receipt(url=document.url)

    def withdraw(self, sending: Sending) -> None:
        Entry.objects.filter(article=sending.article).delete()
        sending.note("entry.removed")

    def find(self, sending: Sending) -> Receipt | None:
        entry = Entry.objects.filter(article=sending.article).first()
        return Receipt(url=entry.url) if entry else None

    def held(self) -> Iterable[str]:
        return Entry.objects.values_list("article", flat=True).iterator()


def _cover(document: Document) -> dict[str, str | int] | None:
    """Made when the article is released, not while the first reader waits for the feed."""
    picture = renditions.reading_size(document.cover.id) if document.cover else None
    return {"url": absolute(picture.url), "size": picture.size} if picture else None
