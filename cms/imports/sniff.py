"""What a file really is, from its bytes; a name may say anything.

Files of other programs get a sentence that says how to make a file we can read.
"""

import re
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import filetype

from cms.imports.contract import Unreadable
from cms.imports.wording import Message, gettext_noop, message

MAX_TEXT_BYTES = 20_000_000
MAX_DOCX_BYTES = 50_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAGS = re.compile(r"</(?:p|div|body|html|span|td|h[1-6]|article|section)>", re.IGNORECASE)
_MARKDOWN_START = re.compile(r"\s*(?:---\n(?:[\w-]+\s*:.*\n)+---\s*\n|#{1,3} \S)")


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


def is_docx(data: bytes) -> bool:
    """True for a Word package, False for what may be text; Unreadable for everything else."""
    if not data:
        raise Unreadable(
            message(gettext_noop("The file is empty (0 bytes). Ask for it to be sent again."))
        )
    if data.startswith(_OLE):
        _refuse_ole(data)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        _check_word_package(data)
        return True
    refuse_if_too_big(len(data), MAX_TEXT_BYTES)
    _refuse_other_formats(data)
    return False


def refuse_if_too_big(size: int, limit: int = MAX_DOCX_BYTES) -> None:
    """`size` in bytes; ask before reading a file into memory."""
    if size > limit:
        raise Unreadable(
            message(
                gettext_noop(
                    "The file has %(size)d MB; an article may have at most %(limit)d MB. "
                    "Take out large pictures and upload them to the image library."
                ),
                size=-(-size // 1_000_000),
                limit=limit // 1_000_000,
            )
        )


def text_kind(text: str, filename: str) -> Kind:
    """Which of the text formats: HTML by its tags, Markdown by its name or first line."""
    if _HTML.match(text[:10_000]) or len(_CLOSING_TAGS.findall(text[:50_000])) >= 3:
        return Kind.HTML
    if filename.lower().endswith((".md", ".markdown")) or _MARKDOWN_START.match(text[:5_000]):
        return Kind.MARKDOWN
    return Kind.TEXT


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(
            message(
                gettext_noop(
                    "This Word document is protected by a password. Open it, take the password "
                    "off, save it and import it again."
                )
            )
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable(
            message(
                gettext_noop(
                    "This is an old Word or WPS document (.doc). Open it in Word or WPS, choose "
                    "Save As, pick .docx and import that file."
                )
            )
        )
    raise Unreadable(
        message(
            gettext_noop(
                "This is an old Office file, but not a text document. Save the text as .docx "
                "and import that file."
            )
        )
    )


def _check_word_package(data: bytes) -> None:
    refuse_if_too_big(len(data))
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(damaged()) from error
    if "[Content_Types].xml" in entries and "word/document.xml" in entries:
        if entries["word/document.xml"].flag_bits & 1:
            raise Unreadable(
                message(
                    gettext_noop(
                        "This archive is locked by a password. Unpack it and import the document."
                    )
                )
            )
        return
    if any(name.startswith(("xl/", "ppt/")) for name in entries):
        raise Unreadable(
            message(
                gettext_noop(
                    "This is a spreadsheet or a presentation. Copy its text into a Word document "
                    "(.docx) and import that."
                )
            )
        )
    if "OFD.xml" in entries:
        raise Unreadable(
            message(
                gettext_noop(
                    "This is an OFD document, whose text has no order that can be read safely. "
                    "Ask for the Word file it was made from."
                )
            )
        )
    if "content.xml" in entries and "mimetype" in entries:
        raise Unreadable(
            message(
                gettext_noop(
                    "This is an OpenDocument file. Open it, choose Save As, pick .docx and import "
                    "that file."
                )
            )
        )
    raise Unreadable(
        message(
            gettext_noop(
                "This is an archive (zip), not an article. Unpack it and import the documents in "
                "it one by one."
            )
        )
    )


def _refuse_other_formats(data: bytes) -> None:
    head = data[:2048].lstrip()
    if head.startswith(b"%PDF"):
        raise Unreadable(
            message(
                gettext_noop(
                    "This is a PDF. Ask for the Word file it was made from, or copy its text into "
                    "a .docx or .txt file."
                )
            )
        )
    if head.startswith(b"{\\rtf"):
        raise Unreadable(
            message(
                gettext_noop(
                    "This is an RTF document. Open it in Word or WPS, choose Save As, pick .docx "
                    "and import that file."
                )
            )
        )
    if re.match(rb"(?:From|MIME-Version|Subject|Date): .*multipart/related", head, re.DOTALL):
        raise Unreadable(
            message(
                gettext_noop(
                    "This is a web archive (.mht). Open it in a browser, save the page as .html "
                    "and import that file."
                )
            )
        )
    guess = filetype.guess(data[:8192])
    # Some magic numbers are two letters long ("BM"), which a text may well begin with.
    if guess is None or _is_text_like(data[:8192]):
        return
    if guess.mime.startswith("image/"):
        raise Unreadable(
            message(
                gettext_noop(
                    "This is a picture (%(format)s), not an article. Upload it to the image "
                    "library."
                ),
                format=guess.extension.upper(),
            )
        )
    if guess.mime.startswith(("audio/", "video/")):
        raise Unreadable(
            message(
                gettext_noop("This is a recording (%(format)s), not an article."),
                format=guess.extension.upper(),
            )
        )
    raise Unreadable(not_text())


def _is_text_like(head: bytes) -> bool:
    controls = sum(byte < 9 or 14 <= byte < 32 for byte in head)
    return controls == 0


def damaged() -> Message:
    """The sentence for a Word package that breaks off or contradicts itself."""
    return message(
        gettext_noop(
            "This .docx file is damaged or incomplete. Ask for it to be sent again, or open it in "
            "Word or WPS and save it anew."
        )
    )


def not_text() -> Message:
    """The sentence for bytes that are no text in any encoding."""
    return message(
        gettext_noop(
            "The file holds no readable text. It can be a .txt, .md, .html or .docx file; a file "
            "of another program must be saved as one of these first."
        )
    )
