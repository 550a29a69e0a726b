"""The article's part of a saved web page: without scripts, menus, sidebars and lists of links.

No list of sites: what is an article is told by where the running text stands.
"""

import re
from typing import Final

from lxml import etree, html

from cms.imports.characters import HAN, printable
from cms.imports.contract import Note, NoteKind, Unreadable
from cms.imports.flow import excerpt
from cms.imports.wording import gettext_noop, message

_NEVER_TEXT: Final = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "button", "select",
    "input", "textarea", "svg", "canvas", "head", "map", "dialog",
)  # fmt: skip
_CHROME_TAGS: Final = ("nav", "footer", "aside")
_CHROME_NAMES: Final = frozenset(
    [
        "nav",
        "navbar",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "footer",
        "foot",
        "copyright",
        "sidebar",
        "related",
        "recommend",
        "share",
        "sharing",
        "comment",
        "comments",
        "pagination",
        "pager",
        "toolbar",
        "qrcode",
        "advert",
        "ads",
        "login",
        "search",
        "rank",
        "hot",
        "relates",
        "xgyd",
        "fenxiang",
        "bdsharebuttonbox",
    ]
)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HAN_OR_WORD = re.compile(rf"[{HAN}]|[A-Za-z0-9]+")
# Shorter runs of text are menu entries, captions and labels.
_PROSE: Final = 15
# Chrome that holds more of the page's prose than this is chrome by name only.
_MOST_CHROME: Final = 0.25
_MAIN_SHARE: Final = 0.75


def parse(text: str) -> html.HtmlElement | None:
    """The root of an HTML text, or None if there is nothing in it. Unreadable if it is a trap."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root: html.HtmlElement = html.document_fromstring(printable(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    # The parser stops at 2048 levels, and would lose what follows without a word.
    if any("depth" in error.message for error in parser.error_log):
        raise Unreadable(
            message(
                gettext_noop(
                    "The page is nested too deeply to be read whole. Copy the article's text into "
                    "a .txt or .docx file."
                )
            )
        )
    return root


def without_code(root: html.HtmlElement) -> None:
    """Takes out, in place, what no reader of the page sees as text."""
    for element in list(root.iter(*_NEVER_TEXT)):
        _drop(element)
    for element in list(root.iterfind(".//*[@style]")):
        if _HIDDEN.search(element.get("style", "")):
            _drop(element)
    for element in list(root.iterfind(".//*[@hidden]")):
        _drop(element)


def without_chrome(root: html.HtmlElement) -> tuple[Note, ...]:
    """Takes out menus, sidebars and lists of links, in place, and names what it took."""
    weights = _Weights(root)
    taken: list[html.HtmlElement] = []
    walk = etree.iterwalk(root, events=("start",))
    for _event, element in walk:
        if _is_chrome(element, weights, weights.prose[root]):
            taken.append(element)
            walk.skip_subtree()
    texts: list[str] = []
    for element in taken:
        if words := excerpt(element.text_content(), 40):
            texts.append(words)
        _drop(element)
    if not texts:
        return ()
    return (
        Note(
            kind=NoteKind.CLEANED,
            message=message(
                gettext_noop("Menus, side columns and lists of links of the web page left out.")
            ),
            excerpt=excerpt(" / ".join(texts), 160),
        ),
    )


def main_part(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article: the narrowest with most of the prose, widened as long
    as what joins it is text and not links (the title and the source line stand around it)."""
    weights = _Weights(root)
    total = weights.prose.get(root, 0)
    best = root
    if not total:
        return root
    for element in root.iter(etree.Element):
        if weights.prose.get(element, 0) >= _MAIN_SHARE * total:
            best = element  # document order: the last one found is the deepest
    while best is not root and (parent := best.getparent()) is not None:
        more = weights.text[parent] - weights.text[best]
        links = weights.links[parent] - weights.links[best]
        if links * 2 > more:
            break
        best = parent
    return best


class _Weights:
    """Of every element: characters of its text, those within links, those in running prose."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.text: dict[html.HtmlElement, int] = {}
        self.links: dict[html.HtmlElement, int] = {}
        self.prose: dict[html.HtmlElement, int] = {}
        self.anchors: dict[html.HtmlElement, int] = {}
        in_link = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self.text[element] = self.links[element] = self.prose[element] = 0
                self.anchors[element] = int(element.tag == "a")
                in_link += element.tag == "a"
                self._add(element, element.text, in_link > 0)
                continue
            in_link -= element.tag == "a"
            parent = element.getparent()
            if element is root or parent is None:
                continue
            self.text[parent] += self.text[element]
            self.links[parent] += self.links[element]
            self.prose[parent] += self.prose[element]
            self.anchors[parent] += self.anchors[element]
            self._add(parent, element.tail, in_link > 0)

    def _add(self, element: html.HtmlElement, text: str | None, in_link: bool) -> None:
        length = len(_HAN_OR_WORD.findall(text)) if text else 0
        self.text[element] += length
        if in_link:
            self.links[element] += length
        elif length >= _PROSE:
            self.prose[element] += length


def _is_chrome(element: html.HtmlElement, weights: _Weights, total: int) -> bool:
    if element.tag in ("body", "html", "article", "main", "h1"):
        return False
    if weights.prose[element] > _MOST_CHROME * total:
        return False
    if element.tag in _CHROME_TAGS:
        return True
    if element.tag in ("ul", "ol", "dl", "div", "p", "table", "section") and _is_link_list(
        element, weights
    ):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    parts = {part.lower() for part in _NAME_PARTS.findall(names[:200])}
    return bool(parts & _CHROME_NAMES) and element.tag in ("ul", "ol", "div", "section", "p", "dl")


def _is_link_list(element: html.HtmlElement, weights: _Weights) -> bool:
    links = weights.links[element]
    return weights.anchors[element] >= 3 and links >= 8 and links * 10 >= 7 * weights.text[element]


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
