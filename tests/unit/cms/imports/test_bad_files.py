"""What cannot become an article is refused with a sentence that says what to do."""

import os
import re
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from cms.imports.article import MAX_CHARACTERS, read_article
from cms.imports.contract import Unreadable
from tests.unit.cms.imports.word_files import document, document_xml, paragraph, png

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
_LINE = "市文联举办书法展，展出作品一百二十件，作者多为青年书家。"


def _zip(**entries: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def _locked(data: bytes) -> bytes:
    """With the flag set that says every entry is encrypted."""
    changed = bytearray(data)
    for match in re.finditer(rb"PK\x01\x02", data):
        at = match.start() + 8
        flags = struct.unpack_from("<H", data, at)[0]
        struct.pack_into("<H", changed, at, flags | 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "no readable text"),
        ("a.txt", bytes(1000), "no readable text"),
        ("a.docx", b"\x07\x01\x02\xff\xfe\x00" * 900, "no readable text"),
        ("a.docx", png(), "a picture (PNG)"),
        ("a.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        ("a.doc", b"{\\rtf1\\ansi hello}", "RTF"),
        ("a.doc", _OLE + "WordDocument".encode("utf-16-le"), "Save As, pick .docx"),
        ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", _locked(document(paragraph(_LINE))), "password"),
        ("a.xls", _OLE, "old Office file"),
        ("a.docx", _zip(xl__workbook_xml="<a/>"), "spreadsheet"),
        ("a.docx", _zip(readme="hello"), "archive"),
        ("a.docx", document(paragraph(_LINE))[:400], "damaged"),
        ("a.docx", document(parts={"word/document.xml": "no XML"}), "damaged"),
        ("a.docx", document(), "Nothing is left"),
        ("a.txt", "通知".encode("gbk"), "Only the title"),
        ("a.txt", _LINE.encode() * (MAX_CHARACTERS // len(_LINE) + 1), "Divide it"),
        ("a.txt", "好\n".encode() * 30_000, "Divide it"),
        ("a.md", _LINE.encode() * (MAX_CHARACTERS // len(_LINE) + 1), "Divide it"),
        ("a.html", b"<html><body><nav><a href=x>a</a></nav></body></html>", "Nothing is left"),
        ("a.html", b"<html><body>" + b"<div>" * 3000 + _LINE.encode(), "nested too deeply"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "web archive"),
    ],
)
def test_is_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_article(data, name)
    assert said in str(refused.value.sentence)


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": document_xml(paragraph(_LINE), *[" " * 10_000_000] * 10)},
        {"word/theme.xml": b"<a>" + b"<b/>" * 3_000_000 + b"</a>"},
        {"word/media/x.bin": bytes(210_000_000)},
        {"word/document.xml": document_xml("<w:p>" * 5_000 + "</w:p>" * 5_000)},
        {"word/document.xml": document_xml("<w:p/>" * 260_000)},
    ],
    ids=["spaces", "elements", "blob", "depth", "paragraphs"],
)
def test_a_package_that_unfolds_without_end_is_not_opened(parts: dict[str, str | bytes]) -> None:
    data = document(paragraph(_LINE), parts=parts)
    assert len(data) < 2_000_000
    with pytest.raises(Unreadable) as refused:
        read_article(data, "a.docx")
    assert "unfolds" in str(refused.value.sentence)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "好好"><!ENTITY x "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/d.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/media/a.png"])
def test_a_package_with_a_document_type_is_not_opened(part: str, declaration: str) -> None:
    head, _, body = document_xml(paragraph("&x;")).partition("?>")
    data = document(paragraph(_LINE), parts={part: f"{head}?>{declaration}{body}"})
    with pytest.raises(Unreadable) as refused:
        read_article(data, "a.docx")
    assert "DTD" in str(refused.value.sentence)


def test_random_bytes_under_every_name() -> None:
    for suffix in ("txt", "md", "html", "docx", "doc"):
        with pytest.raises(Unreadable):
            read_article(os.urandom(5_000) + b"\x00\x01\x02\xff", f"a.{suffix}")
