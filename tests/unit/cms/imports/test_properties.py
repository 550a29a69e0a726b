"""What holds for every file, not only for those somebody thought of."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.imports.article import read_article
from cms.imports.characters import is_han
from cms.imports.contract import Image, ImportedArticle, Unreadable
from cms.imports.flow import Line, texts
from cms.imports.glosses import without_glosses
from cms.imports.inline import Inline
from cms.imports.junk import without_junk
from cms.imports.paragraphs import assemble
from cms.imports.plain_text import lines_of, read_plain_text
from cms.imports.punctuation import Punctuation

_SUFFIXES = st.sampled_from(["txt", "md", "html", "docx", "doc", "", "exe"])
_WORDS = st.sampled_from(
    [
        "书法",
        "展览",
        "市文联",
        "区(qū)",
        "區(qū)",
        "展(zhǎn)",
        "李明",
        "来源",
        "来源:",
        "作者:",
        "编辑:王芳",
        "时间:2024-03-05",
        "发布时间：",
        "2024",
        "，",
        ",",
        "。",
        ".",
        "；",
        ";",
        "：",
        ":",
        "！",
        "!",
        "?",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        '"',
        "...",
        "……",
        "--",
        "——",
        "首页",
        ">",
        ">>",
        "正文",
        "标签:",
        "一、",
        "（一）",
        "1.",
        "•",
        "图",
        "/",
        "|",
        "xx市",
        "分享到",
        "打印",
        "关闭",
        "上一篇：",
        "下一篇：",
        "版权所有",
        "ICP备",
        "相关阅读",
        "扫一扫",
        "【",
        "】",
        "END",
        "此处隐藏99字",
        "记者",
        "通讯员",
        "本报讯",
        "原标题:",
        "，现在",
        "Ａ",
        "１",
        "\u3000",
        "a",
        "*b*",
        "#",
        ">",
        "-",
        "```",
        "<b>",
        "</b>",
        "<p>",
        "<br>",
        "<a",
        "href='http://e.com'>x</a>",
        "&nbsp;",
        "\x00",
        "\u200b",
        "�",
    ]
)
_LINES = st.lists(_WORDS, max_size=12).map("".join)
_DOCUMENTS = st.lists(_LINES, max_size=14).map("\n".join)
_quick = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def _read(data: bytes, name: str) -> ImportedArticle | None:
    try:
        return read_article(data, name)
    except Unreadable as refused:
        sentence = str(refused.sentence)
    assert sentence
    return None


@_quick
@given(st.binary(max_size=400), _SUFFIXES)
def test_any_bytes_are_an_article_or_a_sentence(data: bytes, suffix: str) -> None:
    _read(data, f"a.{suffix}")


@_quick
@given(
    st.sampled_from(
        [b"PK\x03\x04", b"<html>", b"---\n", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF", b"\x89PNG"]
    ),
    st.binary(max_size=200),
    _SUFFIXES,
)
def test_any_bytes_behind_a_known_beginning(head: bytes, rest: bytes, suffix: str) -> None:
    _read(head + rest, f"a.{suffix}")


@_quick
@given(
    _DOCUMENTS,
    _SUFFIXES,
    st.sampled_from(["utf-8", "gb18030", "utf-16", "big5"]),
)
def test_any_document_of_familiar_words(text: str, suffix: str, encoding: str) -> None:
    article = _read(text.encode(encoding, "ignore"), f"a.{suffix}")
    if article is not None:
        assert all(str(note.message) for note in article.notes)


@_quick
@given(_DOCUMENTS)
def test_no_character_of_a_text_is_lost_unreported(text: str) -> None:
    article = _read(text.encode(), "a.txt")
    if article is None or not text.isprintable():
        return
    kept = [
        article.title, article.byline, article.editor, article.source, article.published_text,
        *(note.excerpt for note in article.notes),
        *(str(note.message) for note in article.notes),
        *(
            part
            for block in article.blocks
            if not isinstance(block, Image)
            for value in vars(block).values()
            for part in (value if isinstance(value, tuple) else (str(value),))
        ),
    ]  # fmt: skip
    missing = Counter(filter(is_han, text)) - Counter(filter(is_han, "".join(kept)))
    assert not missing


@_quick
@given(_DOCUMENTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    pieces, _ = without_glosses(tuple(lines_of(text)))
    again, _ = without_glosses(pieces)
    assert again == pieces
    once, _ = without_junk(pieces)
    twice, _ = without_junk(once)
    assert twice == once


@_quick
@given(_LINES)
def test_punctuation_twice_is_punctuation_once(line: str) -> None:
    punctuation = Punctuation(line)
    once = punctuation(Inline(line))
    assert punctuation(once) == once


@_quick
@given(_DOCUMENTS)
def test_paragraphs_keep_every_word(text: str) -> None:
    reading = read_plain_text(text)
    assembled, _ = assemble(reading)

    def words(parts: list[str]) -> Counter[str]:
        return Counter(character for part in parts for character in part if is_han(character))

    found = [
        text
        for piece in assembled
        for text in ((piece.inline.text,) if hasattr(piece, "verse") else texts(piece))
    ]
    assert words(found) == words(
        [line.inline.text for line in reading.pieces if isinstance(line, Line)]
    )
