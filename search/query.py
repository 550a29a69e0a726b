"""What the website calls: words a visitor typed -> a page of results."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cms.art_forms import ArtForm
from cms.models import (
    ArticlePage,
    AssociationPage,
    ExhibitionPage,
    FederationPage,
    PersonPage,
    WorkPage,
)
from search import engines
from search.analysis import clauses
from search.engine import DIMENSIONS, Card, EngineUnavailable, Found, Match, Request
from search.entry import FEDERATION, clean
from search.highlight import Marker, Part
from search.tokens import name_of, single

__all__ = ["Choice", "Hit", "Part", "Results", "SearchUnavailable", "find"]

PAGE_SIZE = 10
# Elasticsearch answers no further, and nobody reads so far.
MAX_PAGES = 1000
MAX_LENGTH = 200
# What is typed in a box has few words; this keeps a pasted page from becoming a huge query.
MAX_CLAUSES = 24


class SearchUnavailable(Exception):
    """The engine cannot answer now; `sentence` may be shown to the visitor."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One result. `card` has everything as plain text; `title` is `card.title` with what was
    found marked, `snippet` the passage that holds most of it (else the digest). All of it is
    text for the template to escape."""

    card: Card
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    # Holds everything that was searched for; the others hold at least two fifths.
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
    without results left out unless chosen. `exact` of the `total` hold everything searched for
    and come first; the rest are near.
    """

    text: str
    page: int = 1
    pages: int = 0
    total: int = 0
    exact: int = 0
    hits: tuple[Hit, ...] = ()
    kinds: tuple[Choice, ...] = ()
    associations: tuple[Choice, ...] = ()
    art_forms: tuple[Choice, ...] = ()

    @property
    def previous_page(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.page + 1 if self.page < self.pages else None


def find(
    text: str, *, kind: str = "", association: str = "", art_form: str = "", page: int = 1
) -> Results:
    """A page of results for what a visitor typed, narrowed by values of `Choice`.

    Any text, value and page number is answered (a page beyond the last is the last); nothing
    but `SearchUnavailable` is raised.
    """
    text = " ".join(clean(text[:MAX_LENGTH]).split())
    wanted = clauses(text)[:MAX_CLAUSES]
    given = {"kind": kind, "association": association, "art_form": art_form}
    filters = {name: clean(value)[:MAX_LENGTH] for name, value in given.items() if value}
    if not wanted:
        return Results(text=text)
    request = Request(clauses=wanted, name=name_of(text), filters=filters, limit=PAGE_SIZE)
    try:
        return _page(text, request, min(max(page, 1), MAX_PAGES))
    except EngineUnavailable as error:
        raise SearchUnavailable(
            _("Search is resting for a moment. Please try again a little later.")
        ) from error


def _page(text: str, request: Request, page: int) -> Results:
    engine = engines.current()
    offset = (page - 1) * PAGE_SIZE
    every = engine.search(replace(request, offset=offset))
    rest = Found(total=0, hits=(), counts={})
    # Fewer than a page hold it all: go on with those that hold a good part.
    if every.total < PAGE_SIZE and len(single(request.clauses)) > 1:
        rest = engine.search(
            replace(
                request,
                match=Match.REST,
                offset=max(0, offset - every.total),
                limit=PAGE_SIZE - len(every.hits),
            )
        )
    total = every.total + rest.total
    pages = min(MAX_PAGES, -(-total // PAGE_SIZE))
    if page > pages > 0:
        return _page(text, request, pages)
    marker = Marker.for_query(text)
    return Results(
        text=text,
        page=page if pages else 1,
        pages=pages,
        total=total,
        exact=every.total,
        hits=(
            *(_hit(marker, card, body, exact=True) for card, body in every.hits),
            *(_hit(marker, card, body, exact=False) for card, body in rest.hits),
        ),
        **_choices(request.filters, every, rest),
    )


def _hit(marker: Marker, card: Card, body: str, *, exact: bool) -> Hit:
    return Hit(
        card=card,
        title=marker.mark(card.title),
        snippet=marker.snippet(body, otherwise=card.digest),
        exact=exact,
    )


_FIELDS = {"kind": "kinds", "association": "associations", "art_form": "art_forms"}


def _choices(
    filters: Mapping[str, str], every: Found, rest: Found
) -> dict[str, tuple[Choice, ...]]:
    choices = {}
    for name in DIMENSIONS:
        counts = Counter(every.counts.get(name, {}))
        # The two never hold the same article.
        counts.update(rest.counts.get(name, {}))
        chosen = filters.get(name, "")
        if chosen:
            counts.setdefault(chosen, 0)
        labels = _LABELS[name]()
        choices[_FIELDS[name]] = tuple(
            Choice(value=value, label=labels[value], count=count, chosen=value == chosen)
            for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            # A value of the address that means nothing, or an association that is gone.
            if value in labels
        )
    return choices


def _kind_labels() -> dict[str, str]:
    types = (ArticlePage, WorkPage, ExhibitionPage, PersonPage)
    return {kind.document_kind: str(kind._meta.verbose_name) for kind in types}


def _association_labels() -> dict[str, str]:
    labels = dict(AssociationPage.objects.values_list("slug", "short_name"))
    federation = FederationPage.objects.values_list("short_name", flat=True).first()
    return {**labels, FEDERATION: federation or _("Federation")}


def _art_form_labels() -> dict[str, str]:
    return {str(value): str(label) for value, label in ArtForm.choices}


_LABELS = {
    "kind": _kind_labels,
    "association": _association_labels,
    "art_form": _art_form_labels,
}
