"""What was found, marked in the text as it was written.

Done here and not by an engine: the index holds folded tokens, a reader must see the original,
and both engines shall mark the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import fold, fold_with_offsets, places, runs

# About two lines on a telephone.
_LENGTH = 90
# How much of it stands before the first passage found.
_BEFORE = 24


@dataclass(frozen=True)
class Part:
    """A piece of text; `hit` when it is (part of) what was searched for: show it in <mark>."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Marker:
    """Marks one query in many texts."""

    # The runs of the query, and what they consist of, for articles that hold only parts.
    whole: tuple[str, ...]
    pieces: tuple[str, ...]

    @classmethod
    def for_query(cls, query: str) -> "Marker":
        """What to mark for the words a visitor typed."""
        whole = tuple(dict.fromkeys(runs(query)))
        pieces = dict.fromkeys(
            run[place : place + 2]
            for run in whole
            for place in range(max(1, len(run) - 1))
            if len(run) > 1
        )
        return cls(whole, tuple(piece for piece in pieces if piece not in whole))

    def mark(self, text: str) -> tuple[Part, ...]:
        """The whole text in parts."""
        return tuple(_parts(text, self._marks(text)))

    def snippet(self, text: str, otherwise: str = "") -> tuple[Part, ...]:
        """The passage of `text` that holds most of the query, about two lines; the beginning
        of `otherwise` (or of the text) if it holds nothing."""
        paragraphs = [line for line in text.split("\n") if line.strip()]
        best = max(paragraphs, key=self._worth, default="")
        if not best or not self._worth(best):
            return _cut(otherwise or best, [], 0)
        marks = self._marks(best)
        return _cut(best, marks, max(0, marks[0][0] - _BEFORE) if marks else 0)

    def _worth(self, paragraph: str) -> tuple[int, int] | tuple[()]:
        folded = fold(paragraph)
        whole = sum(run in folded for run in self.whole)
        pieces = sum(piece in folded for piece in self.pieces)
        return (whole, pieces) if whole or pieces else ()

    def _marks(self, text: str) -> list[tuple[int, int]]:
        folded = fold_with_offsets(text)
        missing = [run for run in self.whole if run not in folded.text]
        found = _spans(self.whole, folded.text)
        if missing:
            found += _spans((p for p in self.pieces if any(p in r for r in missing)), folded.text)
        return _joined((folded.starts[start], folded.ends[end - 1]) for start, end in found)


def _spans(needles: Iterable[str], folded: str) -> list[tuple[int, int]]:
    return [span for needle in needles for span in places(needle, folded)]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, marks: Sequence[tuple[int, int]], start: int) -> tuple[Part, ...]:
    end = min(len(text), start + _LENGTH)
    # A cut passage that reaches the end shows as much as one that does not.
    start = max(0, min(start, end - _LENGTH))
    # Nothing found is cut through.
    for first, last in marks:
        if first < end < last:
            end = last
    inside = [(first - start, last - start) for first, last in marks if start <= first < end]
    parts = list(_parts(text[start:end], inside))
    if start:
        parts.insert(0, Part("…"))
    if end < len(text):
        parts.append(Part("…"))
    return tuple(parts)


def _parts(text: str, marks: Sequence[tuple[int, int]]) -> Iterable[Part]:
    done = 0
    for start, end in marks:
        if start > done:
            yield Part(text[done:start])
        yield Part(text[start:end], hit=True)
        done = end
    if done < len(text):
        yield Part(text[done:])
