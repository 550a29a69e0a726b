"""The door between the query and the engines: values, the interface, one error.

Both engines hold the same tokens (`search.analysis`) and answer the same questions, so that what
is found does not depend on where it is kept. An engine knows nothing of Django or of words: it is
asked for tokens and returns cards.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Raise it with every change of the mapping or of the analysis: an index of another version is
# not searched, and a start-up message says which command mends it.
VERSION = "1"

# What results can be narrowed by, and the fields both engines keep for it.
DIMENSIONS = ("kind", "association", "art_form")


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a result shows, as stored with the index. Texts are as written, never folded."""

    id: str
    kind: str
    title: str
    url: str
    # `search.entry.FEDERATION` for what belongs to no association.
    association: str
    association_name: str
    digest: str = ""
    category: str = ""
    art_form: str = ""
    # YYYY-MM-DD, or empty.
    date: str = ""
    people: tuple[str, ...] = ()
    cover_id: int | None = None
    cover_alt: str = ""


def card_from(stored: Mapping[str, Any]) -> Card:
    """A card as an engine stored it, from `dataclasses.asdict`."""
    return Card(**{**stored, "people": tuple(stored["people"])})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One article as the index takes it. `text` is the running text snippets are cut from;
    `other` is found by but never shown (materials, places, file names)."""

    card: Card
    # Grows with every publishing of the article: an engine keeps the greatest.
    version: int
    text: str = ""
    other: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand one after the other."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Prefix:
    """Any token that begins so: a single character, since a bigram begins with every one."""

    token: str


Clause = Phrase | Prefix


class Match(StrEnum):
    """How much of a query an article must hold."""

    ALL = "all"  # every clause
    # At least two fifths of the single tokens, but not every clause: never overlaps ALL.
    REST = "rest"


@dataclass(frozen=True, kw_only=True)
class Request:
    """One question to an engine. `filters` maps a dimension to the one value wanted; the counts
    of a dimension leave its own filter aside, so that a reader sees what else there is."""

    clauses: tuple[Clause, ...]
    # `search.tokens.name_of` the words asked for: whose title is exactly that comes first.
    name: str = ""
    match: Match = Match.ALL
    filters: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer: cards with their texts, best first; how many in all; counts by dimension."""

    total: int
    hits: tuple[tuple[Card, str], ...]
    counts: Mapping[str, Mapping[str, int]]


class EngineUnavailable(Exception):
    """The engine cannot answer now. `sentence` is for people; `arrived` is None when a write
    may have taken effect, False when it certainly has not."""

    def __init__(self, sentence: str, *, arrived: bool | None = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.arrived = arrived


class Engine(ABC):
    """One index. Used from several threads at once; every call may raise `EngineUnavailable`.

    `type(engine)(engine.address)` is the same index again.
    """

    address: str

    @abstractmethod
    def put(self, entry: Entry) -> None:
        """Hold exactly this entry under its id, unless a greater version is held already."""

    @abstractmethod
    def remove(self, id: str) -> None:  # noqa: A002
        """Hold nothing under this id. Safe to call again."""

    @abstractmethod
    def get(self, id: str) -> Card | None:  # noqa: A002
        """The card held under this id."""

    @abstractmethod
    def ids(self) -> Iterable[str]:
        """Every id held."""

    @abstractmethod
    def count(self) -> int:
        """How many entries are held."""

    @abstractmethod
    def search(self, request: Request) -> Found:
        """Answer one question; the order is the same each time while nothing is written."""

    @abstractmethod
    def version(self) -> str | None:
        """The version the index was built with; None while there is no index."""

    @abstractmethod
    def rebuild(self, entries: Iterable[Entry], again: Callable[[str], Entry | None]) -> int:
        """Fill a new index beside the present one, swap at once, return how many it holds.

        What is written meanwhile is in the new index too: `again` gives the present entry of
        an article touched during the rebuild, or None if it is not public any more. If this
        is cut off, the present index stays as it is.
        """
