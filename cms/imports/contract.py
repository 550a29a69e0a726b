"""What comes out of reading a file: an article as values, and a report of what was done to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cms.imports.wording import Message


class Unreadable(Exception):
    """The file cannot become an article; `sentence` tells its owner what to do instead."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NoteKind(StrEnum):
    READ = "read"  # how the file was understood
    CLEANED = "cleaned"  # changed, certainly rightly
    DOUBTFUL = "doubtful"  # left as it is for a person to decide
    MISSING = "missing"  # the original itself, or what was brought in, has a hole here


@dataclass(frozen=True, kw_only=True)
class Note:
    """One line of the report. `excerpt` is text of the original, "" where nothing is quoted."""

    kind: NoteKind
    message: Message
    excerpt: str = ""
    where: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`html`: escaped text with strong, em, a[href] and br only."""

    html: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`level` 2 or 3 (1 is the article's title); `text` is plain, not HTML."""

    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    """`paragraphs`: plain text."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Verse:
    """Lines whose breaks are the author's, plain text."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ListBlock:
    """`items`: HTML as in Paragraph."""

    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture carried inside the file. `content_type` was sniffed from `data`."""

    data: bytes
    content_type: str
    name: str
    alt: str = ""
    caption: str = ""


Block = Paragraph | Heading | Quote | Verse | ListBlock | Image


@dataclass(frozen=True, kw_only=True)
class ImportedArticle:
    """An article as read. Empty strings and None where the file states nothing.

    `published` is a date, or a datetime in the zone the text gives (China's if it gives none);
    it stays None where the text is less precise than a day, and `published_text` keeps its words.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    byline: str = ""
    editor: str = ""
    source: str = ""
    source_url: str | None = None
    published: datetime | date | None = None
    published_text: str = ""
