"""The short notation the sample's texts are written in, read into blocks.

Blocks are parted by empty lines: `## heading`, `> quotation` with a last line `—— whose`,
`| verse` line by line, `![picture key] caption`, `{work key}`; everything else is a paragraph.
"""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

_PICTURE = re.compile(r"!\[(?P<key>[a-z0-9-]+)\]\s*(?P<caption>.*)")
_WORK = re.compile(r"\{(?P<key>[a-z0-9-]+)\}")


def pictures_in(text: str) -> list[str]:
    """Keys of the pictures a text shows."""
    return [match["key"] for part in _parts(text) if (match := _PICTURE.fullmatch(part))]


def works_in(text: str) -> list[str]:
    """Keys of the works a text shows."""
    return [match["key"] for part in _parts(text) if (match := _WORK.fullmatch(part))]


def blocks(
    text: str, images: Mapping[str, int], works: Mapping[str, int], seed: str
) -> list[dict[str, Any]]:
    """Raw values of a `cms.blocks.BodyBlock`; from one `seed` come always the same ids."""
    made = []
    for number, part in enumerate(_parts(text)):
        kind, value = _block(part, images, works)
        made.append(
            {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{seed}/{number}"))}
        )
    return made


def _parts(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in re.split(r"\n\s*\n", text)))


def _block(part: str, images: Mapping[str, int], works: Mapping[str, int]) -> tuple[str, Any]:
    if match := _PICTURE.fullmatch(part):
        return "image", {"image": images[match["key"]], "caption": match["caption"]}
    if match := _WORK.fullmatch(part):
        return "work", works[match["key"]]
    if part.startswith("## "):
        return "heading", {"text": part[3:].strip(), "level": "2"}
    lines = part.split("\n")
    if part.startswith(">"):
        said = [line.removeprefix(">").strip() for line in lines]
        whose = said.pop().removeprefix("——").strip() if said[-1].startswith("——") else ""
        return "quotation", {"text": "\n".join(said), "attribution": whose}
    if part.startswith("|"):
        return "verse", "\n".join(line.removeprefix("|").strip() for line in lines)
    return (
        "paragraph",
        f"<p>{html.escape(''.join(line.strip() for line in lines), quote=False)}</p>",
    )
