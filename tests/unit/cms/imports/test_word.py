"""Word documents: what is marked up in them, and what people do instead of marking it up."""

import pytest

from cms.imports.article import read_article
from cms.imports.contract import (
    Heading,
    Image,
    ImportedArticle,
    ListBlock,
    NoteKind,
    Paragraph,
    Quote,
)
from tests.unit.cms.imports.word_files import (
    document,
    document_xml,
    paragraph,
    picture,
    png,
    run,
    table,
)

_BODY = "市书协在文化馆举办新春笔会，书家写了三百副春联。"


def _notes(article: ImportedArticle, kind: NoteKind) -> list[str]:
    return [str(note.message) for note in article.notes if note.kind is kind]


def test_a_whole_document() -> None:
    article = read_article(
        document(
            paragraph("市书协举办新春笔会", style="a5"),
            paragraph("来源：市文联   日期：2024年2月8日"),
            paragraph("2月7日,市书协", run("新春笔会", bold=True), "在文化馆举行,市民踊跃参加。"),
            paragraph("一、现场挥毫", style="1"),
            paragraph(picture("a.png", "书家挥毫")),
            paragraph("▲书家现场挥毫"),
            paragraph("书家写了三百副春联。"),
            paragraph(run("反响", bold=True), run("热烈", bold=True)),
            paragraph("市民排起长队。"),
            paragraph("福字", number=1),
            paragraph("春联", number=1),
            paragraph("翰墨飘香", style="q"),
            paragraph("（王芳）"),
            media={"a.png": png()},
        ),
        "笔会.docx",
    )
    assert (article.title, article.source, article.byline) == (
        "市书协举办新春笔会",
        "市文联",
        "王芳",
    )
    assert str(article.published) == "2024-02-08"
    assert article.blocks == (
        Paragraph(html="2月7日，市书协<strong>新春笔会</strong>在文化馆举行，市民踊跃参加。"),
        Heading(level=2, text="一、现场挥毫"),
        Image(
            data=png(), content_type="image/png", name="—", alt="书家挥毫", caption="书家现场挥毫"
        ),
        Paragraph(html="书家写了三百副春联。"),
        Heading(level=3, text="反响热烈"),
        Paragraph(html="市民排起长队。"),
        ListBlock(ordered=False, items=("福字", "春联")),
        Quote(paragraphs=("翰墨飘香",)),
    )


def test_a_table_becomes_lines_and_is_reported() -> None:
    article = read_article(
        document(
            paragraph("获奖名单"),
            paragraph(_BODY),
            table(("姓名", "作品"), ("李明", "《兰亭序》"), ("王芳", "《祭侄稿》")),
        ),
        "a.docx",
    )
    assert [block.html for block in article.blocks if isinstance(block, Paragraph)][1:] == [
        "姓名　作品",
        "李明　《兰亭序》",
        "王芳　《祭侄稿》",
    ]
    assert any("table became 3 lines" in note for note in _notes(article, NoteKind.DOUBTFUL))


def test_a_table_that_only_lays_out_is_taken_apart() -> None:
    article = read_article(
        document(paragraph("市书协笔会"), table((_BODY * 6, "图"), (_BODY * 5, ""))), "a.docx"
    )
    assert [block.html for block in article.blocks if isinstance(block, Paragraph)] == [
        _BODY * 6,
        "图",
        _BODY * 5,
    ]


def test_word_numbers_a_single_paragraph_and_it_stays_one() -> None:
    article = read_article(
        document(paragraph("市书协笔会"), paragraph(_BODY, number=2), paragraph("书家众多。")),
        "a.docx",
    )
    assert article.blocks[0] == Paragraph(html=_BODY)


@pytest.mark.parametrize(
    ("relation", "data"),
    [("embed", b"\x01\x00\x00\x00 EMF"), ("embed", b""), ("embed", png(20_000, 20_000))],
    ids=["kind", "empty", "pixels"],
)
def test_a_picture_that_cannot_be_shown_is_reported(relation: str, data: bytes) -> None:
    article = read_article(
        document(
            paragraph("市书协笔会"),
            paragraph(_BODY),
            paragraph(picture("a.png", "书家挥毫")),
            media={"a.png": data},
        ),
        "a.docx",
    )
    assert not any(isinstance(block, Image) for block in article.blocks)
    assert any("be shown: 1." in note for note in _notes(article, NoteKind.MISSING))


def test_a_picture_elsewhere_is_never_fetched() -> None:
    relations = (
        '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="file:///etc/hostname" TargetMode="External"/></Relationships>'
    )
    linked = document_xml(
        paragraph("市书协笔会"),
        paragraph(_BODY),
        paragraph(picture("p").replace("r:embed", "r:link")),
    )
    article = read_article(
        document(parts={"word/document.xml": linked, "word/_rels/document.xml.rels": relations}),
        "a.docx",
    )
    assert article.blocks == (Paragraph(html=_BODY),)
    assert any("be shown: 1." in note for note in _notes(article, NoteKind.MISSING))


def test_tracked_changes_and_chinese_numbering_are_reported() -> None:
    changed = document_xml(
        paragraph("市书协笔会"),
        paragraph(_BODY),
        "<w:p><w:ins>" + run("新增一句。") + "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r>"
        "</w:del></w:p>",
    )
    counting = (
        '<?xml version="1.0"?><w:numbering '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCountingThousand"/></w:lvl>'
        "</w:abstractNum></w:numbering>"
    )
    article = read_article(
        document(parts={"word/document.xml": changed, "word/numbering.xml": counting}), "a.docx"
    )
    doubts = _notes(article, NoteKind.DOUBTFUL)
    assert any("tracked changes" in note for note in doubts)
    assert any("number headings" in note for note in doubts)
    assert article.blocks[-1] == Paragraph(html="新增一句。")
