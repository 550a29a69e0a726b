"""The index in an Elasticsearch 8: the same tokens, split at spaces there.

    yunwenyi            alias of the one index that is searched
    yunwenyi-next       alias of the index a rebuild is filling, while there is one
    yunwenyi-v1-…       an index; its mapping names the version it was built with

Every write goes to both aliases in one request, so a rebuild misses nothing; each entry carries
its version, so whatever comes late changes nothing (facts/search, section 4). Nothing beyond the
server itself is needed: no plugin, no analyser of its own.
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from urllib.parse import unquote, urlsplit

import elastic_transport
import structlog
from django.utils.translation import gettext as _
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

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

log = structlog.get_logger(__name__)

# A visitor waits for this; what takes longer is shown as unavailable.
_TIMEOUT = 4.0
# A chunk of a rebuild, or a merge before the swap.
_PATIENT = 60.0
# How long an index of the right version is believed to be one.
_BELIEVE_SECONDS = 30.0
_MAX_CHOICES = 1000

_TOKENS = {"type": "text", "analyzer": "whitespace"}
_MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    # Tokens are made anew by a rebuild, never read back.
    "_source": {"excludes": ["name", "title", "text"]},
    "properties": {
        "id": {"type": "keyword"},
        "name": {"type": "keyword", "doc_values": False},
        "title": _TOKENS,
        "text": _TOKENS,
        **{name: {"type": "keyword"} for name in DIMENSIONS},
        "date": {"type": "date", "format": "yyyy-MM-dd"},
        "weight": {"type": "float"},
        "card": {"type": "object", "enabled": False},
        "body": {"type": "keyword", "index": False, "doc_values": False},
    },
}
_SETTINGS: dict[str, Any] = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
# During a rebuild a removal must be remembered until the swap, or a late copy would undo it.
_REMEMBER_REMOVALS = "6h"


class ElasticEngine(engine.Engine):
    """`address`: http(s)://user:password@host:port/name; without a name, `yunwenyi`."""

    def __init__(self, address: str) -> None:
        self.address = address
        parts = urlsplit(address)
        self._name = parts.path.strip("/") or "yunwenyi"
        self._next = f"{self._name}-next"
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = parts.port or (443 if parts.scheme == "https" else 9200)
        self._host = f"{parts.scheme}://{host}:{port}"
        self._user = (
            (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        )
        self._connecting = threading.Lock()
        self._client: Elasticsearch | None = None
        self._believed_until = 0.0

    # -- writing

    def put(self, entry: Entry) -> None:
        with self._talking():
            self._check()
            for attempt in ("as published", "as of now"):
                version = entry.version if attempt == "as published" else _as_of_now()
                status = self._write(
                    {"index": {"_id": entry.card.id, **_external(version)}}, _source(entry)
                )
                if status != 409 or self._holds(entry.card.id):
                    return
                # It was removed within this minute, and is wanted again.

    def remove(self, id: str) -> None:  # noqa: A002
        with self._talking():
            self._check()
            self._write({"delete": {"_id": id, **_external(_as_of_now())}})

    def _write(self, action: Mapping[str, Any], source: Mapping[str, Any] | None = None) -> int:
        """Do it to the index and to the one being filled; the HTTP status of the first."""
        [(kind, about)] = action.items()
        operations: list[Mapping[str, Any]] = []
        for alias in (self._name, self._next):
            # Without require_alias a write would make an index of that name, of any mapping.
            operations.append({kind: {**about, "_index": alias, "require_alias": True}})
            if source is not None:
                operations.append(source)
        for _attempt in range(2):
            answer = self._connected().bulk(operations=operations, refresh=True)
            results = [item[kind] for item in answer["items"]]
            if results[0]["status"] != 404 or "error" not in results[0]:
                break
            self._create(f"{self._name}-v{engine.VERSION}-first", self._name)
        self._judge(results[0])
        if not _is_absent(results[1]):
            self._judge(results[1])
        return int(results[0]["status"])

    @staticmethod
    def _judge(result: Mapping[str, Any]) -> None:
        status = result["status"]
        if status < 300 or status == 409 or (status == 404 and "error" not in result):
            return
        log.error("search.elastic_refused", status=status, error=result.get("error"))
        raise EngineUnavailable(
            _("Elasticsearch did not take the entry (%(status)s).") % {"status": status},
            arrived=False,
        )

    def _create(self, index: str, alias: str, settings: Mapping[str, Any] | None = None) -> None:
        try:
            self._connected().indices.create(
                index=index,
                aliases={alias: {}},
                mappings={**_MAPPINGS, "_meta": {"version": engine.VERSION}},
                settings={**_SETTINGS, **(settings or {})},
            )
        except ApiError as error:
            # Another process was quicker.
            if error.error != "resource_already_exists_exception":
                raise

    def rebuild(self, entries: Iterable[Entry], again: Callable[[str], Entry | None]) -> int:
        fresh = f"{self._name}-v{engine.VERSION}-{time.time_ns():x}-{uuid.uuid4().hex[:4]}"
        with self._talking():
            client = self._connected().options(request_timeout=_PATIENT)
            # Whatever was cut off before goes; the index that is searched stays as it is.
            for index in self._behind(self._next):
                client.indices.delete(index=index)
            self._create(fresh, self._next, {"gc_deletes": _REMEMBER_REMOVALS})
            try:
                self._fill(client, fresh, entries)
                client.indices.put_settings(index=fresh, settings={"gc_deletes": None})
                client.indices.refresh(index=fresh)
                held = int(client.count(index=fresh)["count"])
                self._swap(client, fresh)
            except BaseException:
                client.options(ignore_status=404).indices.delete(index=fresh)
                raise
        self._believed_until = 0.0
        return held

    def _fill(self, client: Elasticsearch, fresh: str, entries: Iterable[Entry]) -> None:
        actions = (
            {
                "_op_type": "index",
                "_index": fresh,
                "_id": entry.card.id,
                **_external(entry.version),
                "_source": _source(entry),
            }
            for entry in entries
        )
        for done, result in helpers.streaming_bulk(
            client, actions, chunk_size=200, max_chunk_bytes=5 << 20,
            raise_on_error=False, max_retries=3,
        ):  # fmt: skip
            # 409: written or removed by the runner meanwhile, which knows better.
            if not done and result["index"]["status"] != 409:
                self._judge(result["index"])

    def _swap(self, client: Elasticsearch, fresh: str) -> None:
        client.indices.update_aliases(
            actions=[
                # Fails as a whole if another rebuild has taken this one's place.
                {"remove": {"index": fresh, "alias": self._next, "must_exist": True}},
                {"add": {"index": fresh, "alias": self._name}},
                *({"remove_index": {"index": old}} for old in self._behind(self._name)),
            ]
        )

    # -- reading

    def get(self, id: str) -> Card | None:  # noqa: A002
        with self._talking():
            try:
                held = self._connected().get(index=self._name, id=id, source_includes=["card"])
            except NotFoundError:
                return None
            return card_from(held["_source"]["card"])

    def ids(self) -> Iterable[str]:
        with self._talking():
            if not self._behind(self._name):
                return []
            hits = helpers.scan(self._connected(), index=self._name, _source=False, size=2000)
            return [hit["_id"] for hit in hits]

    def count(self) -> int:
        with self._talking():
            try:
                return int(self._connected().count(index=self._name)["count"])
            except NotFoundError:
                return 0

    def version(self) -> str | None:
        with self._talking():
            try:
                answer = self._connected().indices.get_mapping(index=self._name)
            except NotFoundError:
                return None
            [mapping] = [index["mappings"] for index in answer.values()]
            return str(mapping.get("_meta", {}).get("version", "0"))

    def search(self, request: Request) -> Found:
        with self._talking():
            self._check()
            try:
                answer = _search(request).using(self._connected()).index(self._name).execute()
            except NotFoundError:
                return Found(total=0, hits=(), counts={name: {} for name in DIMENSIONS})
            told = answer.to_dict()
            hits = [hit["_source"] for hit in told["hits"]["hits"]]
            return Found(
                total=int(told["hits"]["total"]["value"]),
                hits=tuple((card_from(hit["card"]), hit["body"]) for hit in hits),
                counts={
                    name: {
                        bucket["key"]: int(bucket["doc_count"])
                        for bucket in told["aggregations"][name]["values"]["buckets"]
                    }
                    for name in DIMENSIONS
                },
            )

    # -- the connection

    def _connected(self) -> Elasticsearch:
        with self._connecting:
            if self._client is None:
                self._client = Elasticsearch(
                    self._host,
                    basic_auth=self._user,
                    request_timeout=_TIMEOUT,
                    # Every write may be repeated: it names its id and version.
                    max_retries=1,
                    retry_on_timeout=False,
                    retry_on_status=(),
                )
            return self._client

    def _behind(self, alias: str) -> list[str]:
        try:
            return sorted(self._connected().indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _holds(self, article: str) -> bool:
        try:
            return bool(self._connected().exists(index=self._name, id=article))
        except NotFoundError:
            return False

    def _check(self) -> None:
        if time.monotonic() < self._believed_until:
            return
        version = self.version()
        if version not in (None, engine.VERSION):
            raise EngineUnavailable(
                _("The search index was built by another version. Run: manage.py rebuild_search")
            )
        self._believed_until = time.monotonic() + _BELIEVE_SECONDS

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Every failure of the wire or the server as `EngineUnavailable`."""
        try:
            yield
        except elastic_transport.ConnectionTimeout as error:
            raise EngineUnavailable(
                _("Elasticsearch does not answer in time."), arrived=None
            ) from error
        except elastic_transport.ConnectionError as error:
            # Refused before anything was sent, or cut off in the middle.
            refused = any("NewConnectionError" in repr(cause) for cause in (error, *error.errors))
            raise EngineUnavailable(
                _("Elasticsearch cannot be reached."), arrived=False if refused else None
            ) from error
        except (ApiError, elastic_transport.TransportError, helpers.BulkIndexError) as error:
            status = getattr(error, "status_code", 0)
            log.warning("search.elastic_failed", status=status, error=str(error))
            raise EngineUnavailable(
                _("Elasticsearch answered with an error (%(status)s).") % {"status": status},
                # The server says so before it does anything; of other errors nothing is known.
                arrived=False if status in (400, 401, 403, 429) else None,
            ) from error


def _external(version: int) -> dict[str, Any]:
    return {"version": version, "version_type": "external_gte"}


def _as_of_now() -> int:
    """Greater than the version of anything published up to this second."""
    return (int(time.time()) << 24) | 0xFFFFFF


def _is_absent(result: Mapping[str, Any]) -> bool:
    return bool(result["status"] == 404 and "error" in result)


def _source(entry: Entry) -> dict[str, Any]:
    indexed = fields(entry)
    source: dict[str, Any] = {
        "id": entry.card.id,
        "title": indexed.title,
        "text": indexed.text,
        "name": indexed.name,
        "weight": indexed.weight,
        "card": asdict(entry.card),
        "body": entry.text,
    }
    for name in (*DIMENSIONS, "date"):
        if value := getattr(entry.card, name):
            source[name] = value
    return source


def _search(request: Request) -> Search:
    filters = {name: Q("term", **{name: value}) for name, value in request.filters.items()}
    search = (
        Search()
        .query(
            "function_score",
            query=_query(request),
            # log10(2 + weight): tantivy's log2 but for a constant, so the order is the same.
            functions=[{"field_value_factor": {"field": "weight", "modifier": "log2p"}}],
            boost_mode="multiply",
        )
        .source(includes=["card", "body"])
        .sort("_score", {"date": {"order": "desc", "missing": "_last"}}, "id")
        .extra(track_total_hits=True, from_=request.offset, size=request.limit)
    )
    if filters:
        search = search.post_filter("bool", filter=list(filters.values()))
    for name in DIMENSIONS:
        others = [only for other, only in filters.items() if other != name]
        narrowed = A("filter", Q("bool", filter=others) if others else Q("match_all"))
        narrowed.bucket("values", "terms", field=name, size=_MAX_CHOICES)
        search.aggs.bucket(name, narrowed)
    return search


def _query(request: Request) -> Query:
    every = [_clause("text", clause) for clause in request.clauses]
    if request.match is Match.ALL:
        titles = [_clause("title", clause) for clause in request.clauses]
        named = Q("constant_score", filter=Q("term", name=request.name), boost=NAME_SCORE)
        return Q("bool", must=every, should=[*titles, named])
    tokens = single(request.clauses)
    enough = Q(
        "bool",
        should=[_clause("text", token) for token in tokens],
        minimum_should_match=at_least(len(tokens)),
    )
    return Q(
        "bool",
        must=[enough],
        must_not=[Q("bool", must=every)],
        should=[_clause("title", token) for token in tokens],
    )


def _clause(name: str, clause: Clause) -> Query:
    boost = TITLE_BOOST if name == "title" else 1.0
    match clause:
        case Prefix(token):
            return Q("prefix", **{name: {"value": token, "boost": boost * PREFIX_SCORE}})
        case Phrase((token,)):
            return Q("term", **{name: {"value": token, "boost": boost}})
        case Phrase(tokens):
            return Q("match_phrase", **{name: {"query": " ".join(tokens), "boost": boost}})
