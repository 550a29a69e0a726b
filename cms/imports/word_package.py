"""Whether a Word package is safe to open: how much it unfolds to, and what its XML tries."""

from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from cms.imports.contract import Unreadable
from cms.imports.sniff import damaged
from cms.imports.wording import Message, gettext_noop, message

_MAX_ENTRIES: Final = 3_000
# A year-book of 300,000 characters has 8 MB of XML. The tree built from it takes twenty times that.
_MAX_XML: Final = 16_000_000
_MAX_UNPACKED: Final = 200_000_000
_MAX_ELEMENTS: Final = 250_000
# Word itself nests some thirty deep; the reader recurses.
_MAX_DEPTH: Final = 120


def check(data: bytes) -> None:
    """Unreadable if the package must not be opened. Costs no more memory than its largest
    XML part, whatever the package claims."""
    try:
        with ZipFile(BytesIO(data)) as package:
            _check(package)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable(damaged()) from error
    # zlib.error is no subclass of any of these.
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Unreadable(damaged()) from error
        raise


def _check(package: ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > _MAX_ENTRIES or sum(e.file_size for e in entries) > _MAX_UNPACKED:
        raise Unreadable(_too_large())
    budget = _Budget()
    for entry in entries:
        if entry.file_size and _is_xml(package, entry):
            budget.read(package, entry)


def _is_xml(package: ZipFile, entry: ZipInfo) -> bool:
    """By its first character, not its name: relations may call any entry the document."""
    with package.open(entry) as stream:
        head = stream.read(64)
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<")


class _Budget:
    """What all XML of a package together may spend."""

    def __init__(self) -> None:
        self.size = 0
        self.elements = 0
        self.depth = 0

    def read(self, package: ZipFile, entry: ZipInfo) -> None:
        self.size += entry.file_size
        if self.size > _MAX_XML:
            raise Unreadable(_too_large())
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        self.depth = 0
        try:
            with package.open(entry) as stream:
                parser.ParseFile(stream)
        except expat.ExpatError as error:
            raise Unreadable(damaged()) from error

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > _MAX_ELEMENTS or self.depth > _MAX_DEPTH:
            raise Unreadable(_too_large())

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_declaration: object) -> None:
        # Word never writes one; entities and files of this machine would come in through it.
        raise Unreadable(
            message(
                gettext_noop(
                    "This .docx file holds instructions (a DTD) that no Word document needs; it "
                    "was not opened. Copy its text into a new document."
                )
            )
        )


def _too_large() -> Message:
    return message(
        gettext_noop(
            "This .docx file unfolds to far more than one article needs and was not opened. Copy "
            "the article into a new document and import that."
        )
    )
