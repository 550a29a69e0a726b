"""One file in, one draft out: for the command, and for the admin.

outcome = import_file(path, "讲话.docx", "shuxie", user)
outcome = import_file(uploaded.read(), uploaded.name, "shuxie", request.user)
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.urls import reverse

from cms.imports import pictures, sniff
from cms.imports.article import read_article
from cms.imports.contract import ImportedArticle, Note, Unreadable
from cms.imports.drafts import Original, Stored, make_draft
from cms.imports.wording import Message, gettext_noop, message
from cms.models import ArticlePage, ArticleSection, AssociationPage, FederationPage


class NoSection(Exception):
    """There is no place for drafts under this name; `sentence` says so."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class ImportOutcome:
    """What became of one file: a draft (`page`, `article` and `notes`), or a `refusal`."""

    name: str
    refusal: Message | None = None
    page: ArticlePage | None = None
    article: ImportedArticle | None = None
    notes: tuple[Note, ...] = ()

    @property
    def edit_url(self) -> str:
        """Where the draft is edited; empty for a refused file."""
        if self.page is None:
            return ""
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        return base + reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def section_of(association: str) -> ArticleSection:
    """The article section of the association with this slug, of the federation for "".

    NoSection if there is none."""
    owner: Any = (
        AssociationPage.objects.filter(slug=association).first()
        if association
        else FederationPage.objects.first()
    )
    if owner is None:
        known = "、".join(AssociationPage.objects.order_by("path").values_list("slug", flat=True))
        raise NoSection(
            message(
                gettext_noop("There is no association “%(slug)s”. There are: %(known)s."),
                slug=association,
                known=known or "—",
            )
        )
    section: ArticleSection | None = ArticleSection.objects.child_of(owner).order_by("path").first()
    if section is None:
        raise NoSection(
            message(
                gettext_noop(
                    "“%(name)s” has no article section to put drafts in; make one in the admin."
                ),
                name=str(owner.title),
            )
        )
    return section


def import_file(
    source: Path | bytes, name: str, association: str, user: Any = None
) -> ImportOutcome:
    """Makes a draft of one file in one transaction; whatever fails, nothing half-made is left.

    `name` is what the file was called; `user` will own the draft and must be allowed to add it
    (None: whoever may start commands). A file that cannot become an article is an outcome with a
    refusal, not an error; NoSection is raised for an association that takes none.
    """
    section = section_of(association)
    try:
        _refuse_stranger(section, user)
        data = _bytes(source)
        find = pictures.beside(source) if isinstance(source, Path) else pictures.nowhere
        article = read_article(data, name, find)
        page, notes = _store(article, Original(name=name, data=data), section, user)
    except Unreadable as refused:
        return ImportOutcome(name=name, refusal=refused.sentence)
    return ImportOutcome(name=name, page=page, article=article, notes=(*article.notes, *notes))


def _refuse_stranger(section: ArticleSection, user: Any) -> None:
    if user is None or section.permissions_for_user(user).can_add_subpage():
        return
    raise Unreadable(
        message(
            gettext_noop("“%(user)s” may not write articles in “%(section)s”."),
            user=user.get_username(),
            section=str(section.get_parent().title),
        )
    )


def _store(
    article: ImportedArticle, original: Original, section: ArticleSection, user: Any
) -> tuple[ArticlePage, tuple[Note, ...]]:
    stored = Stored()
    try:
        with transaction.atomic():
            return make_draft(article, original, section, user, stored)
    except BaseException as error:
        stored.discard()
        if isinstance(error, OSError | OperationalError):
            raise Unreadable(
                message(
                    gettext_noop(
                        "The draft could not be stored (%(reason)s); nothing was kept of it. "
                        "Try again."
                    ),
                    reason=str(error),
                )
            ) from error
        raise


def _bytes(source: Path | bytes) -> bytes:
    """The content, if it is not too large; a large file is not read at all."""
    limit = sniff.MAX_DOCX_BYTES
    if isinstance(source, bytes):
        sniff.refuse_if_too_big(len(source), limit)
        return source
    try:
        if not source.is_file():
            raise Unreadable(message(gettext_noop("There is no such file.")))
        sniff.refuse_if_too_big(source.stat().st_size, limit)
        with source.open("rb") as stream:
            data = stream.read(limit + 1)  # it may have grown meanwhile
    except (OSError, ValueError) as error:
        raise Unreadable(
            message(
                gettext_noop("The file cannot be opened (%(reason)s)."),
                reason=getattr(error, "strerror", None) or str(error),
            )
        ) from error
    sniff.refuse_if_too_big(len(data), limit)
    return data
