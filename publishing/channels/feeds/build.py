"""RSS 2.0, Atom and JSON Feed of one scope, as bytes."""

import json
import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from feedgen.feed import FeedGenerator

from publishing.channels.feeds.models import Entry
from publishing.channels.feeds.scope import Scope

_LANGUAGE = "zh-CN"


def entry_id(entry: Entry) -> str:
    """Never the address, which changes when a page moves."""
    return f"urn:x-yunwenyi:article:{entry.article}"


# What XML 1.0 forbids altogether: one such character, pasted along from Word, and no reader could
# read the whole feed.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


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
        "title": _clean(scope.title),
        "description": _clean(scope.subtitle),
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
        "title": _clean(entry.title),
        "summary": _clean(entry.digest),
        "content_html": _clean(entry.html or entry.title),
        "date_published": timezone.localtime(entry.first_published_at).isoformat(),
        "date_modified": timezone.localtime(entry.released_at).isoformat(),
        "language": _LANGUAGE,
    }
    if entry.byline:
        item["authors"] = [{"name": _clean(entry.byline)}]
    if entry.cover:
        item["image"] = entry.cover["url"]
    return item


def _generator(scope: Scope, entries: Sequence[Entry], suffix: str) -> FeedGenerator:
    feed = FeedGenerator()
    # An author without an e-mail address has no place in RSS itself.
    feed.load_extension("dc", atom=False, rss=True)
    feed.id(scope.address("atom"))
    feed.title(_clean(scope.title))
    feed.description(_clean(scope.subtitle))
    feed.language(_LANGUAGE)
    # feedgen takes the last link as the channel's own in RSS, so the site itself comes last.
    feed.link(href=scope.address(suffix), rel="self")
    feed.link(href=scope.home, rel="alternate")
    feed.generator("yunwenyi")
    feed.updated(max((entry.released_at for entry in entries), default=timezone.now()))
    for entry in entries:
        _add(feed, entry, enclosures=suffix == "xml")
    return feed


def _add(feed: FeedGenerator, entry: Entry, *, enclosures: bool) -> None:
    item = feed.add_entry(order="append")
    item.id(entry_id(entry))
    item.guid(entry_id(entry), permalink=False)
    item.title(_clean(entry.title))
    if entry.cover and enclosures:
        # Not in Atom: feedgen drops `rel` there, and the picture would pass for the article.
        item.enclosure(entry.cover["url"], str(entry.cover["size"]), "image/jpeg")
    item.link(href=entry.url)
    item.published(entry.first_published_at)
    item.updated(entry.released_at)
    if entry.digest:
        item.summary(_clean(entry.digest))
    if entry.byline:
        item.author(name=_clean(entry.byline))
        item.dc.dc_creator(_clean(entry.byline))
    if entry.html:
        item.content(_clean(entry.html), type="html")
