"""Blocks of a Document -> semantic HTML, once for every channel.

One template per kind of block (`templates/publishing/blocks/`); what differs between channels is
where pictures live, which is an argument, and what each channel does to the HTML afterwards.
"""

from collections.abc import Callable
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import mark_safe

from cms.contract import (
    Block,
    Document,
    Heading,
    ImageRef,
    Paragraph,
    Picture,
    Quotation,
    Verse,
    WorkCard,
)

#: ImageRef -> absolute address; empty: the picture is left out.
PictureAddress = Callable[[ImageRef], str]


def render_blocks(document: Document, *, picture: PictureAddress) -> str:
    """The body as HTML of p, h2, h3, figure, img, figcaption, blockquote, a, strong, em, ul, ol,
    li, br, hr. No classes but those naming the kind of block, no styles."""
    rendered = (_render(block, picture) for block in document.blocks)
    return "\n".join(filter(None, rendered))


def _render(block: Block, picture: PictureAddress) -> str:
    context: dict[str, Any] = {"block": block}
    match block:
        case Paragraph():
            # Cleaned by cms.export when the Document was made.
            context["html"] = mark_safe(block.html)  # noqa: S308
        case Picture():
            context["src"] = picture(block.image)
        case WorkCard():
            context["src"] = picture(block.image) if block.image is not None else ""
        case Verse():
            context["stanzas"] = list(_stanzas(block.lines))
        case Heading() | Quotation():
            pass
    return get_template(f"publishing/blocks/{block.kind}.html").render(context).strip()


def _stanzas(lines: tuple[str, ...]) -> list[list[str]]:
    stanzas: list[list[str]] = [[]]
    for line in lines:
        if line:
            stanzas[-1].append(line)
        elif stanzas[-1]:
            stanzas.append([])
    return [stanza for stanza in stanzas if stanza]
