"""One revision of one page -> its Document."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms import contract
from cms.associations import owner_of
from cms.export.addresses import absolute, address_of
from cms.export.blocks import image_ref, stream_blocks, verse_lines, words, work_card
from cms.models import (
    ArticlePage,
    AssociationPage,
    ExhibitionPage,
    PersonPage,
    ReleasablePage,
    WorkPage,
)
from cms.public import may_be_seen, public

# WeChat takes the first 54 characters itself when there is no digest (facts A4).
_DIGEST_LENGTH = 54
_SENTENCE_ENDS = "。!?!?;;"


class Gone(Exception):
    """The page or the revision no longer exists."""


def document(page_id: int, revision_id: int) -> contract.Document:
    """The Document of a stored revision; raises `Gone`."""
    revision = Revision.objects.filter(pk=revision_id, object_id=str(page_id)).first()
    stored = Page.objects.filter(pk=page_id).values("last_published_at").first()
    if revision is None or stored is None:
        raise Gone(f"page {page_id}, revision {revision_id}")
    page = revision.as_object()
    if not isinstance(page, ReleasablePage):
        raise Gone(f"page {page_id} is no article")
    # A revision holds the time of the publication before its own.
    page.last_published_at = stored["last_published_at"]
    return document_of_page(page, revision_id)


def live_articles() -> Iterator[tuple[int, int, list[str]]]:
    """(page id, id of the live revision, channels ticked) of everything that is public now."""
    for kind in (ArticlePage, WorkPage, ExhibitionPage, PersonPage):
        # Read whole, three values a row: a SELECT left open would forbid writing on SQLite.
        yield from public(kind.objects).values_list("pk", "live_revision_id", "channels")


def document_of_page(page: ReleasablePage, revision_id: int = 0) -> contract.Document:
    """The Document of a page as it is in memory: for previews and preflight."""
    blocks = tuple(_BLOCKS[type(page)](page))
    cover = page.cover or None
    return contract.Document(
        id=str(page.pk or 0),
        revision=revision_id,
        kind=page.document_kind,  # type: ignore[arg-type]
        title=page.title,
        url=address_of(page) if page.pk else "",
        association=_association(page),
        first_published_at=_iso(page.first_published_at),
        released_at=_iso(page.last_published_at),
        date=page.date.isoformat() if page.date else "",
        digest=page.digest.strip() or _excerpt(blocks),
        byline=getattr(page, "byline", ""),
        source=getattr(page, "source", ""),
        source_url=getattr(page, "source_url", ""),
        category=getattr(page, "category", ""),
        art_form=getattr(page, "art_form", ""),
        cover=image_ref(cover) if cover is not None else _first_image(blocks),
        blocks=blocks,
        people=tuple(_people(page)),
        attachments=tuple(_attachments(page)),
        channels=tuple(page.channels or ()),
        keywords=tuple(_keywords(page)),
    )


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment or timezone.now()).isoformat(timespec="seconds")


def _association(page: ReleasablePage) -> contract.AssociationRef:
    owner = owner_of(page)
    if owner is None:
        return contract.AssociationRef(slug="", name="", short_name="")
    return contract.AssociationRef(
        slug=owner.slug if isinstance(owner, AssociationPage) else "",
        name=owner.title,
        short_name=owner.short_name,
    )


def _excerpt(blocks: tuple[contract.Block, ...]) -> str:
    running = tuple(b for b in blocks if isinstance(b, contract.Paragraph | contract.Verse))
    # Headings, captions and cards read badly in a row; they stand in where there is nothing else.
    text = " ".join(filter(None, words(running or blocks)))
    if len(text) <= _DIGEST_LENGTH:
        return text
    head = text[:_DIGEST_LENGTH]
    end = max(head.rfind(mark) for mark in _SENTENCE_ENDS)
    return head[: end + 1] if end >= _DIGEST_LENGTH // 2 else f"{head[:-1]}…"


def _first_image(blocks: tuple[contract.Block, ...]) -> contract.ImageRef | None:
    for block in blocks:
        if isinstance(block, contract.Picture | contract.WorkCard) and block.image is not None:
            return block.image
    return None


def _article_blocks(page: Any) -> Iterator[contract.Block]:
    yield from stream_blocks(page.body)


def _work_blocks(page: Any) -> Iterator[contract.Block]:
    for picture in page.pictures.all():
        yield contract.Picture(image=image_ref(picture.image), caption=picture.caption)
    if page.inscription.strip():
        yield contract.Heading(text=_("Inscription"))
        yield contract.Verse(lines=verse_lines(page.inscription))
    yield from stream_blocks(page.body)


def _exhibition_blocks(page: Any) -> Iterator[contract.Block]:
    yield from stream_blocks(page.preface)
    for hung in page.hung.select_related("work"):
        if may_be_seen(hung.work):
            yield work_card(hung.work)
            if hung.label.strip():
                yield contract.Quotation(text=hung.label.strip())


def _person_blocks(page: Any) -> Iterator[contract.Block]:
    yield from stream_blocks(page.biography)


_BLOCKS = {
    ArticlePage: _article_blocks,
    WorkPage: _work_blocks,
    ExhibitionPage: _exhibition_blocks,
    PersonPage: _person_blocks,
}


def _people(page: ReleasablePage) -> Iterator[contract.PersonRef]:
    if isinstance(page, WorkPage):
        for maker in page.makers.all():
            person = maker.person
            if person is not None and may_be_seen(person):
                yield contract.PersonRef(
                    article=str(person.pk), name=person.title, url=address_of(person)
                )
            elif maker.shown_name:
                yield contract.PersonRef(article="", name=maker.shown_name)


def _attachments(page: ReleasablePage) -> Iterator[contract.AttachmentRef]:
    if isinstance(page, ArticlePage):
        for attachment in page.attachments.all():
            if attachment.public:
                file = attachment.document
                yield contract.AttachmentRef(
                    title=file.title,
                    url=absolute(file.url),
                    filename=file.filename,
                    size=file.get_file_size() or 0,
                )


def _keywords(page: ReleasablePage) -> Iterator[str]:
    for name in ("materials", "dimensions", "year", "other_names", "posts", "place", "curators"):
        value = getattr(page, name, "")
        if value:
            yield value
    art_form = getattr(page, "get_art_form_display", None)
    if art_form is not None:
        yield str(art_form())
