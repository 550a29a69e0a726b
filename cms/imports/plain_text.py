"""A .txt file: lines, blank lines and indents."""

import re

from cms.imports.characters import printable, squeezed
from cms.imports.flow import Line, Reading
from cms.imports.inline import Inline

_INDENT = re.compile(r"\u3000| {2,}")


def read_plain_text(text: str) -> Reading:
    return Reading(pieces=tuple(lines_of(text)))


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of a text, each knowing whether a blank line stood before it."""
    found: list[Line] = []
    opens = True
    for line in printable(text).split("\n"):
        stripped = squeezed(line)
        if not stripped:
            opens = True
            continue
        found.append(Line(inline=Inline(stripped), opens=opens, indented=bool(_INDENT.match(line))))
        opens = False
    return found
