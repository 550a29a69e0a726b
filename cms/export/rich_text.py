"""Wagtail's rich text -> the small HTML of `contract.Paragraph`."""

import re
from html import unescape

import nh3
from wagtail.rich_text import expand_db_html

from cms.export.addresses import absolute

_TAGS = {"p", "strong", "em", "b", "i", "a", "ul", "ol", "li", "br", "hr"}
_LEADS_NOWHERE = re.compile("<a>(.*?)</a>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|br|hr)\b")
_RENAMED = {"b": "strong", "i": "em"}


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if tag == "a" and attribute == "href":
        return absolute(value)
    return None


def paragraph_html(source: str) -> str:
    """Stored rich text with links resolved and absolute; anything else is dropped.

    A link to a page that is gone keeps its words and loses its link.
    """
    html = nh3.clean(
        expand_db_html(source),
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_filter,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    for old, new in _RENAMED.items():
        # Safe as plain replacement: cleaned tags of these names carry no attribute.
        html = html.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    # Anchors never nest once cleaned, so the next closing tag is the link's own.
    return _LEADS_NOWHERE.sub(r"\1", html)


def text_of(html: str) -> str:
    """The words alone."""
    # Only blocks part words: a space beside bold or a link would stand inside a Chinese sentence.
    parted = _BLOCK.sub(r" \g<0>", html)
    return " ".join(unescape(nh3.clean(parted, tags=set())).split())
