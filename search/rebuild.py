"""Every live article -> a new index."""

from collections.abc import Callable, Iterator

from cms import export
from cms.models import ReleasablePage
from cms.public import public
from search import engines
from search.engine import Entry
from search.entry import entry


def rebuild(progress: Callable[[int, int], None]) -> int:
    """Fill a new index from the live pages and swap it in; how many it holds.

    `progress` is told how many of how many are read. Raises `EngineUnavailable`; whatever goes
    wrong, the present index stays in use.
    """
    return engines.current().rebuild(_entries(progress), _present)


def _entries(progress: Callable[[int, int], None]) -> Iterator[Entry]:
    live = list(export.live_articles())
    for done, (page, revision, _channels) in enumerate(live, start=1):
        try:
            document = export.document(page, revision)
        except export.Gone:
            continue  # Deleted since the list was made.
        yield entry(document)
        progress(done, len(live))


def _present(article: str) -> Entry | None:
    for kind in ReleasablePage.__subclasses__():
        held = public(kind.objects).filter(pk=int(article))
        if revision := held.values_list("live_revision_id", flat=True).first():
            return entry(export.document(int(article), revision))
    return None
