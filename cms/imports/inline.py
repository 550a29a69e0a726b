"""A run of text with marks over it, and edits that keep the marks in place.

Every cleaning step works on plain text and answers with edits, so that it need not know whether
the text came from a .txt, from HTML or from Word.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

MarkKind = Literal["a", "strong", "em"]

# Outermost first, so that equal ranges always nest the same way.
_NESTING: tuple[MarkKind, ...] = ("a", "strong", "em")


class Mark(NamedTuple):
    start: int
    end: int
    kind: MarkKind
    href: str = ""


class Edit(NamedTuple):
    """Replace text[start:end]; edits of one list are in order and do not overlap."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Inline:
    """`text` holds "\\n" for a forced line break; `marks` are ranges over it."""

    text: str
    marks: tuple[Mark, ...] = ()

    def edited(self, edits: Sequence[Edit]) -> "Inline":
        if not edits:
            return self
        parts: list[str] = []
        position = 0
        for edit in edits:
            parts += (self.text[position : edit.start], edit.replacement)
            position = edit.end
        parts.append(self.text[position:])
        return Inline("".join(parts), _moved(self.marks, edits) if self.marks else ())

    def part(self, start: int, end: int | None = None) -> "Inline":
        stop = len(self.text) if end is None else end
        marks = tuple(
            mark._replace(start=max(mark.start, start) - start, end=min(mark.end, stop) - start)
            for mark in self.marks
            if mark.start < stop and mark.end > start
        )
        return Inline(self.text[start:stop], marks)

    def stripped(self) -> "Inline":
        text = self.text
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        return self if left == 0 and right == len(text) else self.part(left, max(left, right))

    def lines(self) -> "list[Inline]":
        if "\n" not in self.text:
            return [self]
        found: list[Inline] = []
        start = 0
        for line in self.text.split("\n"):
            found.append(self.part(start, start + len(line)))
            start += len(line) + 1
        return found

    def is_all(self, kind: MarkKind) -> bool:
        """Whether one kind of mark covers every visible character."""
        covered = 0
        for mark in sorted(mark for mark in self.marks if mark.kind == kind):
            if self.text[covered : mark.start].strip():
                return False
            covered = max(covered, mark.end)
        return covered > 0 and not self.text[covered:].strip()

    def html(self) -> str:
        if not self.marks:
            return _escaped(self.text)
        edges = sorted(
            {0, len(self.text), *(m.start for m in self.marks), *(m.end for m in self.marks)}
        )
        out: list[str] = []
        open_marks: list[tuple[MarkKind, str]] = []
        spans = [(kind, _spans(self.marks, kind)) for kind in _NESTING]
        at = dict.fromkeys(_NESTING, 0)
        for start, end in pairwise(edges):
            wanted: list[tuple[MarkKind, str]] = []
            for kind, found in spans:
                while at[kind] < len(found) and found[at[kind]].end <= start:
                    at[kind] += 1
                if at[kind] < len(found) and found[at[kind]].start <= start:
                    wanted.append((kind, found[at[kind]].href))
            keep = 0
            while keep < min(len(open_marks), len(wanted)) and open_marks[keep] == wanted[keep]:
                keep += 1
            out += (f"</{kind}>" for kind, _ in reversed(open_marks[keep:]))
            out += (_opening(kind, href) for kind, href in wanted[keep:])
            open_marks = wanted
            out.append(_escaped(self.text[start:end]))
        out += (f"</{kind}>" for kind, _ in reversed(open_marks))
        return "".join(out)


def _spans(marks: tuple[Mark, ...], kind: MarkKind) -> list[Mark]:
    """The ranges of one kind in order and disjoint: Word cuts a bold word into many runs."""
    found: list[Mark] = []
    for mark in sorted(mark for mark in marks if mark.kind == kind):
        last = found[-1] if found else None
        if last is not None and mark.start <= last.end and mark.href == last.href:
            found[-1] = last._replace(end=max(last.end, mark.end))
        elif last is None or mark.start >= last.end:
            found.append(mark)
        elif mark.end > last.end:
            found.append(mark._replace(start=last.end))
    return found


def joined(parts: Iterable[Inline], between: str = "") -> Inline:
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for part in parts:
        if texts and between:
            texts.append(between)
            length += len(between)
        marks += (m._replace(start=m.start + length, end=m.end + length) for m in part.marks)
        texts.append(part.text)
        length += len(part.text)
    return Inline("".join(texts), tuple(marks))


def _moved(marks: tuple[Mark, ...], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    starts = [edit.start for edit in edits]
    shifts = [0]  # by how much everything after the n-th edit moves
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.replacement) - (edit.end - edit.start))

    def moved(position: int) -> int:
        before = bisect_right(starts, position)
        if before:
            edit = edits[before - 1]
            if edit.start < position < edit.end:
                # Inside replaced text: as far into the replacement as it reaches.
                return (
                    edit.start
                    + shifts[before - 1]
                    + min(position - edit.start, len(edit.replacement))
                )
            if position == edit.start:
                return position + shifts[before - 1]
        return position + shifts[before]

    found = (m._replace(start=moved(m.start), end=moved(m.end)) for m in marks)
    return tuple(mark for mark in found if mark.start < mark.end)


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _opening(kind: MarkKind, href: str) -> str:
    return f'<a href="{escape(href)}">' if kind == "a" else f"<{kind}>"
