"""The outcome of an import as lines a person reads, in the language that is active."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.imports.contract import Heading, Image, ImportedArticle, Note, NoteKind
from cms.imports.importing import ImportOutcome
from cms.imports.wording import Message


def said(sentence: Message) -> str:
    """A message in the active language."""
    return sentence.fill(_(sentence.template))


def lines(outcome: ImportOutcome) -> Iterator[str]:
    """The report of one file."""
    if outcome.article is None or outcome.page is None:
        refusal = said(outcome.refusal) if outcome.refusal else ""
        yield _("%(name)s: not imported. %(reason)s") % {"name": outcome.name, "reason": refusal}
        return
    yield _("%(name)s: a draft was made.") % {"name": outcome.name}
    yield from _recognised(outcome.article)
    for kind, title in (
        (NoteKind.READ, _("How it was read")),
        (NoteKind.CLEANED, _("Cleaned")),
        (NoteKind.DOUBTFUL, _("Doubtful: please look at it")),
        (NoteKind.MISSING, _("Missing")),
    ):
        notes = [note for note in outcome.notes if note.kind is kind]
        if notes:
            yield f"  {title}"
            yield from (f"    · {_note(note)}" for note in notes)
    yield "  " + _("Edit the draft: %(url)s") % {"url": outcome.edit_url}


def _recognised(article: ImportedArticle) -> Iterator[str]:
    rows = (
        (_("Title"), article.title),
        (_("Source"), article.source),
        (_("Date"), _date(article)),
        (_("Author"), article.byline),
        (_("Editor there"), article.editor),
        (_("Address of the source"), article.source_url or ""),
    )
    for label, value in rows:
        if value:
            yield "  " + _("%(label)s: %(value)s") % {"label": label, "value": value}
    yield "  " + _(
        "Content: %(blocks)d blocks, among them %(headings)d headings and %(pictures)d pictures"
    ) % {
        "blocks": len(article.blocks),
        "headings": sum(isinstance(block, Heading) for block in article.blocks),
        "pictures": sum(isinstance(block, Image) for block in article.blocks),
    }


def _date(article: ImportedArticle) -> str:
    found = article.published
    if found is None:
        return article.published_text
    day = timezone.localtime(found).date() if isinstance(found, datetime) else found
    return date_format(day, "DATE_FORMAT")


def _note(note: Note) -> str:
    text = said(note.message)
    if note.where is not None:
        text += " " + _("(%(where)s)") % {"where": said(note.where)}
    return f"{text} 「{note.excerpt}」" if note.excerpt else text
