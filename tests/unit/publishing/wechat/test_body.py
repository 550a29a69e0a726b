"""The text of an article as WeChat gets it: golden files, notes, and the platform's own eyes."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from cms.contract import (
    AssociationRef,
    AttachmentRef,
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
from publishing.channels.wechat import article, body, limits
from publishing.channels.wechat.markup_rules import STYLE_VALUES_REFUSED, STYLES
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.sandbox.sanitiser import Ownership, sanitise

GOLDEN = Path(__file__).parents[3] / "golden" / "wechat"
ACCOUNT = Account(name="兰亭书协", slug="shuxie", author="书协编辑部")
IMAGE = ImageRef(
    id=1, digest="a" * 40, alt="神龙本兰亭", width=1200, height=400, credit="故宫博物院藏"
)


def address(image: ImageRef) -> str:
    return f"https://mmbiz.qpic.cn/mmbiz_jpg/{image.digest}/0?wx_fmt=jpeg"


def document(*blocks: Block, **changes: object) -> Document:
    made = Document(
        id="4711",
        revision=1,
        kind="article",
        title="兰亭雅集",
        url="https://wenlian.example/shuxie/news/lan-ting/",
        association=AssociationRef(slug="shuxie", name="兰亭市书法家协会", short_name="书协"),
        first_published_at="2026-04-03T09:00:00+08:00",
        released_at="2026-04-03T09:00:00+08:00",
        date="2026-04-03",
        digest="暮春之初，会于兰亭。",
        cover=IMAGE,
        blocks=blocks,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


DOCUMENTS = {
    "everything": document(
        Paragraph(
            html="<p>永和九年，岁在癸丑，<strong>暮春之初</strong>，会于<em>会稽山阴</em>之兰亭，"
            '见<a href="https://wenlian.example/shuxie/">书协主页</a>与'
            '<a href="https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv">上一篇</a>。</p>'
        ),
        Heading(text="流觞曲水"),
        Picture(image=IMAGE, caption="神龙本局部"),
        Quotation(text="是日也，天朗气清，\n惠风和畅。", attribution="王羲之"),
        Heading(text="诗", level=3),
        Verse(lines=("仰观宇宙之大，", "俯察品类之盛。", "", "所以游目骋怀，", "足以极视听之娱。")),
        Paragraph(html="<ul><li>少长咸集</li><li>群贤毕至</li></ul><p>其一<br>其二</p><hr>"),
        WorkCard(
            article="9",
            title="行书兰亭序",
            makers="王之",
            url="https://wenlian.example/shuxie/works/lan-ting-xu/",
            image=IMAGE,
        ),
        source="兰亭日报",
        attachments=(
            AttachmentRef(
                title="报名表", url="https://wenlian.example/d/1", filename="a.docx", size=1
            ),
        ),
    ),
    "links": document(
        Paragraph(
            html='<p><a href="https://a.example/x">甲</a>、<a href="https://b.example/">乙</a>、'
            '<a href="https://a.example/x">又是甲</a>、'
            '<a href="https://c.example/">https://c.example</a>、'
            '<a href="mailto:a@b.example">写信</a>、<a href="tel:0575">电话</a></p>'
        )
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_golden(name: str) -> None:
    content = article.content_of(DOCUMENTS[name], ACCOUNT, address)
    shown = content.replace("><", ">\n<") + "\n"
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("YWY_WRITE_GOLDEN") == "1":
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_arrives_is_what_was_meant(name: str) -> None:
    """The platform's sanitiser, as the sandbox knows it, takes nothing away."""
    sent = article.content_of(DOCUMENTS[name], ACCOUNT, address)

    def own_article(url: str) -> bool:
        return url.startswith("https://mp.weixin.qq.com/s/")

    stored = sanitise(sent, Ownership(image=lambda url: "mmbiz" in url, article=own_article))
    assert body.words_of(stored) == body.words_of(sent)
    assert body.pictures_in(stored) == body.pictures_in(sent)
    for tag in ("<section", "<p", "<h2", "<h3", "<blockquote", "<figcaption", "<a ", "<li", "<sup"):
        stored_count = stored.count(tag) - (1 if tag == "<p" else 0)  # its own trailing paragraph
        assert stored_count == sent.count(tag), tag
    assert _declarations(stored) - 1 == _declarations(sent)  # again the trailing one's


def _declarations(html: str) -> int:
    styles = [part.split('"')[0] for part in html.split('style="')[1:]]
    return sum(1 for style in styles for one in style.split(";") if one.strip())


def test_theme_uses_only_what_survives() -> None:
    css = body.theme()
    assert not any(word in css for word in STYLE_VALUES_REFUSED)
    for rule in css.split("}"):
        for declaration in rule.partition("{")[2].split(";"):
            name = declaration.partition(":")[0].strip()
            assert not name or name in STYLES, name


def test_external_links_become_numbered_notes() -> None:
    content = article.content_of(DOCUMENTS["links"], ACCOUNT, address)
    assert "<a " not in content
    assert content.count("参考链接") == 1
    assert content.count("https://a.example/x") == 1
    words = body.words_of(content)
    assert "甲[1]、乙[2]、又是甲[1]、https://c.example、写信[3]、电话" in words
    assert words.index("[2]https://b.example/") < words.index("[3]mailto:a@b.example")


def test_article_without_links_has_no_notes() -> None:
    content = article.content_of(document(Paragraph(html="<p>无</p>")), ACCOUNT, address)
    assert "参考链接" not in content


def test_nothing_dangerous_passes() -> None:
    html = (
        '<section class="article"><p onclick="x()" style="position:fixed;color:#333;'
        'background:url(https://x.example/a.png)">甲<script>alert(1)</script>'
        '<a href="javascript:alert(1)">乙</a><iframe src="https://x.example"></iframe>'
        '<svg><text>丙</text></svg></p><img alt="无"></section>'
    )
    content = body.content_of(html)
    for word in ("onclick", "script", "position", "url(", "iframe", "svg", "<img", "丙", "<a"):
        assert word not in content
    assert body.words_of(content) == "甲乙"


def test_text_is_escaped_once() -> None:
    content = article.content_of(document(Heading(text="A&B <甲>")), ACCOUNT, address)
    assert "A&amp;B &lt;甲&gt;" in content


def test_no_remote_style_sheet_is_fetched() -> None:
    # pytest-socket would fail the test if it tried.
    html = (
        '<section class="article"><link rel="stylesheet" href="http://192.0.2.1/a.css">'
        "<style>p{color:red}</style><p>甲</p></section>"
    )
    content = body.content_of(html)
    assert "red" not in content
    assert "甲" in content


# The fingerprint


def test_edition_ignores_what_readers_do_not_see() -> None:
    one = DOCUMENTS["everything"]
    two = replace(one, revision=7, url="https://wenlian.example/moved/", keywords=("纸本",))
    assert article.shown(one, ACCOUNT).edition == article.shown(two, ACCOUNT).edition


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "又一题"},
        {"digest": "又一摘要"},
        {"byline": "王之"},
        {"blocks": (Paragraph(html="<p>改</p>"),)},
        {"cover": replace(IMAGE, digest="b" * 40)},
    ],
)
def test_edition_tells_what_readers_see(changes: dict[str, object]) -> None:
    one = DOCUMENTS["everything"]
    two = replace(one, **changes)  # type: ignore[arg-type]
    assert article.shown(one, ACCOUNT).edition != article.shown(two, ACCOUNT).edition


# The fields


def test_author_is_the_byline_or_the_account() -> None:
    assert article.author_of(document(byline="王之"), ACCOUNT) == "王之"
    assert article.author_of(document(), ACCOUNT) == "书协编辑部"
    long = document(Paragraph(html="<p>文</p>"), byline="、".join(["王之"] * 9))
    assert article.author_of(long, ACCOUNT) == "书协编辑部"
    assert "作者：王之、王之" in article.content_of(long, ACCOUNT, address)


def test_good_article_meets_no_objection() -> None:
    assert article.objections(DOCUMENTS["everything"], ACCOUNT) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "题" * 33}, "title"),
        ({"cover": None}, "cover"),
        ({"url": f"https://wenlian.example/{'a' * 1000}/"}, "slug"),
        ({"blocks": ()}, "body"),
        ({"blocks": (Paragraph(html=f"<p>{'字' * 20_000}</p>"),)}, "body"),
    ],
)
def test_objections_name_their_field(changes: dict[str, object], field: str) -> None:
    (objection,) = article.objections(replace(DOCUMENTS["links"], **changes), ACCOUNT)  # type: ignore[arg-type]
    assert objection.field == field
    assert objection.sentence


def test_article_just_short_enough_is_accepted() -> None:
    frame = len(article.shown(document(Paragraph(html="<p></p>")), ACCOUNT).content)
    fits = Paragraph(html=f"<p>{'字' * (limits.CONTENT_CHARACTERS.value - frame)}</p>")
    assert article.objections(document(fits), ACCOUNT) == []


def test_article_object_is_plain_json() -> None:
    made = article.article(
        DOCUMENTS["everything"], ACCOUNT, picture=address, cover="m1", source_url="https://x/"
    )
    assert json.loads(json.dumps(made)) == made
    assert made["thumb_media_id"] == "m1"
    assert set(made) == {
        "article_type", "title", "author", "digest", "content", "content_source_url",
        "thumb_media_id",
    }  # fmt: skip
