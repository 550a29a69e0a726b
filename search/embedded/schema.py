"""What tantivy holds of an entry, and back."""

import json
from dataclasses import asdict
from functools import cache

import tantivy

from search.engine import DIMENSIONS, Card, Entry, card_from
from search.tokens import fields


@cache
def schema() -> tantivy.Schema:
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


def document_of(entry: Entry) -> tantivy.Document:
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


def read(document: tantivy.Document) -> tuple[Card, str]:
    stored = json.loads(bytes(document["stored"][0]))
    return card_from(stored["card"]), stored["text"]


def find(searcher: tantivy.Searcher, article: str) -> tantivy.Document | None:
    query = tantivy.Query.term_query(schema(), "id", article)
    hits = searcher.search(query, limit=1, count=False).hits
    return searcher.doc(hits[0][1]) if hits else None


def version_of(searcher: tantivy.Searcher, article: str) -> int | None:
    document = find(searcher, article)
    return document.get_first("version") if document else None
