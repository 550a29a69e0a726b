"""What the website calls: words a visitor typed -> a page of results."""

from dataclasses import dataclass

from search.engine import Card

PAGE_SIZE = 10
# Both engines answer up to here; nobody reads further, and Elasticsearch refuses to.
MAX_PAGES = 1000
MAX_LENGTH = 200


class SearchUnavailable(Exception):
    """The engine cannot answer now; `sentence` may be shown to the visitor."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Part:
    """A piece of text; `hit` when it is (part of) what was searched for: show it in <mark>."""

    text: str
    hit: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One result. `card.title` and `card.digest` are plain; `title` and `snippet` are the same
    and the passage found, cut into parts. Everything is text to be escaped by the template."""

    card: Card
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    # Holds everything that was searched for; the others hold at least half of it.
    exact: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value results can be narrowed to, with how many there would be."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page. `text` is what was searched for, as it was understood (trimmed, shortened).

    `kinds`, `associations`, `art_forms`: what to narrow by, greatest count first, values
    without results left out unless chosen. `exact` of the `total` hold everything searched for.
    """

    text: str
    page: int
    pages: int
    total: int
    exact: int
    hits: tuple[Hit, ...] = ()
    kinds: tuple[Choice, ...] = ()
    associations: tuple[Choice, ...] = ()
    art_forms: tuple[Choice, ...] = ()

    @property
    def previous_page(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def find(
    text: str, *, kind: str = "", association: str = "", art_form: str = "", page: int = 1
) -> Results:
    """A page of results for what a visitor typed, narrowed by the values of `Choice`.

    Any text, value and page number is answered (a page beyond the last is the last); only
    `SearchUnavailable` is raised.
    """
    raise SearchUnavailable("")
