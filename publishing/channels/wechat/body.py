"""Semantic HTML -> what an article's `content` is: house theme inlined, links as notes, and only
what the platform keeps. No file and no address is loaded on the way."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

import lxml.html
from css_inline import CSSInliner
from lxml import etree

from publishing.channels.wechat.markup_rules import (
    ATTRIBUTES,
    ELEMENTS,
    LINKS_KEPT,
    REMOVED,
    RENAMED,
    STYLE_VALUES_REFUSED,
    STYLES,
    VOID,
)

#: The words are WeChat's readers' language, whatever the interface's.
_NOTES_TITLE: Final = "参考链接"
_INLINER: Final = CSSInliner(load_remote_stylesheets=False, inline_style_tags=False)
_BLOCKS: Final = frozenset({
    "section", "p", "blockquote", "h2", "h3", "hr", "ul", "ol", "li", "figure", "figcaption",
})  # fmt: skip
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def theme() -> str:
    """The house's style sheet for WeChat."""
    css = resources.files(__package__).joinpath("theme.css").read_text(encoding="utf-8")
    return _COMMENT.sub("", css)


def content_of(html: str) -> str:
    """`html`: one element of class "article" with semantic HTML inside (rendering.blocks)."""
    root = _parsed(html)
    _links_to_notes(root)
    styled = _INLINER.inline_fragment(_written(root), theme())
    return "".join(_clean(_parsed(styled)))


def words_of(html: str) -> str:
    """The text without any white space: the one thing that survives the platform's rewriting
    unchanged (A9), and so the way to compare what was sent with what is there."""
    root = _parsed(html)
    etree.strip_elements(root, "script", "style", with_tail=False)
    return "".join("".join(root.itertext()).split())


def pictures_in(html: str) -> int:
    """How many pictures an article shows."""
    return sum(1 for _ in _parsed(html).iter("img"))


def _parsed(html: str) -> Any:
    return lxml.html.fragment_fromstring(html or " ", create_parent="div")


def _written(root: Any) -> str:
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def _links_to_notes(root: Any) -> None:
    """Readers cannot follow links to other hosts: their addresses go to the end, numbered."""
    article = root[0]
    numbers: dict[str, int] = {}
    for link in list(root.iter("a")):
        address = (link.get("href") or "").strip()
        if address.startswith(LINKS_KEPT):
            continue
        if _needs_note(link, address):
            number = numbers.setdefault(address, len(numbers) + 1)
            mark = etree.SubElement(link, "sup")
            mark.text = f"[{number}]"
        link.drop_tag()
    if numbers:
        end = article.find("p[@class='end']")
        at = len(article) if end is None else article.index(end)
        title = etree.Element("p", {"class": "notes-title"})
        title.text = _NOTES_TITLE
        notes = [title]
        for address, number in numbers.items():
            note = etree.Element("p", {"class": "note"})
            note.text = f"[{number}] {address}"
            notes.append(note)
        article[at:at] = notes


def _needs_note(link: Any, address: str) -> bool:
    text = "".join(link.itertext()).strip()
    parts = urlsplit(address)
    if not text or parts.scheme not in {"http", "https", "mailto"}:
        return False  # A picture's link is repeated by its caption; a number is dialled.
    plain = address.removeprefix("mailto:").removeprefix(f"{parts.scheme}://").rstrip("/")
    return plain not in text  # An address that is written out needs no note.


def _clean(element: Any) -> Iterator[str]:
    inside_blocks = _holds_blocks(element)
    yield from _text(element.text, between_blocks=inside_blocks)
    for child in element:
        yield from _element(child)
        yield from _text(child.tail, between_blocks=inside_blocks)


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element)


def _text(text: str | None, *, between_blocks: bool) -> Iterator[str]:
    # Line breaks of the source between two blocks would show as empty lines.
    if text and not (between_blocks and not text.strip()):
        yield escape(text, quote=False)


def _element(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in REMOVED:
        return
    name = RENAMED.get(element.tag, element.tag)
    if name not in ELEMENTS or (name == "img" and not element.get("src")):
        yield from _clean(element)
        return
    kept = ATTRIBUTES.get(name, frozenset())
    attributes = [(key, value) for key, value in element.items() if key in kept]
    style = ";".join(_styles(element.get("style") or ""))
    if style:
        attributes.append(("style", style))
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes)
    yield f"<{name}{written}>"
    if name not in VOID:
        yield from _clean(element)
        yield f"</{name}>"


def _styles(style: str) -> Iterator[str]:
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in STYLES and not any(word in value for word in STYLE_VALUES_REFUSED):
            yield f"{name}:{value}"
