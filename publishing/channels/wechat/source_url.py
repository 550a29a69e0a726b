"""The key that travels inside an article: the query of its `content_source_url`.

    https://site/…/?from=wechat&ywy=123-1a2b3c4d5e6f7a8b

`ywy` holds the article's id, which survives a change of address, and the edition sent. A query and
not a fragment: nothing on the platform's way is known to cut a query off, and fragments are used
there for its own marks (#rd, #wechat_redirect). See docs/decisions/wechat-key-and-editions.md.
"""

import re
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from django.conf import settings

_NAME: Final = "ywy"
_KEY: Final = re.compile(r"(\d+)-([0-9a-f]{16})")


def with_key(url: str, article: str, edition: str) -> str:
    """The article's address with the key in it."""
    parts = urlsplit(url)
    query = urlencode({"from": "wechat", _NAME: f"{article}-{edition}"})
    joined = f"{parts.query}&{query}" if parts.query else query
    return urlunsplit((parts.scheme, parts.netloc, parts.path, joined, ""))


def edition_in(url: str, article: str) -> str | None:
    """The edition, if the address is ours and of this article.

    Ours means our host: a copy of this installation made for practice must not take the real
    one's articles for its own.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    found = _KEY.fullmatch(parse_qs(parts.query).get(_NAME, [""])[0])
    return found[2] if found and found[1] == article else None
