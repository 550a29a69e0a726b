"""Text -> tokens: the same for the index and for queries, whatever the engine.

NFKC, lower case, traditional characters folded to simplified ones; a run of Han characters
becomes its bigrams and its last character, a run of other letters and digits stays whole.
Measured against words from a segmenter, bigrams find more and rank better (facts/search,
sections 2 and 5). The last character alone makes every character the beginning of some token,
and ends the run, so that a phrase never crosses punctuation.

Folding works character by character, never by phrase as OpenCC would: the tokens of a passage
are then the same wherever it stands, so whatever is cut out of a text finds that text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc

from search.engine import Clause, Phrase, Prefix

# Han characters with 々 and 〇, which stand in names and years.
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_LETTER = f"[^\\W_{_HAN}]"
_RUN = re.compile(f"(?P<han>[{_HAN}]+)|{_LETTER}+")
_PLANES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


@cache
def _simplified() -> dict[int, str]:
    """Traditional character -> simplified one, of the 5,000 that differ."""
    every = [chr(point) for first, last in _PLANES for point in range(first, last + 1)]
    folded = opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")
    table = {
        ord(one): other
        for one, other in zip(every, folded, strict=True)
        if one != other and len(other) == 1
    }
    # A few go on (薴 -> 苧 -> 苎); folding twice must change nothing more.
    return {point: table.get(ord(other), other) for point, other in table.items()}


def fold(text: str) -> str:
    """The text as it is compared: width, case and traditional characters made alike."""
    # casefold, not lower: the lower case of Σ depends on what follows it.
    cased = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", cased).translate(_simplified())


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, where in the original it came from."""

    text: str
    # starts[i] and ends[i]: the passage of the original that character i stands for.
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold_with_offsets(text: str) -> Folded:
    """`fold`, remembering places: … becomes three characters, e and its accent one.

    Letters that join without an accent between them (Hangul by parts, a few Indic vowels) stay
    apart here; they are found, and not marked.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _fold_cluster(text[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(pieces), tuple(starts), tuple(ends))


# A text has few different characters; folding each again would cost ten times as much.
_fold_cluster = lru_cache(maxsize=8192)(fold)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text)):
        # Nothing below U+0300 combines: most of a text needs no look-up.
        if text[place] < "\u0300" or not unicodedata.combining(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def index_tokens(text: str) -> Iterator[str]:
    """The tokens of a text, in order, for the index."""
    for run in _RUN.finditer(fold(text)):
        word = run.group()
        if run.lastgroup:
            for place in range(len(word) - 1):
                yield word[place : place + 2]
            yield word[-1]
        else:
            yield word


def clauses(text: str) -> tuple[Clause, ...]:
    """What an article must hold to be found by the words of `text`; empty if it has none.

    Each run is a phrase by itself: of 2024年 the year and the character, of 齐白石虾 all in a row.
    """
    found: dict[Clause, None] = {}
    for run in _RUN.finditer(fold(text)):
        word = run.group()
        if not run.lastgroup:
            found[Phrase((word,))] = None
        elif len(word) == 1:
            found[Prefix(word)] = None
        else:
            found[Phrase(tuple(word[i : i + 2] for i in range(len(word) - 1)))] = None
    return tuple(found)


def runs(text: str) -> tuple[str, ...]:
    """The folded runs of a text, in order: what to mark for a query."""
    return tuple(run.group() for run in _RUN.finditer(fold(text)))


def places(run: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where a run stands in a folded text: Han anywhere, other letters as a whole word only."""
    pattern = re.escape(run)
    if not re.match(f"[{_HAN}]", run):
        pattern = f"(?<!{_LETTER}){pattern}(?!{_LETTER})"
    for found in re.finditer(pattern, folded):
        yield found.span()
