"""Inline styles: what the platform drops of them and how it rewrites colours (facts A9)."""

import re
from collections.abc import Callable, Iterator

from publishing.channels.wechat.sandbox.html_rules import (
    DROPPED_PROPERTIES,
    DROPPED_PROPERTY_GROUPS,
    DROPPED_VALUES,
)

_HEX = re.compile(r"#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
_NAME = re.compile(r"-{0,2}[a-z][a-z0-9-]*")
_URL = re.compile(r"""url\(\s*(["']?)([^\s"'()\\]+)\1\s*\)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(\*/|$)", re.DOTALL)


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """The (property, value) pairs of a style attribute; what is no declaration is passed over."""
    for part in _split(_COMMENT.sub("", style)):
        name, colon, value = part.partition(":")
        if colon and name.strip() and value.strip():
            yield name.strip().lower(), value.strip()


def _split(style: str) -> Iterator[str]:
    """Split at semicolons outside of quotes and brackets (a data: URL holds some)."""
    start, depth, quote = 0, 0, ""
    for position, sign in enumerate(style):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(depth - 1, 0)
        elif sign == ";" and not depth:
            yield style[start:position]
            start = position + 1
    yield style[start:]


def _rgb(found: re.Match[str]) -> str:
    digits = found[1]
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    if len(digits) == 8:
        return f"rgba({red}, {green}, {blue}, {int(digits[6:], 16) / 255:.2g})"
    return f"rgb({red}, {green}, {blue})"


def clean(style: str, *, own_image: Callable[[str], bool]) -> str:
    """The style attribute as it is stored; empty when nothing is left."""
    kept = []
    for name, value in declarations(style):
        lowered = value.lower()
        if not _NAME.fullmatch(name) or name in DROPPED_PROPERTIES:
            continue
        if name.startswith(DROPPED_PROPERTY_GROUPS):
            continue
        if any(word in lowered for word in DROPPED_VALUES):
            continue
        if name == "display" and "grid" in lowered:
            continue
        urls = [found[2] for found in _URL.finditer(value)]
        # A url() the pattern does not take (never closed, say) is one a browser may still fetch.
        if lowered.count("url(") != len(urls) or not all(map(own_image, urls)):
            continue
        kept.append(f"{name}: {value if 'url(' in lowered else _HEX.sub(_rgb, value)};")
    return " ".join(kept)
