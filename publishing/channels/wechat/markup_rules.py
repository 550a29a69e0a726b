"""What the platform keeps of an article's HTML, as data (facts A9: field evidence).

What is not named here is not sent: then what arrives is what was meant.
"""

from typing import Final

#: Kept with their inline style.
ELEMENTS: Final = frozenset({
    "section", "p", "span", "strong", "em", "sup", "blockquote", "h2", "h3", "br", "hr", "ul",
    "ol", "li", "figure", "figcaption", "img", "a",
})  # fmt: skip
#: Removed with everything inside.
REMOVED: Final = frozenset({
    "script", "style", "link", "meta", "iframe", "form", "input", "button", "object", "embed",
    "video", "audio", "svg",
})  # fmt: skip
#: Attributes kept beside `style`.
ATTRIBUTES: Final = {"img": frozenset({"src", "alt"}), "a": frozenset({"href"})}
#: Written otherwise: styles on div are less reliable.
RENAMED: Final = {"div": "section", "b": "strong", "i": "em", "h1": "h2", "h4": "h3"}
VOID: Final = frozenset({"br", "hr", "img"})

#: Styles the house theme may use. Missing on purpose: everything dropped, ineffective or disputed
#: (position, transform, grid, flex, animation, filter, var(), white-space: pre-wrap).
STYLES: Final = frozenset({
    "color", "font-size", "font-weight", "font-style", "font-family", "line-height",
    "letter-spacing", "text-align", "text-indent", "text-decoration", "margin", "margin-top",
    "margin-bottom", "margin-left", "margin-right", "padding", "padding-top", "padding-bottom",
    "padding-left", "padding-right", "border", "border-top", "border-bottom", "border-left",
    "border-right", "width", "max-width", "height", "display", "word-break", "vertical-align",
    "list-style-type",
})  # fmt: skip
STYLE_VALUES_REFUSED: Final = ("var(", "url(", "expression(", "flex", "grid")

#: Addresses of published articles: the only links an ordinary account's readers can follow.
LINKS_KEPT: Final = ("https://mp.weixin.qq.com/s/", "https://mp.weixin.qq.com/s?")
