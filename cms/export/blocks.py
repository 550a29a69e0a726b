"""Blocks of a page -> blocks of a Document."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue

from cms import contract
from cms.export.addresses import address_of
from cms.export.rich_text import paragraph_html, text_of
from cms.models import WorkPage
from cms.public import may_be_seen


def image_ref(image: Any, alt: str = "") -> contract.ImageRef:
    """A stored image as a value."""
    return contract.ImageRef(
        id=image.pk,
        digest=image.get_file_hash(),
        alt=alt or image.description or image.title,
        width=image.width,
        height=image.height,
        credit=image.credit,
    )


def verse_lines(text: str) -> tuple[str, ...]:
    """Lines as the author broke them, without empty ones at either end."""
    return tuple(line.strip() for line in text.strip().splitlines())


def work_card(work: WorkPage) -> contract.WorkCard:
    """A work as it appears inside an article or on a wall."""
    first = work.pictures.first()
    image = work.cover or (first.image if first is not None else None)
    return contract.WorkCard(
        article=str(work.pk),
        title=work.title,
        makers="、".join(filter(None, (maker.shown_name for maker in work.makers.all()))),
        url=address_of(work),
        image=image_ref(image) if image is not None else None,
    )


def stream_blocks(stream: StreamValue) -> Iterator[contract.Block]:
    """Every block that has content; a chosen image or work that was deleted is left out."""
    for child in stream:
        block = _block(child.block_type, child.value)
        if block is not None:
            yield block


def _block(kind: str, value: Any) -> contract.Block | None:
    if value is None:
        return None
    match kind:
        case "paragraph":
            html = paragraph_html(value.source)
            return contract.Paragraph(html=html) if text_of(html) else None
        case "heading":
            return contract.Heading(text=value["text"], level=int(value["level"]))
        case "image":
            if value["image"] is None:
                return None
            return contract.Picture(image=image_ref(value["image"]), caption=value["caption"])
        case "quotation":
            return contract.Quotation(text=value["text"], attribution=value["attribution"])
        case "verse":
            return contract.Verse(lines=verse_lines(value)) if value.strip() else None
        case "work":
            work = value.specific
            # A work not (or no longer) public must not be shown by way of an article.
            return work_card(work) if may_be_seen(work) else None
        case _:
            raise TypeError(f"cms.export knows no block {kind!r}")


def words(blocks: tuple[contract.Block, ...]) -> Iterator[str]:
    """The running text of the blocks, for digests and for the index."""
    for block in blocks:
        match block:
            case contract.Paragraph():
                yield text_of(block.html)
            case contract.Heading():
                yield block.text
            case contract.Picture():
                yield block.caption
            case contract.Quotation():
                yield f"{block.text} {block.attribution}".strip()
            case contract.Verse():
                yield " ".join(filter(None, block.lines))
            case contract.WorkCard():
                yield f"{block.title} {block.makers}".strip()
