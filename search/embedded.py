"""The index in a folder (tantivy): nothing to install, nothing to run.

    var/search/current          which folder is the index, and of what version; replaced whole
    var/search/index-…/         one index; a rebuild fills another beside it
    var/search/write.lock       held by whoever writes
    var/search/touched          ids written during a rebuild, in order

Any number of processes read. Tantivy lets one writer in at a time, over all processes, and says
`LockBusy` to the others; so each write takes the lock of the folder, opens a writer, commits
and closes it: some 15 ms (docs/decisions/search-engine.md). Both locks belong to the process
and go with it, so a kill leaves nothing to clean up, and the commit is one rename: what was
committed stays, what was not never was.
"""

import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import tantivy
from django.utils.translation import gettext as _

from search import engine
from search.engine import (
    DIMENSIONS,
    Card,
    Clause,
    EngineUnavailable,
    Entry,
    Found,
    Match,
    Phrase,
    Prefix,
    Request,
    card_from,
)
from search.tokens import NAME_SCORE, PREFIX_SCORE, TITLE_BOOST, at_least, fields, single

# The least tantivy takes for one article; a rebuild fills memory before it writes.
_HEAP_ONE = 15_000_000
_HEAP_REBUILD = 128_000_000
# Longer than any merge seen at 100,000 articles but the rarest.
_WAIT_SECONDS = 20.0
_MAX_CHOICES = 1000


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
        self._opening = threading.Lock()
        self._open: _Open | None = None

    # -- writing

    def put(self, entry: Entry) -> None:
        with self._writing() as folder:
            index = self._index(folder or self._create())
            held = _version(index.searcher(), entry.card.id)
            if held is None or held <= entry.version:
                with _writer(index) as writer:
                    writer.delete_documents_by_term("id", entry.card.id)
                    writer.add_document(_document(entry))
            self._touch(entry.card.id)

    def remove(self, id: str) -> None:  # noqa: A002
        with self._writing() as folder:
            if folder is not None:
                index = self._index(folder)
                if _version(index.searcher(), id) is not None:
                    with _writer(index) as writer:
                        writer.delete_documents_by_term("id", id)
            self._touch(id)

    def rebuild(self, entries: Iterable[Entry], again: Callable[[str], Entry | None]) -> int:
        with self._locked("rebuild.lock", wait=False):
            return self._rebuild(entries, again)

    def _rebuild(self, entries: Iterable[Entry], again: Callable[[str], Entry | None]) -> int:
        with self._locked("write.lock"):
            self._touched.write_text("", encoding="utf-8")
            self._clear_away()
        fresh = self._new_folder()
        try:
            index = tantivy.Index(_schema(), str(fresh))
            with _writer(index, heap=_HEAP_REBUILD) as writer:
                for entry in entries:
                    document = _document(entry)
                    with _failing():
                        writer.add_document(document)
            with self._locked("write.lock"):
                self._catch_up(index, again)
                held = index.searcher().num_docs
                self._point_to(fresh)
                self._touched.unlink()
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        return held

    def _catch_up(self, index: tantivy.Index, again: Callable[[str], Entry | None]) -> None:
        touched = self._touched.read_text(encoding="utf-8").split("\n")
        with _writer(index) as writer:
            for article in dict.fromkeys(filter(None, touched)):
                writer.delete_documents_by_term("id", article)
                entry = again(article)
                if entry is not None:
                    writer.add_document(_document(entry))
        index.reload()

    # -- reading

    def get(self, id: str) -> Card | None:  # noqa: A002
        searcher = self._searcher()
        document = searcher and _find(searcher, id)
        return _read(document)[0] if document else None

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
        wanted = _query(request)
        filters = {name: _filter(name, value) for name, value in request.filters.items()}
        try:
            result = searcher.search(
                _narrowed(wanted, filters.values()),
                limit=max(1, request.limit),
                offset=request.offset,
                weight_by_field="weight",
            )
            documents = [searcher.doc(address) for _score, address in result.hits]
            return Found(
                total=int(getattr(result, "count", 0) or 0),
                hits=tuple(map(_read, documents))[: request.limit],
                counts=_counts(searcher, wanted, filters),
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
        current = self._current()
        if current is None:
            return None
        folder, version = current
        if version != engine.VERSION:
            raise EngineUnavailable(
                _("The search index was built by another version. Run: manage.py rebuild_search")
            )
        if not (folder / "meta.json").exists():
            # Someone cleared the folder: begin again, the sweep delivers what is missing.
            return None
        return folder

    def _new_folder(self) -> Path:
        fresh = self._root / f"index-{engine.VERSION}-{time.time_ns():x}-{uuid.uuid4().hex[:4]}"
        fresh.mkdir(parents=True)
        return fresh

    def _create(self) -> Path:
        fresh = self._new_folder()
        tantivy.Index(_schema(), str(fresh))
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
            stamp = _stamp(folder)
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

    @contextmanager
    def _writing(self) -> Iterator[Path | None]:
        with self._locked("write.lock"):
            folder = self._usable()
            with _failing():
                yield folder

    @contextmanager
    def _locked(self, name: str, *, wait: bool = True) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + (_WAIT_SECONDS if wait else 0)
        with (self._root / name).open("a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise EngineUnavailable(
                            _("The search index is being written by someone else.")
                        ) from None
                    time.sleep(0.005)
            yield


@contextmanager
def _writer(index: tantivy.Index, heap: int = _HEAP_ONE) -> Iterator[tantivy.IndexWriter]:
    """Commits at the end, or leaves the index as it was."""
    with _failing():
        writer = index.writer(heap_size=heap, num_threads=1)
    try:
        yield writer
        with _failing():
            writer.commit()
    finally:
        # Gives tantivy's lock back; merges under way are finished, or segments would pile up.
        with _failing():
            writer.wait_merging_threads()


@contextmanager
def _failing() -> Iterator[None]:
    """What tantivy and the disk raise, as the contract says it."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(
            _("The search index cannot be written: %(error)s") % {"error": error}, arrived=None
        ) from error


def _stamp(folder: Path) -> tuple[int, int]:
    status = (folder / "meta.json").stat()
    return status.st_mtime_ns, status.st_ino


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    for name in DIMENSIONS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_unsigned_field("version", stored=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    indexed = fields(entry)
    document = tantivy.Document()
    document.add_text("id", entry.card.id)
    document.add_text("title", indexed.title)
    document.add_text("text", indexed.text)
    document.add_text("name", indexed.name)
    document.add_float("weight", indexed.weight)
    document.add_unsigned("version", entry.version)
    for name in DIMENSIONS:
        if value := getattr(entry.card, name):
            document.add_text(name, value)
    stored = json.dumps({"card": asdict(entry.card), "text": entry.text}, ensure_ascii=False)
    document.add_bytes("stored", stored.encode())
    return document


def _read(document: tantivy.Document) -> tuple[Card, str]:
    stored = json.loads(bytes(document.get_first("stored")))
    return card_from(stored["card"]), stored["text"]


def _find(searcher: tantivy.Searcher, article: str) -> tantivy.Document | None:
    query = tantivy.Query.term_query(_schema(), "id", article)
    hits = searcher.search(query, limit=1, count=False).hits
    return searcher.doc(hits[0][1]) if hits else None


def _version(searcher: tantivy.Searcher, article: str) -> int | None:
    document = _find(searcher, article)
    return document.get_first("version") if document else None


def _query(request: Request) -> tantivy.Query:
    must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    every = [(must, _clause("text", clause)) for clause in request.clauses]
    if request.match is Match.ALL:
        named = tantivy.Query.term_query(_schema(), "name", request.name)
        return tantivy.Query.boolean_query(
            [
                *every,
                *((should, _clause("title", clause)) for clause in request.clauses),
                (should, tantivy.Query.const_score_query(named, NAME_SCORE)),
            ]
        )
    tokens = single(request.clauses)
    enough = tantivy.Query.boolean_query(
        [(should, _clause("text", token)) for token in tokens], at_least(len(tokens))
    )
    return tantivy.Query.boolean_query(
        [
            (must, enough),
            (must_not, tantivy.Query.boolean_query(every)),
            *((should, _clause("title", token)) for token in tokens),
        ]
    )


def _clause(name: str, clause: Clause) -> tantivy.Query:
    match clause:
        case Prefix(token):
            # A Han character means nothing to the expression.
            found = tantivy.Query.regex_query(_schema(), name, f"{token}.*")
            found = tantivy.Query.const_score_query(found, PREFIX_SCORE)
        case Phrase((token,)):
            found = tantivy.Query.term_query(_schema(), name, token)
        case Phrase(tokens):
            found = tantivy.Query.phrase_query(_schema(), name, list(tokens))
    return tantivy.Query.boost_query(found, TITLE_BOOST) if name == "title" else found


def _filter(name: str, value: str) -> tantivy.Query:
    return tantivy.Query.const_score_query(tantivy.Query.term_query(_schema(), name, value), 0.0)


def _narrowed(wanted: tantivy.Query, filters: Iterable[tantivy.Query]) -> tantivy.Query:
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, wanted), *((must, only) for only in filters)])


def _counts(
    searcher: tantivy.Searcher, wanted: tantivy.Query, filters: Mapping[str, tantivy.Query]
) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    # Dimensions without a filter of their own share one pass over the hits.
    free = [name for name in DIMENSIONS if name not in filters]
    for names in (free, *([name] for name in filters)):
        others = [only for name, only in filters.items() if name not in names]
        asked = {name: {"terms": {"field": name, "size": _MAX_CHOICES}} for name in names}
        if asked:
            answer = searcher.aggregate(_narrowed(wanted, others), asked)
            for name in names:
                buckets = answer[name]["buckets"]
                counts[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return counts
