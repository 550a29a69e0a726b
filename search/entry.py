"""Document -> index entry."""

import re
from datetime import datetime

from cms.contract import Document
from cms.export.blocks import words
from search.engine import Card, Entry

#: The association of what belongs to the federation itself.
FEDERATION = "federation"

# Not text: NUL, other controls and half surrogates, which no engine stores.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without what is none."""
    return _UNSTORABLE.sub("", text)


def entry(document: Document) -> Entry:
    """What the index holds of a document."""
    association = document.association
    cover = document.cover
    names = tuple(filter(None, (person.name for person in document.people)))
    card = Card(
        id=document.id,
        kind=document.kind,
        title=clean(document.title),
        url=document.url,
        association=association.slug or FEDERATION,
        association_name=clean(association.short_name or association.name),
        digest=clean(document.digest),
        category=document.category,
        art_form=document.art_form,
        date=document.date,
        people=tuple(map(clean, names or filter(None, [document.byline]))),
        cover_id=cover.id if cover else None,
        cover_alt=clean(cover.alt) if cover else "",
    )
    other = (
        document.byline,
        document.source,
        association.name,
        association.short_name,
        *names,
        *document.keywords,
        *(attachment.title for attachment in document.attachments),
    )
    return Entry(
        card=card,
        version=version(document),
        text=clean("\n".join(filter(None, words(document.blocks)))),
        other=tuple(dict.fromkeys(clean(word) for word in other if word)),
    )


def version(document: Document) -> int:
    """Grows with every publishing. An old revision published again is the newer one, so time
    counts first; of two built at the same second, the later revision."""
    moment = datetime.fromisoformat(document.released_at)
    # 31 bits of seconds and 24 of the revision fit Elasticsearch's 63.
    return (int(moment.timestamp()) << 24) | (document.revision & 0xFFFFFF)
