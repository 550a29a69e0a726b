"""Articles x channels: what is where, for the rooms a person may see."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from wagtail.models import Page
from wagtail.permissions import policy_registry

from publishing import clock, registry, states
from publishing.models import Attempt, Delivery
from publishing.states import State

ARTICLES_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One delivery on the board."""

    row: Delivery
    label: str
    state: State


@dataclass(frozen=True, kw_only=True)
class Line:
    """One article on the board, with a cell or None for each column."""

    article: int
    title: str
    page: Page | None
    cells: list[Cell | None]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """One page of the board. `columns` are (address, label)."""

    columns: list[tuple[str, str]]
    lines: list[Line]
    paginator_page: "PaginatorPage[Any]"

    @property
    def moving(self) -> bool:
        """Something will change by itself: the page looks again soon."""
        return any(cell and cell.state.moving for line in self.lines for cell in line.cells)


def visible(user: Any) -> QuerySet[Delivery]:
    """Deliveries of the pages the user has any right on; those of deleted pages to the office."""
    rows = Delivery.objects.all()
    if user.is_superuser:
        return rows
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, {"add", "change", "publish"})
    return rows.filter(article__in=pages.values("pk"))


def matrix(
    user: Any, *, kind: str = "", association: str = "", query: str = "", page: Any = 1
) -> Matrix:
    """The board's page `page` for the user; costs the same however many articles there are."""
    # Every article is in the first of the channels without accounts: one row stands for it.
    anchor = registry.always()[0]
    anchors = visible(user).filter(channel=anchor)
    if query:
        anchors = anchors.filter(title__icontains=query)
    if association:
        home = Page.objects.filter(depth=3, slug=association).values_list("path", flat=True).first()
        anchors = anchors.filter(article__path__startswith=home) if home else anchors.none()
    if kind in states.FILTERS:
        same = Delivery.objects.filter(article=OuterRef("article"))
        anchors = anchors.filter(Exists(same.filter(states.rows_in(kind))))
    paginator = Paginator(anchors.order_by("-wanted_at", "-pk"), ARTICLES_PER_PAGE)
    shown = paginator.get_page(page)
    articles = [row.article_id for row in shown]
    return Matrix(
        columns=(columns := _columns()),
        lines=_lines(articles, columns),
        paginator_page=shown,
    )


def _columns() -> list[tuple[str, str]]:
    used = set(Delivery.objects.order_by().values_list("channel", flat=True).distinct())
    labels = registry.labels()
    known = [(address, label) for address, label in labels.items() if address in used]
    return known + [(address, address) for address in sorted(used - set(labels))]


def with_last_attempts(rows: QuerySet[Delivery]) -> list[tuple[Delivery, Attempt | None]]:
    """Rows with the last attempt of each, in two queries."""
    newest = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = list(rows.annotate(last_attempt=Subquery(newest)))
    attempts = Attempt.objects.in_bulk(
        [row.last_attempt for row in found if row.last_attempt is not None]
    )
    return [(row, attempts.get(row.last_attempt)) for row in found]


def _lines(articles: list[int], columns: list[tuple[str, str]]) -> list[Line]:
    now = clock.now()
    pages = Page.objects.in_bulk(articles)
    cells: dict[tuple[int, str], Cell] = {}
    titles: dict[int, str] = {}
    labels = dict(columns)
    for row, last in with_last_attempts(Delivery.objects.filter(article__in=articles)):
        titles[row.article_id] = row.title
        cells[row.article_id, row.channel] = Cell(
            row=row,
            label=labels.get(row.channel, row.channel),
            state=states.state_of(row, last, now),
        )
    return [
        Line(
            article=article,
            title=titles.get(article, ""),
            page=pages.get(article),
            cells=[cells.get((article, address)) for address, _ in columns],
        )
        for article in articles
    ]
