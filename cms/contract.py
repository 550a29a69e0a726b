"""What an article *is*, independent of Wagtail: frozen, JSON-able values.

Channels, search and feeds read these and nothing else. Standard library only, so that a value
can be built in a test or read back from a log without Django.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["article", "work", "exhibition", "person"]


@dataclass(frozen=True, kw_only=True)
class ImageRef:
    """One picture: `id` asks `media.pictures` for bytes, `digest` (hex SHA-1 of the original
    file) tells whether a channel has it already. Width and height in pixels of the original."""

    id: int
    digest: str
    alt: str
    width: int
    height: int
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text. `html` holds p, strong, em, a (absolute href), ul, ol, li, br, hr."""

    html: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside the article; `level` 2 or 3, the title itself being level 1."""

    text: str
    level: int = 2
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture with its caption."""

    image: ImageRef
    caption: str = ""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words of another, plain text; `attribution` names whose."""

    text: str
    attribution: str = ""
    kind: Literal["quotation"] = "quotation"


@dataclass(frozen=True, kw_only=True)
class Verse:
    """Lines whose breaks are the author's; an empty string parts two stanzas."""

    lines: tuple[str, ...]
    kind: Literal["verse"] = "verse"


@dataclass(frozen=True, kw_only=True)
class WorkCard:
    """A work shown inside an article: `article` is the id of the work's own Document."""

    article: str
    title: str
    makers: str
    url: str
    image: ImageRef | None = None
    kind: Literal["work"] = "work"


Block = Paragraph | Heading | Picture | Quotation | Verse | WorkCard


@dataclass(frozen=True, kw_only=True)
class AssociationRef:
    """The association an article belongs to."""

    slug: str
    name: str
    short_name: str


@dataclass(frozen=True, kw_only=True)
class PersonRef:
    """A person tied to an article; `url` is empty for a person without a public page."""

    article: str
    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class AttachmentRef:
    """A file offered beside the text; `size` in bytes."""

    title: str
    url: str
    filename: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Document:
    """One revision of one releasable page. Times are ISO 8601 with offset; URLs are absolute.

    `id` never changes for a page and is what ledger, feeds and index key on. `channels` holds
    the addresses the editor ticked (`wechat:<account>`), beside those every article goes to.
    """

    id: str
    revision: int
    kind: Kind
    title: str
    url: str
    association: AssociationRef
    first_published_at: str
    released_at: str
    # The date shown to readers, which an editor may set apart from the release: YYYY-MM-DD.
    date: str
    digest: str = ""
    byline: str = ""
    source: str = ""
    source_url: str = ""
    category: str = ""
    art_form: str = ""
    cover: ImageRef | None = None
    blocks: tuple[Block, ...] = ()
    people: tuple[PersonRef, ...] = ()
    attachments: tuple[AttachmentRef, ...] = ()
    channels: tuple[str, ...] = ()
    # Other words it should be found by: materials, script, place, inscription.
    keywords: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings, numbers; the golden files hold exactly this."""
        return asdict(self)
