"""Whose turn it is to write to an index folder, and the writer that goes with it.

Tantivy lets one writer in over all processes and says `LockBusy` to the others. A writer is also
what merges small segments, in threads of its own: closing it after each article would make the
article wait for the merge, a second or more on a site of ten thousand. So a process keeps its
turn, with the writer open, until it has been idle for a while or another process asks.

    write.lock      held by the process whose turn it is
    write.asked     held by the process that is next, so that the one before can tell

Both are locks of the system on open files: they go with the process, whatever it dies of.
"""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import structlog
import tantivy
from django.utils.translation import gettext as _

from search.engine import EngineUnavailable

log = structlog.get_logger(__name__)

# Longer than the merges one article can be behind, at 100,000 articles.
WAIT_SECONDS = 20.0
# Merges are over long before, so giving the turn back takes no time.
IDLE_SECONDS = 10.0
_POLL_SECONDS = 0.01
# The least tantivy takes, and plenty for one article.
_HEAP = 15_000_000


@contextmanager
def failing() -> Iterator[None]:
    """What tantivy and the disk raise, as the contract says it."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(
            _("The search index cannot be written: %(error)s") % {"error": error}, arrived=None
        ) from error


def busy() -> EngineUnavailable:
    """The error of somebody who waited long enough."""
    return EngineUnavailable(_("The search index is being written by someone else."))


def lock_file(path: Path, *, deadline: float) -> IO[str]:
    """The file, locked; closing it unlocks. Raises `EngineUnavailable` at the deadline."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a", encoding="utf-8")
    while not _locked(file):
        if time.monotonic() >= deadline:
            file.close()
            raise busy()
        time.sleep(_POLL_SECONDS)
    return file


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Turn:
    """The turn of one process at one folder, shared by its threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._threads = threading.Lock()
        self._file: IO[str] | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._folder: Path | None = None
        self._used = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Nobody else, in this process or another, writes inside this."""
        deadline = time.monotonic() + WAIT_SECONDS
        if not self._threads.acquire(timeout=WAIT_SECONDS):
            raise busy()
        try:
            if self._file is None:
                with lock_file(self._root / "write.asked", deadline=deadline):
                    self._file = lock_file(self._root / "write.lock", deadline=deadline)
            try:
                yield
            except BaseException:
                self._give_back()
                raise
            self._used = time.monotonic()
            if self._writer is None or self._asked():
                self._give_back()
        finally:
            self._threads.release()

    @contextmanager
    def writing(self, index: tantivy.Index, folder: Path) -> Iterator[tantivy.IndexWriter]:
        """The writer of a folder, inside `taken`; commits at the end, or changes nothing."""
        with failing():
            writer = self._open(index, folder)
            yield writer
            writer.commit()

    def _open(self, index: tantivy.Index, folder: Path) -> tantivy.IndexWriter:
        if self._writer is None or self._folder != folder:
            self._close()
            self._writer = index.writer(heap_size=_HEAP, num_threads=1)
            self._folder = folder
            threading.Thread(target=self._watch, name="search-turn", daemon=True).start()
        return self._writer

    def _watch(self) -> None:
        """Give the turn back when another process asks, or nothing is written any more."""
        while True:
            time.sleep(_POLL_SECONDS)
            with self._threads:
                if self._writer is None:
                    return
                if self._asked() or time.monotonic() - self._used > IDLE_SECONDS:
                    self._give_back()
                    return

    def _asked(self) -> bool:
        try:
            with (self._root / "write.asked").open("a", encoding="utf-8") as file:
                return not _locked(file)
        except OSError:
            return True  # The folder is gone: nothing is left to write to.

    def _give_back(self) -> None:
        self._close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _close(self) -> None:
        writer, self._writer, self._folder = self._writer, None, None
        if writer is not None:
            try:
                # Merges are finished, or small segments would pile up; what is not committed
                # is dropped.
                writer.wait_merging_threads()
            except ValueError as error:
                log.warning("search.writer_broke", error=str(error))
