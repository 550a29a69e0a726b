"""An article as read -> a draft page, its pictures in the library and the original kept beside it.

Database and storage cannot share a transaction: whoever calls `make_draft` inside one must throw
`Stored` away with it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from cms.imports.contract import (
    Block,
    Heading,
    Image,
    ImportedArticle,
    ListBlock,
    Note,
    NoteKind,
    Paragraph,
    Quote,
    Verse,
)
from cms.imports.wording import gettext_noop, message
from cms.models import ArticlePage, ArticleSection, Attachment
from cms.slugs import slug_from_title
from media.models import MediaDocument, MediaImage

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
# As the fields of ArticlePage and its blocks allow.
_LONGEST = {"title": 255, "byline": 60, "source": 120, "source_url": 1000}
_HEADING, _CAPTION, _ATTRIBUTION = 120, 200, 120


@dataclass
class Stored:
    """The files written so far."""

    files: list[Any] = field(default_factory=list)

    def discard(self) -> None:
        """Removes them again: the rows they belong to never came to be."""
        for file in self.files:
            file.storage.delete(file.name)
        self.files.clear()


@dataclass(frozen=True, kw_only=True)
class Original:
    """The file as it was handed in."""

    name: str
    data: bytes


def make_draft(
    article: ImportedArticle, original: Original, section: ArticleSection, user: Any, stored: Stored
) -> tuple[ArticlePage, tuple[Note, ...]]:
    """The page, not live, with its first revision; and what had to be cut or assumed."""
    owner = section.get_parent().specific
    collection = collection_of(owner)
    maker = _Maker(article, collection, user, stored)
    page = ArticlePage(
        title=maker.title(original),
        byline=maker.fitting("byline", article.byline),
        source=maker.fitting("source", article.source),
        source_url=article.source_url
        if article.source_url and len(article.source_url) <= _LONGEST["source_url"]
        else "",
        date=maker.date(),
        body=maker.body(),
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    page.attachments.add(Attachment(document=maker.document(original), public=False, sort_order=0))
    section.add_child(instance=page)
    revision = page.save_revision(user=user)
    log(instance=page, action="wagtail.create", user=user, revision=revision)
    return page, tuple(maker.notes)


def collection_of(owner: Any) -> Collection:
    """Where an association's pictures and files are: told by whose editors may add to it, since
    names change. The root collection where nobody has one of their own (the federation)."""
    own: Collection | None = (
        Collection.objects.filter(
            depth__gt=1, group_permissions__group__page_permissions__page_id=owner.pk
        )
        .distinct()
        .first()
    )
    root: Collection = Collection.get_first_root_node()
    return own or root


class _Maker:
    def __init__(
        self, article: ImportedArticle, collection: Collection, user: Any, stored: Stored
    ) -> None:
        self.article = article
        self.collection = collection
        self.user = user
        self.stored = stored
        self.notes: list[Note] = []
        self.pictures = 0

    def fitting(self, name: str, value: str) -> str:
        limit = _LONGEST[name]
        if len(value) <= limit:
            return value
        self.notes.append(
            Note(
                kind=NoteKind.DOUBTFUL,
                message=message(
                    gettext_noop("Cut to %(limit)d characters; please shorten it."), limit=limit
                ),
                excerpt=value,
            )
        )
        return value[:limit]

    def title(self, original: Original) -> str:
        # A file of pictures alone has no words to take one from.
        return self.fitting(
            "title", self.article.title or PurePath(original.name).stem or _("Untitled")
        )

    def date(self) -> date:
        found = self.article.published
        if isinstance(found, datetime):
            return timezone.localtime(found).date()
        if found is not None:
            return found
        self.notes.append(
            Note(
                kind=NoteKind.DOUBTFUL,
                message=message(
                    gettext_noop("No exact date was found; the draft carries today's.")
                ),
            )
        )
        return timezone.localdate()

    def body(self) -> list[tuple[str, Any]]:
        """What StreamField takes. Paragraphs in a row are one block: that is how people edit."""
        found: list[tuple[str, Any]] = []
        text: list[str] = []
        for block in self.article.blocks:
            if isinstance(block, Paragraph | ListBlock):
                text.append(_rich_text(block))
                continue
            if text:
                found.append(("paragraph", "".join(text)))
                text = []
            found += self._block(block)
        if text:
            found.append(("paragraph", "".join(text)))
        return found

    def _block(self, block: Block) -> list[tuple[str, Any]]:
        match block:
            case Heading(level=level, text=text):
                if len(text) > _HEADING:
                    return [("paragraph", f"<p><b>{escape(text, quote=False)}</b></p>")]
                return [("heading", {"text": text, "level": str(level)})]
            case Quote(paragraphs=paragraphs):
                return [("quotation", _quotation(paragraphs))]
            case Verse(lines=lines):
                return [("verse", "\n".join(lines))]
            case Image():
                image = self._image(block)
                if len(block.caption) <= _CAPTION:
                    return [("image", {"image": image, "caption": block.caption})]
                below = f"<p>{escape(block.caption, quote=False)}</p>"
                return [("image", {"image": image, "caption": ""}), ("paragraph", below)]
            case _:
                raise TypeError(f"no block for {block!r}")

    def _image(self, picture: Image) -> MediaImage:
        self.pictures += 1
        title = picture.caption or picture.alt or f"{self.article.title} {self.pictures}"
        name = f"{slug_from_title(self.article.title)[:40]}-{self.pictures}"
        image = MediaImage(
            title=title[:255],
            description=(picture.alt or picture.caption)[:255],
            file=ContentFile(picture.data, name=f"{name}.{_SUFFIXES[picture.content_type]}"),
            collection=self.collection,
            uploaded_by_user=self.user,
        )
        image._set_image_file_metadata()
        self._save(image)
        return image

    def document(self, original: Original) -> MediaDocument:
        path = PurePath(original.name.replace("\\", "/"))
        document = MediaDocument(
            title=path.name[:255] or _("Original"),
            file=ContentFile(
                original.data, name=f"{slug_from_title(path.stem)[:40]}{path.suffix[:10].lower()}"
            ),
            collection=self.collection,
            uploaded_by_user=self.user,
        )
        document._set_document_file_metadata()
        self._save(document)
        return document

    def _save(self, row: MediaImage | MediaDocument) -> None:
        # The file is written before the row, and stays if the row cannot be.
        try:
            row.save()
        finally:
            if getattr(row.file, "_committed", False):
                self.stored.files.append(row.file)


def _rich_text(block: Paragraph | ListBlock) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_stored(block.html)}</p>"
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_stored(item)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>"


def _stored(html: str) -> str:
    """With the tags the editor itself writes. Safe as replacement: the text is escaped."""
    for ours, theirs in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{ours}>", f"<{theirs}>").replace(f"</{ours}>", f"</{theirs}>")
    return html.replace("<br>", "<br/>")


def _quotation(paragraphs: tuple[str, ...]) -> dict[str, str]:
    *rest, last = paragraphs
    named = last.startswith("——") and len(last) <= _ATTRIBUTION
    if rest and named:
        return {"text": "\n".join(rest), "attribution": last.lstrip("— ")}
    return {"text": "\n".join(paragraphs), "attribution": ""}
