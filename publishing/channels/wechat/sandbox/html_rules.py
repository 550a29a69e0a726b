"""What survives in an article's HTML, as data (facts A9: field evidence, no official list)."""
# ruff: noqa: SIM905 - lists of words are easier to read and to compare as words

# Kept with their inline style. Any other element loses its tag and keeps its text.
KEPT = frozenset(
    "section p div span strong b em i u s del ins sub sup small mark font blockquote center "
    "h1 h2 h3 h4 h5 h6 pre code br hr table caption colgroup col thead tbody tfoot tr td th "
    "ul ol li figure figcaption ruby rt rp img a".split()
)

# Removed with everything inside.
REMOVED = frozenset(
    "script style link meta title head base iframe form input button select option textarea "
    "label object embed applet video audio source track canvas noscript template frame frameset "
    "map area dialog".split()
)

SVG = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan image set animate "
    "animateTransform animateMotion foreignObject".split()
)
SVG_REMOVED = frozenset("defs marker use symbol mask filter pattern linearGradient".split()) | {
    "radialGradient",
    "clipPath",
}
SMIL = frozenset({"animate", "set", "animateTransform", "animateMotion"})
SMIL_ATTRIBUTES = frozenset(
    "x y width height opacity d points stroke-width stroke-linecap stroke-dashoffset fill "
    "visibility transform".split()
)

# The HTML parser lowers the case of SVG's names; this restores it.
SVG_CASE = {
    name.lower(): name
    for name in (
        "animateTransform animateMotion foreignObject linearGradient radialGradient clipPath "
        "textPath viewBox preserveAspectRatio attributeName attributeType repeatCount repeatDur "
        "keyTimes keySplines keyPoints calcMode pathLength textLength lengthAdjust"
    ).split()
}

MINI_PROGRAM = "mp-miniprogram"
PROFILE = "mp-common-profile"
STYLE_TYPE = "mp-style-type"

# What HTML elements keep besides `data-`; everything else goes, classes, ids and handlers first.
KEPT_ATTRIBUTES = frozenset(
    "style src href alt title width height align valign bgcolor color face size border start type "
    "reversed value colspan rowspan span cellpadding cellspacing dir lang target leaf "
    "background textvalue linktype".split()
)
IMAGE_ATTRIBUTES = frozenset({"src", "data-src", "background"})

# WeChat's own video frame keeps these besides `data-` (facts A9).
VIDEO_ATTRIBUTES = frozenset({"class", "width", "height", "frameborder", "scrolling"})

# Attributes that never survive inside SVG.
SVG_DROPPED_ATTRIBUTES = frozenset("class id name href src tabindex contenteditable".split())

# CSS properties dropped wherever they stand.
DROPPED_PROPERTIES = frozenset(
    "position top right bottom left z-index transform transform-origin clip-path clip filter "
    "backdrop-filter content cursor behavior inset translate rotate scale".split()
)
DROPPED_PROPERTY_GROUPS = ("animation", "transition", "grid", "-webkit-animation", "--")
# Loads and scripts, and the escapes that could spell any of these so that only a browser sees it.
DROPPED_VALUES = (
    "var(", "expression(", "javascript:", "@import", "image-set(", "image(", "src(", "element(",
    "\\", "<", "{", "}",
)  # fmt: skip
