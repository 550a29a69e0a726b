"""HTML to pieces: of a saved page, of Markdown and of a Word document turned into HTML."""

import re
from dataclasses import dataclass, field

from lxml import etree, html

from cms.imports import html_page, pictures
from cms.imports.characters import HAN, WIDE_MARKS, printable, squeezed
from cms.imports.contract import Note, NoteKind, Unreadable
from cms.imports.flow import (
    HeadingPiece,
    Line,
    ListPiece,
    PicturePiece,
    Piece,
    QuotePiece,
    Reading,
    Stated,
    excerpt,
)
from cms.imports.html_stated import stated_by
from cms.imports.inline import Edit, Inline, Mark, MarkKind, joined
from cms.imports.labels import read_labels
from cms.imports.sniff import not_text
from cms.imports.wording import gettext_noop, message

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_MARKS: dict[str, MarkKind] = {"b": "strong", "strong": "strong", "em": "em", "i": "em"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_WRAP = re.compile(rf"(?<=[{HAN}{WIDE_MARKS}])[ \t]*\n\s*(?=[{HAN}{WIDE_MARKS}])")
_WHITE = re.compile(r"[ \t\n]+")
_GAP = re.compile(" *\u3000 *")
_LINK = re.compile(r"(?:https?|mailto):\S+", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# A wider cell holds running text: the table only lays out the page.
_MAX_CELL = 100
# Longer ones around the article may be a part of it.
_MAX_CHROME = 60


def read_page(text: str, find: pictures.Finder = pictures.nowhere) -> Reading:
    """A saved web page: its article, and what it states about itself."""
    root = html_page.parse(text)
    if root is None:
        raise Unreadable(not_text())
    stated = stated_by(root)
    html_page.without_code(root)
    notes = html_page.without_chrome(root)
    main = html_page.main_part(root)
    walker = _Walker(find, inside=main)
    walker.walk(root)
    return Reading(
        pieces=tuple(walker.pieces),
        stated=stated,
        notes=(*notes, *walker.notes()),
    )


def read_fragment(
    text: str,
    find: pictures.Finder = pictures.nowhere,
    *,
    stated: Stated | None = None,
    newlines_wrap: bool = False,
) -> Reading:
    """HTML that is all article: made from Markdown or Word."""
    root = html_page.parse(text)
    if root is None:
        raise Unreadable(not_text())
    html_page.without_code(root)
    walker = _Walker(find, inside=root)
    walker.walk(root)
    return Reading(
        pieces=tuple(walker.pieces),
        stated=stated or Stated(),
        notes=walker.notes(),
        newlines_wrap=newlines_wrap,
    )


@dataclass
class _Run:
    """The text collected since the last border, white space as HTML has it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    visible: bool = False

    def add(self, text: str) -> None:
        text = _WHITE.sub(" ", _WRAP.sub("", text))
        if text.startswith(" ") and (not self.parts or self.parts[-1].endswith(" ")):
            text = text[1:]
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.visible = self.visible or not text.isspace()


@dataclass(kw_only=True)
class _Frame:
    """Where finished lines go: the article, a quotation, an item of a list, a cell."""

    tag: str
    lines: list[Line] = field(default_factory=list)
    items: list[Inline] = field(default_factory=list)


class _Walker:
    def __init__(self, find: pictures.Finder, inside: html.HtmlElement) -> None:
        self.find = find
        self.main = inside
        self.in_main = False
        self.pieces: list[Piece] = []
        self.run = _Run()
        self.open_marks: list[tuple[html.HtmlElement, MarkKind, str, int]] = []
        self.frames: list[_Frame] = []
        self.opens = True
        self.indent = False
        self.tables: list[bool] = []  # those around: does it tabulate?
        self.heading: html.HtmlElement | None = None
        self.pre = 0
        self.rows = 0
        self.left_out: list[str] = []
        self.pictures_missing: list[str] = []
        self.recordings = 0

    def walk(self, root: html.HtmlElement) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if element is self.main:
                    self._flush(opens=True)
                    self.in_main = True
                self._start(element)
                self._text(element.text)
            else:
                self._end(element)
                if element is self.main:
                    self._flush(opens=True)
                    self.in_main = False
                if element is not root:
                    self._text(element.tail)
        self._flush(opens=True)

    def notes(self) -> tuple[Note, ...]:
        found: list[Note] = []
        if self.left_out:
            prose = [text for text in self.left_out if len(text) > _MAX_CHROME]
            sentence = (
                gettext_noop("Text around the article left out. Is some of it part of the article?")
                if prose
                else gettext_noop("Text of the web page around the article left out.")
            )
            shown = " / ".join(excerpt(text, 120) for text in prose or self.left_out)
            found.append(
                Note(
                    kind=NoteKind.DOUBTFUL if prose else NoteKind.CLEANED,
                    message=message(sentence),
                    excerpt=excerpt(shown, 400),
                )
            )
        if self.rows:
            found.append(
                Note(
                    kind=NoteKind.DOUBTFUL,
                    message=message(
                        gettext_noop(
                            "A table became %(count)d lines of text; check that they still "
                            "read well."
                        ),
                        count=self.rows,
                    ),
                )
            )
        if self.pictures_missing:
            found.append(
                Note(
                    kind=NoteKind.MISSING,
                    message=message(
                        gettext_noop(
                            "Pictures that did not come with the file, or are of a kind that "
                            "cannot be shown: %(count)d. Upload them as JPEG or PNG and put them "
                            "in."
                        ),
                        count=len(self.pictures_missing),
                    ),
                    excerpt=excerpt(" / ".join(self.pictures_missing), 160),
                )
            )
        if self.recordings:
            found.append(
                Note(
                    kind=NoteKind.MISSING,
                    message=message(
                        gettext_noop("Recordings of the page that are not in the file: %(count)d."),
                        count=self.recordings,
                    ),
                )
            )
        return tuple(found)

    # Elements

    def _start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _MARKS or tag == "a" or (tag == "span" and _is_bold(element)):
            self._open_mark(element)
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._picture(element)
        elif tag in ("video", "audio"):
            self.recordings += 1
        elif tag in _BLOCKS:
            if tag in ("td", "th") and self._in_data():
                self._cell()
                return
            self._flush(opens=True)
            if tag == "table":
                self.tables.append(_is_data(element))
            elif tag == "pre":
                self.pre += 1
            elif tag in _HEADINGS and self.heading is None:
                self.heading = element
            elif tag in ("ul", "ol", "blockquote", "li", "figcaption") and not (
                tag in ("ul", "ol") and self._in_frame("li")
            ):
                self.frames.append(_Frame(tag=tag))

    def _end(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if self.open_marks and self.open_marks[-1][0] is element:
            _, kind, href, start = self.open_marks.pop()
            if self.run.length > start:
                self.run.marks.append(Mark(start, self.run.length, kind, href))
            return
        if tag not in _BLOCKS:
            return
        if tag in ("td", "th") and self._in_data():
            return
        if element is self.heading:
            self.heading = None
            self._heading(int(tag[1]))
            return
        if tag == "tr" and self._in_data():
            self.rows += self.run.visible
            self._end_line(opens=True)
        self._flush(opens=True)
        if tag == "table":
            self.tables.pop()
        elif tag == "pre":
            self.pre -= 1
        if self.frames and self.frames[-1].tag == tag and tag in (
            "ul", "ol", "blockquote", "li", "figcaption",
        ):  # fmt: skip
            if tag in ("ul", "ol") and self._in_frame("li"):
                return
            self._close_frame(self.frames.pop())

    def _open_mark(self, element: html.HtmlElement) -> None:
        if element.tag == "a":
            href = element.get("href", "").strip()
            if not _LINK.fullmatch(href):
                return
            self.open_marks.append((element, "a", href, self.run.length))
        else:
            self.open_marks.append(
                (element, _MARKS.get(element.tag, "strong"), "", self.run.length)
            )

    def _in_data(self) -> bool:
        return bool(self.tables) and self.tables[-1]

    def _cell(self) -> None:
        if self.run.visible:
            self.run.add("\u3000")

    def _heading(self, level: int) -> None:
        inline = self._taken()
        self.opens = True
        if not inline.text:
            return
        if not self.frames and self._keeps(inline.text):
            self.pieces.append(HeadingPiece(level=level, inline=Inline(inline.text)))
        elif self.frames:
            self.frames[-1].lines.append(Line(inline=inline))

    def _close_frame(self, frame: _Frame) -> None:
        if frame.tag == "li":
            item = joined((line.inline for line in frame.lines), "\n")
            if item.text and self.frames and self.frames[-1].tag in ("ul", "ol"):
                self.frames[-1].items.append(item)
            else:
                self._emit(frame.lines)
        elif frame.tag in ("ul", "ol"):
            self._list(frame)
        elif frame.tag == "blockquote":
            if frame.lines and not self.frames and self.in_main:
                self.pieces.append(QuotePiece(lines=tuple(frame.lines)))
            else:
                self._emit(frame.lines)
        elif frame.lines:
            self._caption(frame.lines)
        self.opens = True

    def _list(self, frame: _Frame) -> None:
        if self.frames:
            self._emit([*frame.lines, *(Line(inline=item) for item in frame.items)])
        elif len(frame.items) == 1 or any(len(item.text) > 200 for item in frame.items):
            # Word's numbered paragraphs, and pages that set everything as a list.
            self._emit([*frame.lines, *(Line(inline=item) for item in frame.items)])
        elif frame.items and self.in_main:
            self._emit(frame.lines)
            self.pieces.append(ListPiece(ordered=frame.tag == "ol", items=tuple(frame.items)))

    def _caption(self, lines: list[Line]) -> None:
        caption = joined((line.inline for line in lines), " ")
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, PicturePiece) and not last.caption.text:
            self.pieces[-1] = PicturePiece(
                data=last.data, content_type=last.content_type, name=last.name, alt=last.alt,
                caption=Inline(caption.text),
            )  # fmt: skip
        else:
            self._emit(lines)

    def _picture(self, element: html.HtmlElement) -> None:
        if not self.in_main:
            return
        addresses = [
            address
            for name in ("src", "data-src", "data-original")
            if (address := element.get(name, "").strip())
        ]
        alt = squeezed(" ".join(printable(element.get("alt", "")).split()))[:200]
        for address in addresses:
            data = self.find(address)
            if data is None:
                continue
            kind = pictures.content_type(data)
            if kind is None:
                continue
            if not pictures.is_ornament(data):
                self._flush(opens=True)
                self.pieces.append(
                    PicturePiece(data=data, content_type=kind, name=_shown(address), alt=alt)
                )
            return
        # Spacers and counters carry their size.
        if addresses and element.get("width", "9") not in ("0", "1"):
            self.pictures_missing.append(alt or _shown(addresses[-1]))

    # Text

    def _text(self, text: str | None) -> None:
        if text:
            text = printable(text)  # again: &nbsp; and &#8203; are characters only now
            if not self.run.parts and text.lstrip("\n \t").startswith("\u3000"):
                self.indent = True
            if not self.pre:
                self.run.add(text)
                return
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break()
                self.run.add(line)

    def _break(self) -> None:
        if self._in_data() or self.heading is not None:
            self.run.add(" ")
        elif self.run.visible:
            self._flush(opens=False)
        else:
            self.opens = True

    def _taken(self) -> Inline:
        run = self.run
        marks = run.marks + [
            Mark(start, run.length, kind, href)
            for _, kind, href, start in self.open_marks
            if run.length > start
        ]
        inline = Inline("".join(run.parts), tuple(marks)).stripped()
        self.run = _Run()
        self.open_marks = [(element, kind, href, 0) for element, kind, href, _ in self.open_marks]
        return inline

    def _flush(self, *, opens: bool) -> None:
        """A border: the line ends here, unless it is a heading or a row, which end with their
        tag."""
        if self.heading is not None or (self._in_data() and self.run.visible):
            self.run.add(" ")
        else:
            self._end_line(opens=opens)

    def _end_line(self, *, opens: bool) -> None:
        """`opens`: what follows begins a paragraph."""
        inline = self._taken()
        if self._in_data():
            inline = inline.edited([Edit(*m.span(), "\u3000") for m in _GAP.finditer(inline.text)])
        if inline.text:
            line = Line(inline=inline, opens=self.opens, indented=self.indent)
            self._emit([line])
            self.opens = opens
        else:
            self.opens = self.opens or opens
        self.indent = False

    def _emit(self, lines: list[Line]) -> None:
        if self.frames:
            self.frames[-1].lines += lines
        else:
            self.pieces += (line for line in lines if self._keeps(line.inline.text))

    def _keeps(self, text: str) -> bool:
        """Outside the article, only lines that name its source, date or makers are its own."""
        if self.in_main or read_labels(text) is not None:
            return True
        self.left_out.append(text)
        return False

    def _in_frame(self, tag: str) -> bool:
        return any(frame.tag == tag for frame in self.frames)


def _shown(address: str) -> str:
    """The name of a picture file; a dash where there is only data."""
    return "—" if address.startswith("data:") or "." not in address else address[-80:]


def _is_bold(element: html.HtmlElement) -> bool:
    return _BOLD.search(element.get("style", "")) is not None


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table tabulates: several columns of short cells, and no table inside."""
    if table.find(".//table") is not None:
        return False
    columns = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(len(cell.text_content()) > _MAX_CELL for cell in cells):
            return False
        if any(cell.find(".//img") is not None for cell in cells):
            return False
        columns = max(columns, len(cells))
    return columns > 1
