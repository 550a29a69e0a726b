"""What every reader hands on: the pieces of a document in order, before they are cleaned.

A `.txt` line, an HTML `<p>` and a Word paragraph are all a `Line`, so that the cleaning steps are
written once.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace

from cms.imports.contract import Note
from cms.imports.inline import Inline
from cms.imports.wording import Message, gettext_noop, message


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """`opens`: a blank line or a paragraph border stands before it; otherwise only a newline
    or <br>, which may or may not part two paragraphs. `indented`: it began with two spaces or
    a full-width one."""

    inline: Inline
    opens: bool = True
    indented: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingPiece:
    """`level` as marked up, 1 to 6."""

    level: int
    inline: Inline


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotePiece:
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPiece:
    ordered: bool
    items: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PicturePiece:
    data: bytes
    content_type: str
    name: str
    alt: str = ""
    caption: Inline = field(default_factory=lambda: Inline(""))


Piece = Line | HeadingPiece | QuotePiece | ListPiece | PicturePiece


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What the file states about the article outside its running text."""

    title: str = ""
    site_name: str = ""
    byline: str = ""
    editor: str = ""
    source: str = ""
    source_url: str | None = None
    published_text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A file as read. `newlines_wrap`: a single newline inside a paragraph means nothing."""

    pieces: tuple[Piece, ...]
    stated: Stated = Stated()
    notes: tuple[Note, ...] = ()
    newlines_wrap: bool = False


def texts(piece: Piece) -> tuple[str, ...]:
    """The runs of text in a piece."""
    match piece:
        case Line(inline=inline) | HeadingPiece(inline=inline) | PicturePiece(caption=inline):
            return (inline.text,)
        case QuotePiece(lines=lines):
            return tuple(line.inline.text for line in lines)
        case ListPiece(items=items):
            return tuple(item.text for item in items)


def mapped(piece: Piece, change: Callable[[Inline], Inline]) -> Piece:
    """The piece with every run of text changed."""
    match piece:
        case Line(inline=inline):
            changed = change(inline)
            return piece if changed is inline else replace(piece, inline=changed)
        case HeadingPiece(inline=inline):
            return replace(piece, inline=change(inline))
        case PicturePiece(caption=caption):
            return replace(piece, caption=change(caption))
        case QuotePiece(lines=lines):
            return QuotePiece(
                lines=tuple(replace(line, inline=change(line.inline)) for line in lines)
            )
        case ListPiece(items=items):
            return replace(piece, items=tuple(change(item) for item in items))


def excerpt(text: str, length: int = 60) -> str:
    """The beginning of a text on one line, for a report."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def after(pieces: Sequence[Piece], index: int, skipped: Set[int] = frozenset()) -> Message:
    """Where pieces[index] stood: named by the text before it, which the editor can search for.

    `skipped`: pieces that are no longer there. Looks back a bounded way, since a file may consist
    of nothing but skipped pieces."""
    for before in range(index - 1, max(-1, index - 200), -1):
        if before in skipped:
            continue
        for text in reversed(texts(pieces[before])):
            if text.strip():
                tail = " ".join(text.split())[-15:]
                return message(gettext_noop("after “%(text)s”"), text=tail)
    return message(gettext_noop("at the beginning"))
