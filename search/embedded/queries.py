"""A request as tantivy's queries."""

from collections.abc import Iterable, Mapping

import tantivy

from search.embedded.schema import schema
from search.engine import DIMENSIONS, Clause, Match, Phrase, Prefix, Request
from search.tokens import NAME_SCORE, PREFIX_SCORE, TITLE_BOOST, at_least, single

_MAX_CHOICES = 1000


def query(request: Request) -> tantivy.Query:
    must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    every = [(must, _clause("text", clause)) for clause in request.clauses]
    if request.match is Match.ALL:
        named = tantivy.Query.term_query(schema(), "name", request.name)
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
            found = tantivy.Query.regex_query(schema(), name, f"{token}.*")
            found = tantivy.Query.const_score_query(found, PREFIX_SCORE)
        case Phrase((token,)):
            found = tantivy.Query.term_query(schema(), name, token)
        case Phrase(tokens):
            found = tantivy.Query.phrase_query(schema(), name, list(tokens))
    return tantivy.Query.boost_query(found, TITLE_BOOST) if name == "title" else found


def filter_by(name: str, value: str) -> tantivy.Query:
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), name, value), 0.0)


def narrowed(wanted: tantivy.Query, filters: Iterable[tantivy.Query]) -> tantivy.Query:
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, wanted), *((must, only) for only in filters)])


def counts_of(
    searcher: tantivy.Searcher, wanted: tantivy.Query, filters: Mapping[str, tantivy.Query]
) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    # Dimensions without a filter of their own share one pass over the hits.
    free = [name for name in DIMENSIONS if name not in filters]
    for names in (free, *([name] for name in filters)):
        others = [only for name, only in filters.items() if name not in names]
        asked = {name: {"terms": {"field": name, "size": _MAX_CHOICES}} for name in names}
        if asked:
            answer = searcher.aggregate(narrowed(wanted, others), asked)
            for name in names:
                buckets = answer[name]["buckets"]
                counts[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return counts
