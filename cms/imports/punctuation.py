"""Half-width punctuation between Chinese characters, set full width as Chinese is printed.

Web pages that pass a text through NFKC turn `，：；？！（）` into ASCII; nothing of the text is
lost, and where a Chinese character stands beside the mark there is only one way back.
"""

import re
from collections.abc import Iterator

from cms.imports.characters import HAN, is_han, is_mainly_chinese, is_wide
from cms.imports.contract import Note, NoteKind
from cms.imports.inline import Edit, Inline
from cms.imports.wording import gettext_noop, message

_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_MARK = re.compile(r"[,;:!?]+")
_STOP = re.compile(rf"(?<=[{HAN})）”][{HAN})）”])(\.) ?(?=[{HAN}“《(（])")
_BRACKET = re.compile(r"[()]")
_DOTS = re.compile(r"\.{3,}|。{3,}|(?<!…)…(?!…)")
_DASHES = re.compile(r"(?<!-)--(?!-)|－－|––|――|─{2}")
_STRAIGHT_QUOTE = re.compile('"')
_WIDE_ASCII = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_SPACE = re.compile(" +(?=[，。、；：？！）》”])|(?<=[，。、；：？！（《“]) +")
_MAX_ROUNDS = 5
_OFFSET = ord("０") - ord("0")


class Punctuation:
    """Sets marks full width in one text after the other, and counts what it set."""

    def __init__(self, whole_text: str) -> None:
        self.chinese = is_mainly_chinese(whole_text)
        # Where no full stop is full width, those between Chinese characters are meant as such;
        # else they may part the names of a foreigner.
        self.stops = "。" not in whole_text
        self.count = 0
        self.examples: list[str] = []
        self.left: list[str] = []

    def __call__(self, inline: Inline) -> Inline:
        if not self.chinese:
            return inline
        # A bracket set full width makes the comma behind it Chinese, and so on.
        for _ in range(_MAX_ROUNDS):
            before = inline.text
            inline = self._round(inline)
            if inline.text == before:
                break
        if not self.stops:
            text = inline.text
            self.left += (text[max(0, m.start() - 5) : m.end() + 5] for m in _STOP.finditer(text))
        return inline

    def _round(self, inline: Inline) -> Inline:
        for step in (_marks, _stops, _brackets, _quotes, _narrow):
            if step is _stops and not self.stops:
                continue
            edits = list(step(inline.text))
            if edits:
                self._remember(inline.text, edits)
                inline = inline.edited(edits)
        return inline.edited([Edit(m.start(), m.end(), "") for m in _SPACE.finditer(inline.text)])

    def note(self) -> tuple[Note, ...]:
        found: list[Note] = []
        if self.left:
            found.append(
                Note(
                    kind=NoteKind.DOUBTFUL,
                    message=message(
                        gettext_noop(
                            "%(count)d half-width full stops between Chinese characters were "
                            "left: they may part the names of a foreigner."
                        ),
                        count=len(self.left),
                    ),
                    excerpt="　".join(self.left[:3]),
                )
            )
        if not self.count:
            return tuple(found)
        return (
            *found,
            Note(
                kind=NoteKind.CLEANED,
                message=message(
                    gettext_noop(
                        "Punctuation and digits set as in Chinese print at %(count)d places."
                    ),
                    count=self.count,
                ),
                excerpt="　".join(self.examples),
            ),
        )

    def _remember(self, text: str, edits: list[Edit]) -> None:
        self.count += len(edits)
        if len(self.examples) < 3:
            first = edits[0]
            self.examples.append(text[max(0, first.start - 5) : first.end + 5].replace("\n", " "))


def _marks(text: str) -> Iterator[Edit]:
    for match in _MARK.finditer(text):
        before, after = _neighbours(text, match.start(), match.end())
        if is_wide(before) or (is_wide(after) and not before.isspace()):
            if match[0] == ":" and before.isdigit() and after.isdigit():
                continue
            yield Edit(*match.span(), "".join(_FULL_WIDTH[mark] for mark in match[0]))
    # A full stop is only certain at the very end: inside, it may be a section number or a name.
    if len(text) > 1 and text.endswith(".") and is_han(text[-2]):
        yield Edit(len(text) - 1, len(text), "。")


def _stops(text: str) -> Iterator[Edit]:
    for match in _STOP.finditer(text):
        yield Edit(match.start(1), match.end(1), "。")


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters that decide: before the mark, and after it past one space. A closing
    bracket or quote counts as what it closes around: Chinese if Chinese follows."""
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1]
    if after == " ":
        after = text[end + 1 : end + 2]
    if before in ')"' and before and (not after or after == "\n" or is_wide(after)):
        before = "）"
    if after in '("' and after and is_wide(before):
        after = "（"
    return before, after


def _brackets(text: str) -> Iterator[Edit]:
    """Pairs around or beside Chinese; (x) in a formula and an unpaired bracket stay."""
    if "(" not in text:
        return
    found: list[Edit] = []
    open_at: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "(":
            open_at.append(match.start())
        elif open_at:
            start = open_at.pop()
            outside = is_wide(text[start - 1 : start]) or is_wide(
                text[match.end() : match.end() + 1]
            )
            if outside or _holds_han(text, start, match.start()):
                found.append(Edit(start, start + 1, "（"))
                found.append(Edit(match.start(), match.end(), "）"))
    yield from sorted(found)


def _holds_han(text: str, start: int, end: int) -> bool:
    """Looks at the first characters only: deep nesting would else cost the square of its depth."""
    return any(map(is_han, text[start + 1 : min(end, start + 40)]))


def _quotes(text: str) -> Iterator[Edit]:
    """Straight quotes come in pairs, or it is not certain which of them opens."""
    marks = [match.start() for match in _STRAIGHT_QUOTE.finditer(text)]
    if not marks or len(marks) % 2 or "“" in text or "”" in text:
        return
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    if not all(_holds_han(text, start, end) for start, end in pairs):
        return
    for start, end in pairs:
        yield Edit(start, start + 1, "“")
        yield Edit(end, end + 1, "”")


def _narrow(text: str) -> Iterator[Edit]:
    """Ellipses and dashes of two, digits and letters of half width."""
    found = [Edit(m.start(), m.end(), "……") for m in _DOTS.finditer(text) if _beside_wide(text, m)]
    found += (
        Edit(m.start(), m.end(), "——") for m in _DASHES.finditer(text) if _beside_wide(text, m)
    )
    found += (
        Edit(m.start(), m.end(), "".join(chr(ord(c) - _OFFSET) for c in m[0]))
        for m in _WIDE_ASCII.finditer(text)
    )
    yield from sorted(found)


def _beside_wide(text: str, match: re.Match[str]) -> bool:
    return is_wide(text[match.start() - 1 : match.start()]) or is_wide(
        text[match.end() : match.end() + 1]
    )
