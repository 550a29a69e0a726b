"""Chinese files come in many encodings, and few of them say which."""

from base64 import b64encode

import pytest

from cms.imports.article import read_article
from cms.imports.contract import Image, ImportedArticle, NoteKind, Paragraph
from tests.unit.cms.imports.word_files import png

_SIMPLIFIED = "市文联举办书法展\n\n展出作品一百二十件，作者多为青年书家。"
_TRADITIONAL = "市文聯舉辦書法展\n\n展出作品一百二十件，作者多為青年書家。"


def _text(article: ImportedArticle) -> str:
    return "".join(block.html for block in article.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb2312",
        "gbk",
        "gb18030",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx"])
def test_simplified(encoding: str, name: str) -> None:
    article = read_article(_SIMPLIFIED.encode(encoding), name)
    assert (article.title, _text(article)) == tuple(_SIMPLIFIED.split("\n\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs", "gb18030", "utf-16"])
def test_traditional_stays_traditional(encoding: str) -> None:
    article = read_article(_TRADITIONAL.encode(encoding), "a.txt")
    assert (article.title, _text(article)) == tuple(_TRADITIONAL.split("\n\n"))


def test_characters_beyond_big5_of_the_standard() -> None:
    article = read_article("畫裏有話\n\n恒心者勝，碁局如人生。".encode("cp950"), "a.txt")
    assert article.title == "畫裏有話"


def test_html_is_decoded_as_it_declares() -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>年会</title></head><body><h1>市作协年会</h1>'
        "<p>会议总结了一年来的工作，部署了明年的任务。</p></body></html>"
    )
    article = read_article(page.encode("gbk"), "a.html")
    assert article.title == "市作协年会"


def test_lines_of_two_encodings_are_each_read_rightly_and_reported() -> None:
    first, second = _SIMPLIFIED.split("\n\n")
    article = read_article(first.encode() + b"\n\n" + second.encode("gbk"), "a.txt")
    assert (article.title, _text(article)) == (first, second)
    assert any("mixes UTF-8" in str(note.message) for note in article.notes)


def test_a_file_cut_off_within_a_character_is_read_and_reported() -> None:
    article = read_article(_SIMPLIFIED.encode()[:-1], "a.txt")
    assert article.title == "市文联举办书法展"
    assert any(note.kind is NoteKind.MISSING for note in article.notes)


def test_nul_and_invisible_characters_disappear() -> None:
    text = _SIMPLIFIED.replace("书法", "书\x00\u200b法\ufeff")
    article = read_article(text.encode(), "a.txt")
    assert article.title == "市文联举办书法展"


def test_one_very_long_line() -> None:
    line = "翰墨飘香。" * 50_000
    assert _text(read_article(line.encode(), "a.txt")) == line


def test_pictures_need_no_text() -> None:
    picture = b64encode(png()).decode()
    page = f"<html><body><p><img src='data:image/png;base64,{picture}'></p></body></html>"
    article = read_article(page.encode(), "市书协作品.html")
    assert article.title == "市书协作品"
    assert [type(block) for block in article.blocks] == [Image]
