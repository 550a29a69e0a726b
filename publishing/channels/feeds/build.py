"""RSS 2.0, Atom and JSON Feed of one scope, as bytes."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from feedgen.feed import FeedGenerator

from cms.export.addresses import absolute
from media import renditions
from publishing.channels.feeds.models import Entry
from publishing.channels.feeds.scope import Scope

_LANGUAGE = "zh-CN"


def entry_id(entry: Entry) -> str:
    """Never the address, which changes when a page moves."""
    return f"urn:x-yunwenyi:article:{entry.article}"


def rss(scope: Scope, entries: Sequence[Entry]) -> bytes:
    """RSS 2.0 with content:encoded."""
    return bytes(_generator(scope, entries, "xml").rss_str(pretty=True))


def atom(scope: Scope, entries: Sequence[Entry]) -> bytes:
    """Atom (RFC 4287)."""
    return bytes(_generator(scope, entries, "atom").atom_str(pretty=True))


def json_feed(scope: Scope, entries: Sequence[Entry]) -> bytes:
    """JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": scope.title,
        "description": scope.subtitle,
        "home_page_url": scope.home,
        "feed_url": scope.address("json"),
        "language": _LANGUAGE,
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry_id(entry),
        "url": entry.url,
        "title": entry.title,
        "summary": entry.digest,
        "content_html": entry.html or entry.title,
        "date_published": timezone.localtime(entry.first_published_at).isoformat(),
        "date_modified": timezone.localtime(entry.released_at).isoformat(),
        "language": _LANGUAGE,
    }
    if entry.byline:
        item["authors"] = [{"name": entry.byline}]
    if picture := _picture(entry):
        item["image"] = absolute(picture.url)
    return item


def _picture(entry: Entry) -> renditions.WebPicture | None:
    return renditions.reading_size(entry.cover["id"]) if entry.cover else None


def _generator(scope: Scope, entries: Sequence[Entry], suffix: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.id(scope.address("atom"))
    feed.title(scope.title)
    feed.description(scope.subtitle)
    feed.language(_LANGUAGE)
    # feedgen takes the last link as the channel's own in RSS, so the site itself comes last.
    feed.link(href=scope.address(suffix), rel="self")
    feed.link(href=scope.home, rel="alternate")
    feed.generator("yunwenyi")
    moment = entries[0].released_at if entries else timezone.now()
    feed.updated(max((entry.released_at for entry in entries), default=moment))
    for entry in entries:
        _add(feed, entry)
    return feed


def _add(feed: FeedGenerator, entry: Entry) -> None:
    item = feed.add_entry(order="append")
    item.id(entry_id(entry))
    item.guid(entry_id(entry), permalink=False)
    item.title(entry.title)
    item.link(href=entry.url)
    item.published(entry.first_published_at)
    item.updated(entry.released_at)
    if entry.digest:
        item.summary(entry.digest)
    if entry.byline:
        item.author(name=entry.byline)
    if entry.html:
        item.content(entry.html, type="html")
    if picture := _picture(entry):
        item.enclosure(absolute(picture.url), str(picture.size), "image/jpeg")
