"""Saved web pages: the article stands somewhere among menus, and says little about itself."""

from base64 import b64encode
from pathlib import Path

from cms.imports import pictures
from cms.imports.article import read_article
from cms.imports.contract import Heading, Image, ImportedArticle, NoteKind, Paragraph, Verse
from tests.unit.cms.imports.word_files import png

_FIRST = "1月10日，市作家协会在市文联会议室召开年会，来自各县区的会员代表一百二十人参加了会议。"
_SECOND = "会议强调，要扎根生活，深入人民，创作更多无愧于时代的优秀作品，讲好本市故事。"


def _read(body: str, head: str = "") -> ImportedArticle:
    page = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return read_article(page.encode(), "page.html")


def _paragraphs(article: ImportedArticle) -> list[str]:
    return [block.html for block in article.blocks if isinstance(block, Paragraph)]


def test_only_known_tags_and_safe_links_remain() -> None:
    article = _read(
        f"<h1>市作协年会</h1><p onclick='x()'>{_FIRST}<script>alert(1)</script>"
        "<a href='javascript:alert(1)'>坏</a><a href=' https://example.com/?a=1&amp;b=2'>好</a>"
        f"<img src=x onerror=alert(1)>&lt;b&gt;</p><p>{_SECOND}</p>"
    )
    assert _paragraphs(article) == [
        f'{_FIRST}坏<a href="https://example.com/?a=1&amp;b=2">好</a>&lt;b&gt;',
        _SECOND,
    ]


def test_what_stands_around_the_article_is_left_out_and_reported() -> None:
    links = "".join(f"<li><a href='/{i}'>市文联工作动态之{i}</a></li>" for i in range(30))
    article = _read(
        f"<div id='top'><a href='/'>首页</a></div><div><ul class='side'>{links}</ul></div>"
        f"<div class='wrap'><h1>市作协年会</h1><p>{_FIRST}</p><p>{_SECOND}</p></div>"
        "<div class='footer'>版权所有 兰亭市文联</div>"
    )
    assert _paragraphs(article) == [_FIRST, _SECOND]
    assert any(
        note.kind is NoteKind.CLEANED and "市文联工作动态" in note.excerpt for note in article.notes
    )


def test_a_word_like_menu_in_a_class_does_not_cost_the_article() -> None:
    article = _read(
        f"<h1>市作协年会</h1><div class='main-nav-share'><p>{_FIRST}</p><p>{_SECOND}</p></div>"
    )
    assert _paragraphs(article) == [_FIRST, _SECOND]


def test_the_title_loses_the_name_of_the_site() -> None:
    article = _read(
        f"<div><p>{_FIRST}</p><p>{_SECOND}</p></div>",
        "<title>市作协召开年会_新闻中心_兰亭市文学艺术界联合会</title>",
    )
    assert article.title == "市作协召开年会"


def test_breaks_part_paragraphs_and_lines_of_source_do_not() -> None:
    article = _read(
        f"<h1>市作协年会</h1><div>　　{_FIRST}<br>　　{_SECOND}<br><br>"
        "会议由主席\n   主持，\n持续两小时。</div>"
    )
    assert _paragraphs(article) == [_FIRST, _SECOND, "会议由主席主持，持续两小时。"]


def test_a_poem_between_breaks_stays_a_poem() -> None:
    article = _read(
        f"<h1>市作协年会</h1><p>{_FIRST}</p><p>会上朗诵了一首诗，全文如下，供大家欣赏：</p>"
        "<p>床前明月光<br>疑是地上霜<br>举头望明月<br>低头思故乡</p>"
    )
    assert Verse(lines=("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡")) in article.blocks


def test_headings_keep_their_order_of_rank() -> None:
    article = _read(
        f"<h1>市作协年会</h1><h3>总结</h3><p>{_FIRST}</p><h4>小说</h4><p>{_SECOND}</p><h3>展望</h3>"
        f"<p>{_SECOND}</p>"
    )
    assert [(b.level, b.text) for b in article.blocks if isinstance(b, Heading)] == [
        (2, "总结"),
        (3, "小说"),
        (2, "展望"),
    ]


def test_pictures_within_the_page_are_kept_with_their_captions() -> None:
    source = f"data:image/png;base64,{b64encode(png()).decode()}"
    article = _read(
        f"<h1>市作协年会</h1><p>{_FIRST}</p><figure><img src='{source}' alt='会场'>"
        f"<figcaption>年会会场</figcaption></figure><p>{_SECOND}</p>"
    )
    assert [block for block in article.blocks if isinstance(block, Image)] == [
        Image(data=png(), content_type="image/png", name="—", alt="会场", caption="年会会场")
    ]


def test_pictures_beside_a_page_on_disk_are_kept_and_none_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "会场 1.png").write_bytes(png())
    outside = tmp_path.parent / "outside.png"
    outside.write_bytes(png())
    page = (
        f"<html><body><h1>市作协年会</h1><p>{_FIRST}</p>"
        "<img src='page_files/%E4%BC%9A%E5%9C%BA%201.png'>"
        f"<p>{_SECOND}</p><img src='../outside.png'>"
        f"<img src='{outside}'><img src='file://{outside}'>"
        "<img src='http://127.0.0.1:1/a.png'></body></html>"
    )
    article = read_article(page.encode(), "page.html", pictures.beside(tmp_path / "page.html"))
    assert sum(isinstance(block, Image) for block in article.blocks) == 1
    assert any("be shown: 4." in str(note.message) for note in article.notes)


def test_nested_junk_is_no_obstacle() -> None:
    article = _read(
        "<div><div><span><div><table><tr><td><div><h1>市作协年会</h1><div><div>"
        f"<p><p><div><b>{_FIRST}</div></b></p><div><font><p>{_SECOND}"
    )
    assert [
        text.replace("<strong>", "").replace("</strong>", "") for text in _paragraphs(article)
    ] == [
        _FIRST,
        _SECOND,
    ]
