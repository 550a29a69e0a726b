"""Lines to paragraphs: where a newline parts two paragraphs, where it is verse, where it is only
the width of somebody's mail program. Headings are lines too, told by their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.imports.characters import SENTENCE_ENDS, column_width
from cms.imports.contract import Note, NoteKind
from cms.imports.dates import find_date
from cms.imports.flow import HeadingPiece, Line, ListPiece, PicturePiece, Piece, Reading
from cms.imports.inline import Inline, joined
from cms.imports.wording import gettext_noop, message

_MAX_VERSE = 44  # columns: two phrases of regulated verse with their punctuation take 32
_MIN_WRAP = 30
_MAX_WRAP = 160
# A hand-broken line stops within two characters of the margin (a mark may not begin a line).
_RAGGED = 5
_MAX_HEADING = 40
_MAX_CAPTION = 80
_CAPTION = re.compile(r"(?P<sign>[▲△↑] ?)|[上下左右]?[图圖][为為一二三四1-9：:]")

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# From the widest part of a document to the narrowest.
_HEADINGS = (
    re.compile(rf"^第(?:{_NUMERAL}|\d{{1,3}})[章编編篇回部](?:分)?(?: |\u3000|：|:|$|[^的])"),
    re.compile(rf"^第(?:{_NUMERAL}|\d{{1,3}})[节節](?: |\u3000|：|:|$|[^的])"),
    re.compile(rf"^{_NUMERAL}、"),
    re.compile(rf"^[(（]{_NUMERAL}[)）]"),
    re.compile(r"^\d{1,2}[.、．] ?(?=\D)"),
)
_BULLET = re.compile(r"^[•·●▪■◆○*-] ?(?=\S)")
_SPACED_BULLET = re.compile(r"^[•·●▪■◆○*-] (?=\S)")
_CLAUSE = re.compile(rf"^第(?:{_NUMERAL}|\d{{1,3}})[条條]")
_NUMBER = re.compile(r"^(\d{1,2})[.．、] ?(?=\D)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """`verse`: its line breaks are the author's."""

    inline: Inline
    verse: bool = False


Assembled = Paragraph | Piece


def assemble(reading: Reading) -> tuple[tuple[Assembled, ...], tuple[Note, ...]]:
    groups = list(_grouped(reading.pieces))
    wrapped, notes = _hand_wrapped([group for group in groups if isinstance(group, list)])
    found: list[Assembled] = []
    for group in groups:
        if isinstance(group, list):
            found += _paragraphs(group, wrapped=wrapped, soft=reading.newlines_wrap)
        else:
            found.append(group)
    return tuple(_with_headings(_with_bold_headings(_with_lists(_with_captions(found))))), notes


def _grouped(pieces: tuple[Piece, ...]) -> Iterator[list[Line] | Piece]:
    """Runs of lines without a border between them; everything else by itself."""
    run: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line) and not piece.opens:
            run.append(piece)
            continue
        if run:
            yield run
            run = []
        if isinstance(piece, Line):
            run = [piece]
        else:
            yield piece
    if run:
        yield run


def _hand_wrapped(groups: list[list[Line]]) -> tuple[int, tuple[Note, ...]]:
    """The margin in columns if the whole text was broken by hand, else 0."""
    broken = [
        line.inline.text
        for group in groups
        for line in group[:-1]
        if not _is_numbered(line.inline.text)
    ]
    if len(broken) < 3:
        return 0, ()
    widths = [column_width(text[: _MAX_WRAP + 1]) for text in broken]
    margin = max(widths)
    if not _MIN_WRAP <= margin <= _MAX_WRAP:
        return 0, ()
    # A paragraph's last line may be short; only lines that stop in mid-sentence prove anything.
    open_ends = [
        width
        for width, text in zip(widths, broken, strict=True)
        if text[-1] not in SENTENCE_ENDS and text[-1] not in "：:；;"
    ]
    full = sum(width >= margin - _RAGGED for width in open_ends)
    if len(open_ends) * 2 < len(broken) or full < 3:
        return 0, ()
    if full >= 0.9 * len(open_ends):
        note = Note(
            kind=NoteKind.CLEANED,
            message=message(
                gettext_noop("%(count)d lines that were broken by hand joined again."), count=full
            ),
        )
        return margin, (note,)
    if full >= 0.5 * len(open_ends):
        note = Note(
            kind=NoteKind.DOUBTFUL,
            message=message(gettext_noop("Some lines seem to be broken by hand; please check.")),
            excerpt=broken[0][:60],
        )
        return 0, (note,)
    return 0, ()


def _paragraphs(group: list[Line], *, wrapped: int, soft: bool) -> list[Paragraph]:
    if len(group) == 1:
        return [Paragraph(inline=group[0].inline)]
    if wrapped:
        return [Paragraph(inline=_joined(run)) for run in _runs(group, wrapped)]
    inlines = [line.inline for line in group]
    short = all(column_width(inline.text) <= _MAX_VERSE for inline in inlines)
    structured = any(_is_numbered(inline.text) for inline in inlines)
    if soft and not structured and not (short and len(group) >= 3):
        return [Paragraph(inline=_joined(inlines))]
    if short and not structured:
        return [Paragraph(inline=joined(inlines, "\n"), verse=_is_verse(inlines))]
    return [Paragraph(inline=inline) for inline in inlines]


def _runs(group: list[Line], margin: int) -> Iterator[list[Inline]]:
    """A short line ends its paragraph, an indented one begins one."""
    run: list[Inline] = []
    for line in group:
        if run and line.indented:
            yield run
            run = []
        run.append(line.inline)
        if column_width(line.inline.text) < margin - _RAGGED:
            yield run
            run = []
    if run:
        yield run


def _joined(lines: list[Inline]) -> Inline:
    """Latin words are parted by the space the newline stood for, Chinese by nothing."""
    parts: list[Inline] = []
    for line in lines:
        if parts and parts[-1].text[-1:].isascii() and line.text[:1].isascii():
            parts.append(Inline(" "))
        parts.append(line)
    return joined(parts)


def _is_verse(lines: list[Inline]) -> bool:
    """Short lines that are neither a form (时间：… 地点：…) nor a signature with its date."""
    texts = [line.text for line in lines]
    labelled = sum(1 for text in texts if re.match(r"[^，。,.]{1,8}[:：]", text))
    if labelled * 2 >= len(texts) or any(_is_date(text) for text in texts):
        return False
    return len(texts) > 2 or column_width(texts[0]) == column_width(texts[-1])


def _is_date(text: str) -> bool:
    dated = find_date(text)
    return dated is not None and dated.start == 0 and dated.end == len(text)


def _is_numbered(text: str) -> bool:
    return bool(
        _NUMBER.match(text)
        or _CLAUSE.match(text)
        or _SPACED_BULLET.match(text)
        or any(pattern.match(text) for pattern in _HEADINGS)
    )


def _with_lists(pieces: list[Assembled]) -> list[Assembled]:
    """Two or more items in a row, bulleted alike or numbered from one, become a list."""
    found: list[Assembled] = []
    index = 0
    while index < len(pieces):
        length = max(_bulleted(pieces, index), _counted(pieces, index))
        if length < 2:
            found.append(pieces[index])
            index += 1
            continue
        run = [piece for piece in pieces[index : index + length] if isinstance(piece, Paragraph)]
        ordered = _NUMBER.match(run[0].inline.text) is not None
        pattern = _NUMBER if ordered else _BULLET
        found.append(
            ListPiece(
                ordered=ordered,
                items=tuple(
                    piece.inline.part(match.end())
                    for piece in run
                    if (match := pattern.match(piece.inline.text))
                ),
            )
        )
        index += length
    return found


def _bulleted(pieces: list[Assembled], start: int) -> int:
    first = pieces[start]
    if not isinstance(first, Paragraph) or not _SPACED_BULLET.match(first.inline.text):
        return 0
    length = 0
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if not isinstance(piece, Paragraph) or piece.inline.text[:2] != first.inline.text[:2]:
            break
        length += 1
    return length


def _counted(pieces: list[Assembled], start: int) -> int:
    length = 0
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if not isinstance(piece, Paragraph) or "\n" in piece.inline.text:
            break
        match = _NUMBER.match(piece.inline.text)
        if match is None or int(match[1]) != length + 1:
            break
        length += 1
    return length


def _with_captions(pieces: list[Assembled]) -> list[Assembled]:
    """A short line below a picture that says of itself that it is about the picture."""
    found: list[Assembled] = []
    for piece in pieces:
        above = found[-1] if found else None
        if (
            isinstance(piece, Paragraph)
            and isinstance(above, PicturePiece)
            and not above.caption.text
            and len(piece.inline.text) <= _MAX_CAPTION
            and (match := _CAPTION.match(piece.inline.text))
        ):
            caption = Inline(piece.inline.text[len(match["sign"] or "") :].strip())
            found[-1] = replace(above, caption=caption)
        else:
            found.append(piece)
    return found


def _with_bold_headings(pieces: list[Assembled]) -> list[Assembled]:
    """Short lines set in bold all through, each with text below, as a person without styles
    marks a heading in Word and in WeChat. Marked-up headings take the upper levels."""
    levels = sorted({piece.level for piece in pieces if isinstance(piece, HeadingPiece)})
    lowest = min(2 + len(levels), 3)
    bold = [_is_bold_line(piece) for piece in pieces]
    found: list[Assembled] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, HeadingPiece):
            level = min(2 + levels.index(piece.level), 3)
            found.append(HeadingPiece(level=level, inline=piece.inline))
        elif (
            bold[index]
            and isinstance(piece, Paragraph)
            and index + 1 < len(pieces)
            and isinstance(pieces[index + 1], Paragraph)
            and not bold[index + 1]
        ):
            found.append(HeadingPiece(level=lowest, inline=Inline(piece.inline.text)))
        else:
            found.append(piece)
    return found


def _is_bold_line(piece: Assembled) -> bool:
    if not isinstance(piece, Paragraph) or piece.verse:
        return False
    text = piece.inline.text
    return (
        len(text) <= _MAX_HEADING
        and "\n" not in text
        and text[-1:] not in "。；;，,、：:"
        and piece.inline.is_all("strong")
    )


def _with_headings(pieces: list[Assembled]) -> list[Assembled]:
    ranks = [_rank(piece) for piece in pieces]
    used = sorted({rank for rank in ranks if rank is not None})
    found: list[Assembled] = []
    for index, (piece, rank) in enumerate(zip(pieces, ranks, strict=True)):
        if rank is not None and isinstance(piece, Paragraph) and _has_text_below(ranks, index):
            found.append(HeadingPiece(level=min(2 + used.index(rank), 3), inline=piece.inline))
        else:
            found.append(piece)
    return found


def _rank(piece: Assembled) -> int | None:
    if not isinstance(piece, Paragraph):
        return None
    text = piece.inline.text
    if len(text) > _MAX_HEADING or "\n" in text or text[-1:] in "。；;，,、":
        return None
    for rank, pattern in enumerate(_HEADINGS):
        if pattern.match(text):
            # `一、活动时间：8月1日` is an entry of a notice, `第一章提到` a sentence.
            return None if re.search(r"[:：].", text) or "。" in text else rank
    return None


def _has_text_below(ranks: list[int | None], index: int) -> bool:
    """A heading has text, or a heading of a lower rank, below it; else it is one of a list."""
    if index + 1 >= len(ranks):
        return False
    below = ranks[index + 1]
    rank = ranks[index]
    if index and ranks[index - 1] == rank:
        return False
    return below is None or (rank is not None and below > rank)
