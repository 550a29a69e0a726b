"""The searchable fields of an entry: what both engines index, and nothing else.

Every word is in `text` once; those of the title again in `title`, which adds to the rank. Both
engines rank each field by BM25 with the same constants and add up, so their orders agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.analysis import index_tokens, runs
from search.engine import Clause, Entry, Phrase, Prefix

# How much more the title counts than the text.
TITLE_BOOST = 2.0
# What is asked for by its whole title comes first; sums of BM25 stay well below.
NAME_SCORE = 200.0
# A single character is found by prefix, without a rank of its own: in a title it counts this.
PREFIX_SCORE = 1.0
# An article of this year ranks a twentieth higher than one ten years older, all else equal;
# the same figure parts those that tie, newest first.
_RECENCY_PER_DAY = 0.5 / 36_500
_RECENT_SINCE = date(2000, 1, 1)
# Below one day of recency: parts those of one day, for an order that stays.
_SLOTS = 64


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Space-separated tokens, and the factor of the rank as both engines compute it from
    `weight`: log2(2 + weight)."""

    title: str
    text: str
    # The title as `name_of` a query would be: equal means it was asked for by name.
    name: str
    weight: float


def fields(entry: Entry) -> Fields:
    """What is indexed of an entry."""
    title = entry.card.title
    # Line breaks part the pieces: no phrase crosses them, each ends with a run's last character.
    everything = "\n".join((title, *entry.other, entry.card.digest, entry.text))
    return Fields(
        title=" ".join(index_tokens(title)),
        text=" ".join(index_tokens(everything)),
        name=name_of(title),
        weight=_weight(entry),
    )


def name_of(text: str) -> str:
    """The letters and digits of a title or a query, folded, without what stands between."""
    # Engines refuse words of over 32 kB; a title is far below.
    return "".join(runs(text))[:1000]


def _weight(entry: Entry) -> float:
    if not entry.card.date:
        return 0.0
    days = max(0, (date.fromisoformat(entry.card.date) - _RECENT_SINCE).days)
    slot = (int(entry.card.id) % _SLOTS if entry.card.id.isdecimal() else 0) / _SLOTS
    return float(2.0 ** (1.0 + (days + slot) * _RECENCY_PER_DAY) - 2.0)


def single(clauses: Sequence[Clause]) -> tuple[Phrase | Prefix, ...]:
    """The clauses taken apart into single tokens, each once."""
    apart: dict[Clause, None] = {}
    for clause in clauses:
        match clause:
            case Prefix():
                apart[clause] = None
            case Phrase(tokens):
                apart.update((Phrase((token,)), None) for token in tokens)
    return tuple(apart)


def at_least(count: int) -> int:
    """How many of so many single tokens an article must hold to be near: two fifths, since of
    an unspaced string those across the borders of words are held by nobody."""
    return max(1, -(-count * 2 // 5))
