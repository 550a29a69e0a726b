"""What survives in an article's HTML, as data (facts A9: field evidence, no official list)."""

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

# Attributes that never survive, on any element.
DROPPED_ATTRIBUTES = frozenset({"class", "id", "name", "srcset", "contenteditable", "tabindex"})

# CSS properties dropped wherever they stand.
DROPPED_PROPERTIES = frozenset(
    "position top right bottom left z-index transform transform-origin clip-path clip filter "
    "backdrop-filter content cursor behavior".split()
)
DROPPED_PROPERTY_GROUPS = ("animation", "transition", "grid", "-webkit-animation", "--")
DROPPED_VALUES = ("var(", "expression(", "javascript:", "@import")
