"""A Word document (.docx, of Word or WPS): by mammoth to HTML, pictures kept."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import mammoth

from cms.imports import sniff, word_package
from cms.imports.contract import Note, NoteKind, Unreadable
from cms.imports.flow import Reading
from cms.imports.html_reader import read_fragment
from cms.imports.wording import gettext_noop, message

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='引用'] => blockquote > p:fresh
p[style-name='caption'] => p:fresh
"""
_PICTURE = "picture:"
# Elements whose content mammoth passes over.
_LOST = re.compile(r":(?:oMath|oMathPara|chart|relIds|object|OLEObject)\b")
_NUMBERED = re.compile(
    rb"numFmt[^>]*(?:chineseCounting|ideographTraditional|taiwaneseCounting|japaneseCounting)"
)
_CHANGED = re.compile(rb"<w:(?:ins|del|moveFrom)\b")


def read_docx(data: bytes) -> Reading:
    """Unreadable if the package is unsafe or damaged."""
    word_package.check(data)
    found: list[bytes] = []

    def keep(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                found.append(stream.read())
        except (KeyError, OSError, ValueError):
            found.append(b"")  # the document names a picture that is not in it
        return {"src": f"{_PICTURE}{len(found) - 1}"}

    def find(address: str) -> bytes | None:
        number = address.removeprefix(_PICTURE)
        return found[int(number)] if number != address else None

    try:
        result = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            # The document's own style map could only make a paragraph something it is not.
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(keep),
        )
    # The package is well-formed, but what it lacks or says wrongly surfaces as any error.
    except Exception as error:
        raise Unreadable(sniff.damaged()) from error
    reading = read_fragment(f"<body>{result.value}</body>", find)
    lost = sum(1 for warning in result.messages if _LOST.search(warning.message))
    return Reading(
        pieces=reading.pieces, stated=reading.stated, notes=(*reading.notes, *_notes(data, lost))
    )


def _notes(data: bytes, lost: int) -> list[Note]:
    found: list[Note] = []
    if lost:
        found.append(
            Note(
                kind=NoteKind.MISSING,
                message=message(
                    gettext_noop(
                        "Formulas, charts or embedded objects of the document cannot be taken "
                        "over; put them in as pictures."
                    )
                ),
            )
        )
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        if "word/numbering.xml" in names and _NUMBERED.search(package.read("word/numbering.xml")):
            found.append(
                Note(
                    kind=NoteKind.DOUBTFUL,
                    message=message(
                        gettext_noop(
                            "Word may number headings here by itself (一、二、…); such numbers are "
                            "not text. Compare with the original."
                        )
                    ),
                )
            )
        if _CHANGED.search(package.read("word/document.xml")):
            found.append(
                Note(
                    kind=NoteKind.DOUBTFUL,
                    message=message(
                        gettext_noop(
                            "The document holds tracked changes; the text was taken as if all of "
                            "them were accepted."
                        )
                    ),
                )
            )
    return found
