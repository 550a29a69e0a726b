"""The search index as a channel of the ledger."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from cms.contract import Document
from publishing.contract import Channel, OutcomeUnknown, Receipt, Sending, TryLater
from search import engines
from search.engine import EngineUnavailable
from search.entry import entry


class SearchChannel(Channel):
    """Idempotent by its key. An engine that is away makes the ledger wait and try again."""

    label = _("Search")

    def release(self, document: Document, sending: Sending) -> Receipt:
        # Writing waits for other writers: whoever lost the row while building the document
        # must not overwrite what the new holder wrote.
        sending.checkpoint()
        with _as_outcome():
            engines.current().put(entry(document))
        sending.note("index.put", document.title)
        return Receipt(url=document.url)

    def withdraw(self, sending: Sending) -> None:
        with _as_outcome():
            engines.current().remove(sending.article)
        sending.note("index.removed")

    def find(self, sending: Sending) -> Receipt | None:
        with _as_outcome():
            card = engines.current().get(sending.article)
        return Receipt(url=card.url) if card else None

    def held(self) -> Iterable[str]:
        with _as_outcome():
            return list(engines.current().ids())


@contextmanager
def _as_outcome() -> Iterator[None]:
    try:
        yield
    except EngineUnavailable as error:
        kind = TryLater if error.arrived is False else OutcomeUnknown
        raise kind(error.sentence) from error
