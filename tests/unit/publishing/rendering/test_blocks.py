"""Blocks become semantic HTML, the same for every channel."""

import pytest

from cms.contract import (
    AssociationRef,
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
from publishing.rendering.blocks import render_blocks

IMAGE = ImageRef(id=7, digest="d", alt="甲 & 乙", width=10, height=10, credit="某馆藏")


def html(*blocks: Block, address: str = "https://a.example/1.jpg") -> str:
    document = Document(
        id="1",
        revision=1,
        kind="article",
        title="题",
        url="https://a.example/",
        association=AssociationRef(slug="", name="", short_name=""),
        first_published_at="",
        released_at="",
        date="",
        blocks=blocks,
    )
    return render_blocks(document, picture=lambda image: address)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph(html="<p>文<strong>字</strong></p>"), "<p>文<strong>字</strong></p>"),
        (Heading(text="A&B"), "<h2>A&amp;B</h2>"),
        (Heading(text="小", level=3), "<h3>小</h3>"),
        (
            Quotation(text="一\n二", attribution="某人"),
            '<blockquote class="quotation"><p>一<br>二</p>'
            '<p class="attribution">—— 某人</p></blockquote>',
        ),
        (
            Verse(lines=("一", "二", "", "", "三")),
            '<p class="verse">一<br>二</p><p class="verse">三</p>',
        ),
        (
            Picture(image=IMAGE, caption="图一"),
            '<figure class="picture"><img src="https://a.example/1.jpg" alt="甲 &amp; 乙">'
            "<figcaption>图一 某馆藏</figcaption></figure>",
        ),
        (
            WorkCard(article="2", title="行书", makers="王之", url="https://a.example/w/"),
            '<figure class="work"><figcaption><a href="https://a.example/w/">《行书》</a>'
            " 王之</figcaption></figure>",
        ),
    ],
)
def test_block(block: Block, expected: str) -> None:
    assert html(block) == expected


def test_picture_without_an_address_is_left_out() -> None:
    assert html(Picture(image=IMAGE), Paragraph(html="<p>文</p>"), address="") == "<p>文</p>"


def test_work_without_a_picture_keeps_its_title() -> None:
    card = WorkCard(article="2", title="行书", makers="", url="https://a.example/w/", image=IMAGE)
    assert "《行书》" in html(card, address="")
    assert "<img" not in html(card, address="")
