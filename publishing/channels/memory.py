"""A channel in memory, as strict as a real one: for development and for the tests of the ledger."""

import threading
from collections.abc import Iterable

from cms.contract import Document
from publishing.contract import Capabilities, Channel, PublishingError, Receipt, Sending


class MemoryChannel(Channel):
    """Holds articles in a dict. `failures` are raised one by one, before or after the commit."""

    capabilities = Capabilities()
    label = "Memory"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.articles: dict[str, Document] = {}
        #: Every committed change, in order: (article, revision or None).
        self.changes: list[tuple[str, int | None]] = []
        self.failures: list[PublishingError] = []
        self.failures_after_commit: list[PublishingError] = []

    def release(self, document: Document, sending: Sending) -> Receipt:
        self._fail(self.failures)
        with self._lock:
            held = self.articles.get(document.id)
            if held != document:
                self.articles[document.id] = document
                self.changes.append((document.id, document.revision))
        sending.note("memory.put", document.title)
        self._fail(self.failures_after_commit)
        return Receipt(url=f"memory:{document.id}")

    def withdraw(self, sending: Sending) -> None:
        self._fail(self.failures)
        with self._lock:
            if self.articles.pop(sending.article, None) is not None:
                self.changes.append((sending.article, None))
        sending.note("memory.remove")
        self._fail(self.failures_after_commit)

    def find(self, sending: Sending) -> Receipt | None:
        with self._lock:
            held = sending.article in self.articles
        return Receipt(url=f"memory:{sending.article}") if held else None

    def held(self) -> Iterable[str]:
        with self._lock:
            return list(self.articles)

    def _fail(self, planned: list[PublishingError]) -> None:
        with self._lock:
            error = planned.pop(0) if planned else None
        if error is not None:
            raise error
