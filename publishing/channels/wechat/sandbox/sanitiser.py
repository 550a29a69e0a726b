"""What the platform makes of an article's HTML on its way into a draft (facts A9).

The result is stored and is what draft/get answers: never byte-equal to what was sent.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import lxml.html

from publishing.channels.wechat.sandbox import css
from publishing.channels.wechat.sandbox.answers import Refused
from publishing.channels.wechat.sandbox.html_rules import (
    IMAGE_ATTRIBUTES,
    KEPT,
    KEPT_ATTRIBUTES,
    MINI_PROGRAM,
    PROFILE,
    REMOVED,
    SMIL,
    SMIL_ATTRIBUTES,
    STYLE_TYPE,
    SVG,
    SVG_CASE,
    SVG_DROPPED_ATTRIBUTES,
    SVG_REMOVED,
    VIDEO_ATTRIBUTES,
)

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The parser takes stranger names than this ('a"b', '<c'); none of them means anything.
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*")
_WEAPP = re.compile(r"^wx[0-9a-f]{16}$")
_TRAILER = f'<p style="display: none;"><{STYLE_TYPE} data-value="3"></{STYLE_TYPE}></p>'
_VOID = frozenset({"br", "hr", "img", "col"})
_BARE_TEXT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol"})
_DEEPEST = 200
_PASSES = 8
_WECHAT_VIDEO = "https://mp.weixin.qq.com/mp/readtemplate?"
_HOME_PAGE = "mp.weixin.qq.com/mp/profile_ext"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ownership:
    """What the sanitiser must ask the state: is this picture, is this article one of ours?"""

    image: Callable[[str], bool]
    article: Callable[[str], bool]


def sanitise(html: str, own: Ownership) -> str:
    """The HTML as it is stored. Refused 45166 or 45086 for content the platform will not take."""
    # A tag taken away can leave an order of tags that a parser reads otherwise than it was written,
    # so the result is read again until it stays as it is.
    for _ in range(_PASSES):
        before, html = html, _once(html, own)
        if html == before:
            break
    return html


def _once(html: str, own: Ownership) -> str:
    # The parser drops white space at the very beginning, so it would not last anyway.
    body = _Rewriter(own).children(_parse(html), 0, svg=False).lstrip()
    return body if body.endswith(_TRAILER) else body + _TRAILER


def bare_text(html: str) -> str:
    """The text of the HTML with its line breaks: all that a picture message keeps."""
    root = _parse(html)
    for hidden in list(root.iter("script", "style")):
        hidden.drop_tree()
    return "".join(root.itertext()).strip()


def plain_text(html: str) -> str:
    """The text of the HTML, white space folded: what a missing digest is cut from."""
    return " ".join(bare_text(html).split())


def _parse(html: str) -> Any:
    text = _UNREADABLE.sub("", html)
    body = lxml.html.document_fromstring(f"<html><body>{text}</body></html>").find("body")
    return lxml.html.Element("body") if body is None else body


class _Rewriter:
    def __init__(self, own: Ownership) -> None:
        self._own = own

    def children(self, element: Any, depth: int, *, svg: bool) -> str:
        if depth > _DEEPEST:
            raise Refused(45166, "nested too deep")
        name = element.tag if isinstance(element.tag, str) else ""
        wrap = not svg and name not in _BARE_TEXT and element.get("leaf") is None
        parts = [self._text(element.text, wrap=wrap)]
        for child in element:
            parts.append(self._element(child, depth + 1, svg=svg))
            parts.append(self._text(child.tail, wrap=wrap))
        return "".join(parts)

    @staticmethod
    def _text(text: str | None, *, wrap: bool) -> str:
        if not text:
            return ""
        safe = escape(text, quote=False).replace("\xa0", "&nbsp;")
        return f'<span leaf="">{safe}</span>' if wrap and text.strip() else safe

    def _element(self, element: Any, depth: int, *, svg: bool) -> str:
        if not isinstance(element.tag, str):  # a comment or processing instruction
            return ""
        name = SVG_CASE.get(element.tag, element.tag)
        if svg or name == "svg":
            return self._svg(element, name, depth)
        if name == "iframe" and self._is_wechat_video(element):
            return f"<iframe{_write(self._video(element))}></iframe>"
        if name in REMOVED:
            return ""
        inner = self.children(element, depth, svg=False)
        if name in {MINI_PROGRAM, PROFILE, STYLE_TYPE}:
            return self._card(element, name, inner)
        if name not in KEPT or (name == "a" and not self._keeps_link(element)):
            return inner
        if name == "img" and not self._own.image(element.get("src") or ""):
            return ""
        attributes = _write(self._attributes(element, name))
        if name in _VOID:
            return f"<{name}{attributes}  />"
        return f"<{name}{attributes}>{inner}</{name}>"

    @staticmethod
    def _video(element: Any) -> Iterator[tuple[str, str]]:
        for key, value in element.items():
            if key in {"src", "data-src"}:
                if value.startswith(_WECHAT_VIDEO):
                    yield key, value
            elif key in VIDEO_ATTRIBUTES or key.startswith("data-"):
                yield key, value

    def _is_wechat_video(self, element: Any) -> bool:
        source = element.get("data-src") or ""
        return bool(element.get("data-mpvid")) and source.startswith(_WECHAT_VIDEO)

    def _keeps_link(self, element: Any) -> bool:
        target = (element.get("href") or "").strip()
        if _HOME_PAGE in target:
            raise Refused(40155)
        return self._own.article(target)

    @staticmethod
    def _card(element: Any, name: str, inner: str) -> str:
        if name == MINI_PROGRAM:
            if not _WEAPP.match(element.get("data-miniprogram-appid") or ""):
                raise Refused(45086)
            if not element.get("data-miniprogram-path"):
                raise Refused(45166, f"{name} without data-miniprogram-path")
        if name == PROFILE and not element.get("data-id"):
            raise Refused(45166, f"{name} without data-id")
        kept = ((key, value) for key, value in element.items() if key.startswith("data-"))
        return f"<{name}{_write(kept)}>{inner}</{name}>"

    def _attributes(self, element: Any, name: str) -> Iterator[tuple[str, str]]:
        for key, value in element.items():
            if key == "style":
                style = self._style(value, name)
                if style:
                    yield key, style
            elif key in IMAGE_ATTRIBUTES:
                if self._own.image(value):
                    yield key, value
            elif key == "href":
                if name == "a":  # its target was looked at by _keeps_link
                    yield key, value.strip()
            elif key in KEPT_ATTRIBUTES or key.startswith("data-"):
                yield key, value

    def _style(self, value: str, name: str) -> str:
        if name == "code":  # its styles go, those of <pre> and inner <span> stay
            return ""
        style = css.clean(value, own_image=self._own.image)
        if name == "tr":  # a background on <tr> is not applied
            pairs = css.declarations(style)
            style = " ".join(f"{k}: {v};" for k, v in pairs if not k.startswith("background"))
        return style

    def _svg(self, element: Any, name: str, depth: int) -> str:
        if name in SVG_REMOVED or name not in SVG:
            return ""
        if name in SMIL and element.get("attributename") not in {*SMIL_ATTRIBUTES, None}:
            return ""
        if name == "foreignObject" and element.find(".//div") is not None:
            return ""
        kept = []
        for key, value in element.items():
            if key.rpartition(":")[2] in SVG_DROPPED_ATTRIBUTES or key.startswith("on"):
                continue
            if key == "style":
                value = css.clean(value, own_image=self._own.image)
            loads = "url(" in value.lower() and key != "style"
            if value and not loads and not _dangerous(value):
                kept.append((SVG_CASE.get(key, key), value))
        inside_svg = name != "foreignObject"
        inner = self.children(element, depth, svg=inside_svg)
        return f"<{name}{_write(kept)}>{inner}</{name}>"


def _dangerous(value: str) -> bool:
    return "".join(value.split()).lower().startswith(("javascript:", "vbscript:", "data:text"))


def _write(attributes: Any) -> str:
    return "".join(
        f' {key}="{escape(value)}"' for key, value in attributes if _ATTRIBUTE.fullmatch(key)
    )
