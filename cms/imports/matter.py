"""Finds title, byline, editor, source and date at the head and the tail of a text.

The walk at either end stops at the first piece it does not understand: that is where the article
begins, or ends.
"""

import re
from dataclasses import dataclass, field, replace

from cms.imports import titles
from cms.imports.characters import HAN, column_width
from cms.imports.contract import Note, NoteKind
from cms.imports.dates import Dated, find_date
from cms.imports.flow import HeadingPiece, Line, PicturePiece, Piece, Reading, excerpt
from cms.imports.inline import Inline
from cms.imports.labels import Field, Item, read_bare_byline, read_labels
from cms.imports.names import are_names
from cms.imports.wording import Message, gettext_noop, message

_HEAD = 12  # pieces the title and the lines below it may take
_TAIL = 8
_MAX_LEAD = 40  # characters: of a page's menus and mottos above the title
_EVENT = re.compile(
    r"^(?:活动|演出|展览|举办)?(?:时间|地点|地址|主办|承办|协办|参加|对象|嘉宾|主讲|票价|報名|报名|地點|主辦)"
)
_SUFFIX = re.compile(rf"[(（](?P<inside>[{HAN}A-Za-z0-9·•、，, /／|:：\u3000-]{{2,60}})[)）]$")
_APP_HEADER = re.compile(
    rf"^(?:原创 )?(?:(?P<author>[{HAN}·]{{2,4}}) )?(?P<account>[{HAN}A-Za-z0-9·]{{2,20}}) "
    r"(?P<date>20\d\d[-年/]\d{1,2}[-月/]\d{1,2}日? \d{1,2}:\d\d)(?: (?:发表于 ?)?[^ ]{2,6})?$"
)
_DATELINE = re.compile(r"^[^（(。，,]{2,14}[讯訊電电] ?[(（](?P<inside>[^（()）]{2,60})[)）]")
# Signatures that name nobody whose permission could be asked.
_NO_SOURCE = frozenset({"网友投稿", "网络", "互联网", "网络整理", "本站", "本站原创", "本站整理",
                        "网络转载", "未知", "不详", "整理", "原创", "網絡", "投稿",
                        "网友"})  # fmt: skip


@dataclass(kw_only=True)
class Matter:
    """What is known about the article so far; the first statement of a thing stands."""

    title: str = ""
    former_title: str = ""  # 原标题: of whoever published it first
    author: str = ""
    credits: list[str] = field(default_factory=list)
    editor: str = ""
    source: str = ""
    source_url: str | None = None
    dated: Dated | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def byline(self) -> str:
        return " ".join(part for part in (self.author, *self.credits) if part)

    def add(self, items: tuple[Item, ...], line: str) -> None:
        for item in items:
            match item.field:
                case Field.AUTHOR:
                    self._set("author", item.value, line)
                case Field.EDITOR:
                    self._set("editor", item.value, line)
                case Field.SOURCE if "://" in item.value:
                    self.source_url = self.source_url or item.value
                case Field.SOURCE:
                    self._set("source", item.value, line)
                case Field.REPORTER | Field.PICTURES:
                    credit = f"{item.label} {item.value}"
                    if credit not in self.credits:
                        self.credits.append(credit)
                case Field.DATE if item.dated is not None:
                    self._add_date(item.dated, line)
                case _:
                    pass  # counters, crew and the like: the line is quoted in the report

    def note(self, kind: NoteKind, sentence: Message, text: str = "") -> None:
        self.notes.append(Note(kind=kind, message=sentence, excerpt=excerpt(text, 600)))

    def _set(self, name: str, value: str, line: str) -> None:
        known = getattr(self, name)
        if not known:
            setattr(self, name, value)
        elif known != value:
            self._contradiction(value, known, line)

    def _add_date(self, dated: Dated, line: str) -> None:
        if self.dated is None or (self.dated.when is None and dated.when is not None):
            self.dated = dated
        elif dated.when is not None and dated.when != self.dated.when:
            self._contradiction(dated.text, self.dated.text, line)

    def _contradiction(self, value: str, known: str, line: str) -> None:
        self.note(
            NoteKind.DOUBTFUL,
            message(
                gettext_noop("The file also says “%(value)s”; “%(known)s” was taken."),
                value=value,
                known=known,
            ),
            line,
        )


def take_matter(reading: Reading, filename: str) -> tuple[Matter, tuple[Piece, ...]]:
    """What the file states about the article, and the pieces that are its text."""
    matter = _stated(reading)
    body = list(reading.pieces)
    if matter.title:
        body = _without_lead(matter, body)
    taken = _Head(matter, body).walk()
    kept_pictures = [piece for piece in body[:taken] if isinstance(piece, PicturePiece)]
    body = kept_pictures + body[taken:]
    _take_tail(matter, body)
    _read_dateline(matter, body)
    if not matter.title and matter.former_title:
        _set_title(matter, matter.former_title)
    if not matter.title:
        _make_up_title(matter, body, filename)
    _doubt_values(matter)
    return matter, tuple(body)


def _without_lead(matter: Matter, body: list[Piece]) -> list[Piece]:
    """Without the short lines that stand above a title which the page states in its head."""
    at = next(
        (
            index
            for index, piece in enumerate(body[:_HEAD])
            if isinstance(piece, Line | HeadingPiece) and _same(piece.inline.text, matter.title)
        ),
        0,
    )
    lead = [piece.inline.text for piece in body[:at] if isinstance(piece, Line)]
    if len(lead) != at or any(len(text) > _MAX_LEAD or text[-1:] in "。！？" for text in lead):
        return body
    kept = [
        piece for piece in body[:at] if isinstance(piece, Line) and read_labels(piece.inline.text)
    ]
    if left_out := [text for text in lead if not read_labels(text)]:
        matter.note(
            NoteKind.CLEANED,
            message(gettext_noop("Text of the web page above the title left out.")),
            " / ".join(left_out),
        )
    return [*kept, *body[at:]]


def _stated(reading: Reading) -> Matter:
    stated = reading.stated
    matter = Matter(
        author=stated.byline,
        editor=stated.editor,
        source=stated.source,
        source_url=stated.source_url,
        dated=find_date(stated.published_text) if stated.published_text else None,
    )
    if stated.title:
        _set_title(matter, stated.title, stated.site_name)
    return matter


def _set_title(matter: Matter, raw: str, site_name: str = "") -> None:
    title, site = titles.without_site(titles.tidied(raw), site_name=site_name)
    if site:
        matter.note(
            NoteKind.CLEANED,
            message(gettext_noop("Name of the site taken off the title.")),
            raw,
        )
    elif titles.doubtful_site(title):
        matter.note(
            NoteKind.DOUBTFUL,
            message(gettext_noop("Does the end of the title name a web site?")),
            title,
        )
    matter.title = title


class _Head:
    """The walk down from the top: title, subtitle, byline, source and date, in any order."""

    def __init__(self, matter: Matter, pieces: list[Piece]) -> None:
        self.matter = matter
        self.pieces = pieces
        self.title_line = -1

    def walk(self) -> int:
        """How many pieces belong to the head; pictures among them stay in the text."""
        for index, piece in enumerate(self.pieces[:_HEAD]):
            match piece:
                case PicturePiece():
                    continue
                case HeadingPiece(inline=inline):
                    understood = self._heading(inline.text, index)
                case Line(inline=inline):
                    understood = self._line(inline.text, index)
                case _:
                    understood = False
            if not understood:
                return index
        return min(len(self.pieces), _HEAD)

    def _heading(self, text: str, index: int) -> bool:
        if self.matter.title:
            return _same(text, self.matter.title)
        _set_title(self.matter, text)
        self.title_line = index
        return True

    def _line(self, text: str, index: int) -> bool:
        matter = self.matter
        if matter.title and _same(text, matter.title):
            self.title_line = index
            return True
        if self._labels(text, index) or self._app_header(text):
            return True
        if not matter.title:
            if not titles.is_title_like(text) or self._runs_on(index):
                return False
            _set_title(matter, text)
            self.title_line = index
            return True
        if index == self.title_line + 1 and titles.is_subtitle(text):
            matter.title = titles.joined_title(matter.title, text)
            return True
        return self._bare_byline(text, index)

    def _labels(self, text: str, index: int) -> bool:
        items = read_labels(text)
        if items is None or (_says_when(items) and self._is_event(index)):
            return False
        for item in items:
            if item.field is Field.TITLE and item.label.startswith("原"):
                self.matter.former_title = item.value
            elif item.field is Field.TITLE and not self.matter.title:
                _set_title(self.matter, item.value)
                self.title_line = index
        self.matter.add(items, text)
        _note_taken(self.matter, text)
        return True

    def _is_event(self, index: int) -> bool:
        """A date followed by a place is when something happens, not when it was published."""
        following = self._text_after(index)
        return following is not None and _EVENT.match(following) is not None

    def _app_header(self, text: str) -> bool:
        """The line below a title in WeChat: 原创 张三 某市文联 2024-05-06 10:20 广东."""
        match = _APP_HEADER.match(text)
        if match is None:
            return False
        self.matter.source = self.matter.source or match["account"]
        self.matter.author = self.matter.author or match["author"] or ""
        self.matter.dated = self.matter.dated or find_date(match["date"])
        _note_taken(self.matter, text)
        return True

    def _bare_byline(self, text: str, index: int) -> bool:
        if self.matter.author or index != self.title_line + 1:
            return False
        byline = read_bare_byline(text)
        following = self._text_after(index)
        # In a poem of three-character lines the first may look like a name: it has equals below.
        if byline is None or following is None or len(_words(following)) == len(_words(text)):
            return False
        self.matter.author = byline
        _note_taken(self.matter, text)
        return True

    def _runs_on(self, index: int) -> bool:
        """Whether the line is the first of a stanza, or of a paragraph broken by hand."""
        line = self.pieces[index]
        following = self.pieces[index + 1 : index + 3]
        run = [
            piece.inline.text for piece in following if isinstance(piece, Line) and not piece.opens
        ]
        if not isinstance(line, Line) or not run or read_labels(run[0]) is not None:
            return False
        width = column_width(line.inline.text)
        if len(run) == 2 and all(column_width(text) == width for text in run):
            return True
        return (
            re.search("[，,、；;]", line.inline.text) is not None
            and width >= 40
            and abs(column_width(run[0]) - width) <= 6
        )

    def _text_after(self, index: int) -> str | None:
        following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        return following.inline.text if isinstance(following, Line) else None


def _take_tail(matter: Matter, body: list[Piece]) -> None:
    for _ in range(_TAIL):
        last = body[-1] if body else None
        if not isinstance(last, Line):
            return
        text = last.inline.text
        # Of a single line something has to remain: it is the text.
        items = read_labels(text) if len(body) > 1 else None
        if items is not None and _says_when(items) and all(not item.label for item in items):
            matter.note(
                NoteKind.DOUBTFUL,
                message(
                    gettext_noop(
                        "The text ends with a date; it was left there and not taken as the day "
                        "of publication."
                    )
                ),
                text,
            )
            return
        if items is not None:
            matter.add(items, text)
            _note_taken(matter, text)
            body.pop()
            continue
        rest = _without_suffix(matter, last.inline)
        if rest is None:
            return
        if rest.text:
            body[-1] = replace(last, inline=rest)
            return
        if len(body) == 1:
            return
        body.pop()


def _without_suffix(matter: Matter, inline: Inline) -> Inline | None:
    """The last line without (鄒晨光) or (责任编辑:李四) at its end; None if there is no such."""
    match = _SUFFIX.search(inline.text)
    if match is None:
        return None
    inside = match["inside"].strip()
    before = inline.text[: match.start()].rstrip()
    ends_sentence = not before or before[-1] in "。！？…!?."
    ends_quotation = before[-1:] in tuple('”’』」"')
    items = read_labels(inside)
    if items is not None and not _says_when(items):
        matter.add(items, inside)
    elif ends_sentence and are_names(inside):
        matter.add((Item(field=Field.AUTHOR, label="", value=inside),), inside)
    else:
        # Behind a quotation the name may be whose words these are.
        if (ends_sentence and len(inside) <= 4) or (ends_quotation and are_names(inside)):
            matter.note(
                NoteKind.DOUBTFUL,
                message(gettext_noop("Does the end of the text name its author?")),
                match[0],
            )
        return None
    _note_taken(matter, match[0])
    return inline.part(0, len(before))


def _read_dateline(matter: Matter, body: list[Piece]) -> None:
    """`本报讯（记者 李明 通讯员 王芳）7月26日…`: names the makers, and stays in the text."""
    first = next((piece for piece in body if isinstance(piece, Line)), None)
    if first is None or matter.byline:
        return
    match = _DATELINE.match(first.inline.text)
    items = read_labels(match["inside"].strip()) if match else None
    if match and items and all(item.field is Field.REPORTER for item in items):
        matter.add(items, match[0])


def _make_up_title(matter: Matter, body: list[Piece], filename: str) -> None:
    named = titles.from_filename(filename)
    if named:
        matter.title = named
        sentence = message(
            gettext_noop("The text has no title; the name of the file was taken. Please check.")
        )
    else:
        first = next((piece.inline.text for piece in body if isinstance(piece, Line)), "")
        matter.title = titles.from_text(first)
        sentence = message(
            gettext_noop("The text has no title; its first words were taken. Please write one.")
        )
    matter.note(NoteKind.DOUBTFUL, sentence, matter.title)


def _doubt_values(matter: Matter) -> None:
    if matter.source in _NO_SOURCE:
        matter.note(
            NoteKind.DOUBTFUL,
            message(
                gettext_noop("The source names nobody. Find out who wrote this before publishing.")
            ),
            matter.source,
        )
    if matter.dated is None or matter.dated.when is not None:
        return
    sentence = (
        message(gettext_noop("The date of publication is not exact to the day; please complete."))
        if matter.dated.possible
        else message(gettext_noop("There is no such date; please correct."))
    )
    matter.note(NoteKind.DOUBTFUL, sentence, matter.dated.text)


def _note_taken(matter: Matter, line: str) -> None:
    matter.note(
        NoteKind.CLEANED,
        message(gettext_noop("Read as source, date or credits and taken out of the text.")),
        line,
    )


def _says_when(items: tuple[Item, ...]) -> bool:
    return all(item.field is Field.DATE for item in items)


def _words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _same(text: str, title: str) -> bool:
    return _words(text) == _words(title) != ""
