"""One folder, one index, any number of processes.

    var/search/current          which folder is the index, and of what version; replaced whole
    var/search/index-…/         one index; a rebuild fills another beside it
    var/search/touched          ids written during a rebuild, in order

Readers load what is committed when they see that it changed, before each search. A commit is one
rename, so a kill leaves what was committed and nothing else.
"""

import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import tantivy
from django.utils.translation import gettext as _

from search import engine
from search.embedded.queries import counts_of, filter_by, narrowed, query
from search.embedded.schema import document_of, find, read, schema, version_of
from search.embedded.turn import Turn, failing, lock_file
from search.engine import DIMENSIONS, Card, EngineUnavailable, Entry, Found, Request

# Fills memory before it writes: fewer segments.
_HEAP = 128_000_000
# Tantivy merges so many small segments into one.
_MERGED_AT_ONCE = 8
_FILLER = "-"


@dataclass(frozen=True)
class _Open:
    """One folder opened, and the state of it that is loaded."""

    index: tantivy.Index
    folder: Path
    # What a commit replaces: another inode and time of meta.json mean something new to read.
    stamp: tuple[int, int]


class EmbeddedEngine(engine.Engine):
    """`address`: the folder the index lives in; made when it is first written to."""

    def __init__(self, address: Path | str) -> None:
        self.address = str(address)
        self._root = Path(address)
        self._turn = Turn(self._root)
        self._opening = threading.Lock()
        self._open: _Open | None = None

    # -- writing

    def put(self, entry: Entry) -> None:
        with self._turn.taken(), failing():
            folder = self._usable() or self._create()
            index = self._index(folder)
            held = version_of(index.searcher(), entry.card.id)
            if held is None or held <= entry.version:
                with self._turn.writing(index, folder) as writer:
                    writer.delete_documents_by_term("id", entry.card.id)
                    writer.add_document(document_of(entry))
            self._touch(entry.card.id)

    def remove(self, id: str) -> None:  # noqa: A002
        with self._turn.taken(), failing():
            if folder := self._usable():
                index = self._index(folder)
                if version_of(index.searcher(), id) is not None:
                    with self._turn.writing(index, folder) as writer:
                        writer.delete_documents_by_term("id", id)
            self._touch(id)

    def rebuild(self, entries: Iterable[Entry], again: Callable[[str], Entry | None]) -> int:
        with lock_file(self._root / "rebuild.lock", deadline=time.monotonic()):
            with self._turn.taken(), failing():
                self._touched.write_text("", encoding="utf-8")
                self._clear_away()
                fresh = self._new_folder()
            try:
                return self._fill(fresh, entries, again)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise

    def _fill(
        self, fresh: Path, entries: Iterable[Entry], again: Callable[[str], Entry | None]
    ) -> int:
        with failing():
            index = tantivy.Index(schema(), str(fresh))
            writer = index.writer(heap_size=_HEAP, num_threads=1)
        try:
            for entry in entries:
                with failing():
                    writer.add_document(document_of(entry))
            with failing():
                writer.commit()
                _merge_small(index, writer)
            with self._turn.taken():
                for article in self._touched_articles():
                    entry_now = again(article)
                    with failing():
                        writer.delete_documents_by_term("id", article)
                        if entry_now is not None:
                            writer.add_document(document_of(entry_now))
                with failing():
                    writer.commit()
                    index.reload()
                    self._point_to(fresh)
                    self._touched.unlink()
        finally:
            with failing():
                writer.wait_merging_threads()
        return index.searcher().num_docs

    # -- reading

    def get(self, id: str) -> Card | None:  # noqa: A002
        searcher = self._searcher()
        document = searcher and find(searcher, id)
        return read(document)[0] if document else None

    def ids(self) -> Iterable[str]:
        searcher = self._searcher()
        if searcher is None:
            return []
        every = searcher.terms_with_prefix("id", "", filter_query=tantivy.Query.all_query())
        return [article for article, _count in every]

    def count(self) -> int:
        searcher = self._searcher()
        return searcher.num_docs if searcher else 0

    def version(self) -> str | None:
        current = self._current()
        return current[1] if current else None

    def search(self, request: Request) -> Found:
        searcher = self._searcher()
        if searcher is None:
            return Found(total=0, hits=(), counts={name: {} for name in DIMENSIONS})
        wanted = query(request)
        filters = {name: filter_by(name, value) for name, value in request.filters.items()}
        try:
            result = searcher.search(
                narrowed(wanted, filters.values()),
                limit=max(1, request.limit),
                offset=request.offset,
                weight_by_field="weight",
            )
            documents = [searcher.doc(address) for _score, address in result.hits]
            return Found(
                total=int(getattr(result, "count", 0) or 0),
                hits=tuple(map(read, documents))[: request.limit],
                counts=counts_of(searcher, wanted, filters),
            )
        except (OSError, ValueError) as error:
            raise EngineUnavailable(_("The search index cannot be read.")) from error

    # -- the folder

    @property
    def _touched(self) -> Path:
        return self._root / "touched"

    def _touch(self, article: str) -> None:
        # A rebuild that was cut off leaves the list; the next one begins it anew.
        if self._touched.exists():
            with self._touched.open("a", encoding="utf-8") as file:
                file.write(f"{article}\n")

    def _touched_articles(self) -> list[str]:
        lines = self._touched.read_text(encoding="utf-8").split("\n")
        return list(dict.fromkeys(filter(None, lines)))

    def _current(self) -> tuple[Path, str] | None:
        try:
            written = json.loads((self._root / "current").read_text(encoding="utf-8"))
            return self._root / written["folder"], written["version"]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(
                _("The search index cannot be read. Run: manage.py rebuild_search")
            ) from error

    def _usable(self) -> Path | None:
        """The folder in use; None before the first write, and after somebody cleared it: then
        it is begun anew, and the sweep delivers what is missing."""
        current = self._current()
        if current is None:
            return None
        folder, version = current
        if version != engine.VERSION:
            raise EngineUnavailable(
                _("The search index was built by another version. Run: manage.py rebuild_search")
            )
        return folder if (folder / "meta.json").exists() else None

    def _new_folder(self) -> Path:
        fresh = self._root / f"index-{engine.VERSION}-{time.time_ns():x}-{uuid.uuid4().hex[:4]}"
        fresh.mkdir(parents=True)
        return fresh

    def _create(self) -> Path:
        fresh = self._new_folder()
        tantivy.Index(schema(), str(fresh))
        self._point_to(fresh)
        return fresh

    def _point_to(self, fresh: Path) -> None:
        written = self._root / "current.new"
        with written.open("w", encoding="utf-8") as file:
            json.dump({"folder": fresh.name, "version": engine.VERSION}, file)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self._root / "current")

    def _clear_away(self) -> None:
        """Remove what earlier rebuilds left: the index before the present one, kept for readers
        that were just opening it, and what was cut off. Only a rebuild may: nobody else knows
        that no other is being filled."""
        try:
            current = self._current()
        except EngineUnavailable:
            return
        for folder in self._root.glob("index-*"):
            if current is None or folder != current[0]:
                shutil.rmtree(folder, ignore_errors=True)

    def _searcher(self) -> tantivy.Searcher | None:
        folder = self._usable()
        return self._index(folder).searcher() if folder else None

    def _index(self, folder: Path) -> tantivy.Index:
        """The index of the folder, with everything committed to it loaded."""
        try:
            status = (folder / "meta.json").stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            with self._opening:
                opened = self._open
                if opened is None or opened.folder != folder:
                    index = tantivy.Index.open(str(folder))
                    index.config_reader("manual")
                    opened = self._open = _Open(index, folder, (0, 0))
                if opened.stamp != stamp:
                    opened.index.reload()
                    opened = self._open = _Open(opened.index, folder, stamp)
        except (OSError, ValueError) as error:
            raise EngineUnavailable(
                _("The search index cannot be read. Run: manage.py rebuild_search")
            ) from error
        return opened.index


def _merge_small(index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
    """Let the small segments of a rebuild be merged now rather than under the first articles.

    Tantivy merges when eight are there and offers no way to ask: so an empty document is
    written until they are.
    """
    for _commit in range(_MERGED_AT_ONCE):
        writer.delete_documents_by_term("id", _FILLER)
        writer.add_document(tantivy.Document(id=_FILLER))
        writer.commit()
    writer.delete_documents_by_term("id", _FILLER)
    writer.commit()
    index.reload()
