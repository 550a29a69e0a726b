"""From a file's bytes to an article: what it is, its text, its junk, its paragraphs."""

from collections.abc import Iterator
from dataclasses import replace

from cms.imports import pictures, sniff
from cms.imports.contract import (
    Block,
    Heading,
    Image,
    ImportedArticle,
    ListBlock,
    Paragraph,
    Quote,
    Unreadable,
    Verse,
)
from cms.imports.decoding import decode
from cms.imports.docx_reader import read_docx
from cms.imports.doubts import doubts
from cms.imports.flow import (
    HeadingPiece,
    Line,
    ListPiece,
    PicturePiece,
    QuotePiece,
    Reading,
    mapped,
    texts,
)
from cms.imports.glosses import without_glosses
from cms.imports.html_reader import read_page
from cms.imports.inline import Inline
from cms.imports.junk import without_junk
from cms.imports.markdown_reader import read_markdown
from cms.imports.matter import take_matter
from cms.imports.paragraphs import Assembled, assemble
from cms.imports.paragraphs import Paragraph as TextParagraph
from cms.imports.plain_text import read_plain_text
from cms.imports.punctuation import Punctuation
from cms.imports.wording import Message, gettext_noop, message

# A long novella; more is not one article, and no editor page would open.
MAX_CHARACTERS = 300_000
_MAX_PIECES = 20_000


def read_article(
    data: bytes, filename: str, find: pictures.Finder = pictures.nowhere
) -> ImportedArticle:
    """`filename` helps only where the bytes leave a choice (Markdown), and names an article
    without a title. Unreadable says why there is no article."""
    reading = _read(data, filename, find)
    pieces, gloss_notes = without_glosses(reading.pieces)
    pieces, junk_notes = without_junk(pieces)
    matter, pieces = take_matter(replace(reading, pieces=pieces), filename)
    punctuation = Punctuation("\n".join(text for piece in pieces for text in texts(piece)))
    pieces = tuple(mapped(piece, punctuation) for piece in pieces)
    assembled, paragraph_notes = assemble(replace(reading, pieces=pieces))
    blocks = tuple(_blocks(assembled))
    title = punctuation(Inline(matter.title)).text
    plain = [text for piece in assembled for text in _texts(piece)]
    if not any(map(str.isalnum, "".join(plain))) and not any(isinstance(b, Image) for b in blocks):
        raise Unreadable(_nothing(title if any(map(str.isalnum, title)) else ""))
    return ImportedArticle(
        title=title,
        blocks=blocks,
        notes=(
            *reading.notes,
            *gloss_notes,
            *junk_notes,
            *matter.notes,
            *punctuation.note(),
            *paragraph_notes,
            *doubts([title, *plain]),
        ),
        byline=matter.byline,
        editor=matter.editor,
        source=matter.source,
        source_url=matter.source_url,
        published=matter.dated.when if matter.dated else None,
        published_text=matter.dated.text if matter.dated else "",
    )


def _read(data: bytes, filename: str, find: pictures.Finder) -> Reading:
    if sniff.is_docx(data):
        reading = read_docx(data)
    else:
        decoded = decode(data)
        match sniff.text_kind(decoded.text, filename):
            case sniff.Kind.HTML:
                reading = read_page(decoded.text, find)
            case sniff.Kind.MARKDOWN:
                reading = read_markdown(decoded.text, find)
            case _:
                _refuse_if_too_long(len(decoded.text))
                reading = read_plain_text(decoded.text)
        reading = replace(reading, notes=(*decoded.notes, *reading.notes))
    pieces = reading.pieces
    _refuse_if_too_long(sum(len(text) for piece in pieces for text in texts(piece)))
    if len(pieces) > _MAX_PIECES:
        raise Unreadable(
            message(
                gettext_noop(
                    "The file has %(count)d paragraphs, more than one article can hold. Divide it."
                ),
                count=len(pieces),
            )
        )
    return reading


def _nothing(title: str) -> Message:
    if title:
        return message(
            gettext_noop("Only the title “%(title)s” was found, and no text below it."),
            title=title,
        )
    return message(
        gettext_noop(
            "Nothing is left of this file once marks and the web page around it are taken away. "
            "Copy the article's text into a .txt or .docx file."
        )
    )


def _refuse_if_too_long(length: int) -> None:
    if length > MAX_CHARACTERS:
        raise Unreadable(
            message(
                gettext_noop(
                    "The file has %(count)d characters, more than one article can hold "
                    "(at most %(limit)d). Divide it."
                ),
                count=length,
                limit=MAX_CHARACTERS,
            )
        )


def _texts(piece: Assembled) -> tuple[str, ...]:
    return (piece.inline.text,) if isinstance(piece, TextParagraph) else texts(piece)


def _blocks(assembled: tuple[Assembled, ...]) -> Iterator[Block]:
    for piece in assembled:
        match piece:
            case TextParagraph(inline=inline, verse=True):
                yield Verse(lines=tuple(inline.text.split("\n")))
            case TextParagraph(inline=inline) | Line(inline=inline):
                if inline.text:
                    yield Paragraph(html=inline.html())
            case HeadingPiece(level=level, inline=inline):
                if inline.text:
                    yield Heading(level=min(max(level, 2), 3), text=inline.text)
            case QuotePiece(lines=lines):
                yield Quote(paragraphs=tuple(line.inline.text for line in lines))
            case ListPiece(ordered=ordered, items=items):
                yield ListBlock(ordered=ordered, items=tuple(item.html() for item in items))
            case PicturePiece():
                yield Image(
                    data=piece.data,
                    content_type=piece.content_type,
                    name=piece.name,
                    alt=piece.alt,
                    caption=piece.caption.text,
                )
