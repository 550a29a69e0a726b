"""Document -> the article object of a draft (facts A4), and its fingerprint."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.contract import Document, ImageRef, Picture, WorkCard
from publishing.channels.wechat import body, limits
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.source_url import with_key
from publishing.contract import Objection
from publishing.rendering.blocks import PictureAddress, render_blocks

# As long as the platform's addresses of pictures are: what they add to the length is foreseen.
_STAND_IN = "https://mmbiz.qpic.cn/mmbiz_jpg/{digest:x<86}/0?wx_fmt=jpeg"


def pictures_of(document: Document) -> Iterator[ImageRef]:
    """Every picture shown in the text, in order."""
    for block in document.blocks:
        if isinstance(block, Picture | WorkCard) and block.image is not None:
            yield block.image


def author_of(document: Document, account: Account) -> str:
    byline = document.byline or "、".join(person.name for person in document.people)
    # A long list of names is told in full at the end of the text instead.
    return byline if 0 < len(byline) <= limits.AUTHOR.value else account.author


def content_of(document: Document, account: Account, picture: PictureAddress) -> str:
    """The HTML with the addresses `picture` gives."""
    html = get_template("publishing/wechat/article.html").render(
        {
            "document": document,
            # Made of escaped text and of HTML cleaned by cms.export.
            "body": mark_safe(render_blocks(document, picture=picture)),  # noqa: S308
            "credits": list(_credits(document, account)),
        }
    )
    return body.content_of(html)


def _credits(document: Document, account: Account) -> Iterator[str]:
    byline = document.byline or "、".join(person.name for person in document.people)
    if byline and byline != author_of(document, account):
        yield f"作者：{byline}"
    if document.source:
        yield f"来源：{document.source}"


def _stand_in(image: ImageRef) -> str:
    return _STAND_IN.format(digest=image.digest)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What readers would see, before any picture is uploaded.

    `edition` is 16 hex digits, of the whole and of the pictures alone: two revisions with the
    same edition look the same in WeChat.
    """

    title: str
    author: str
    digest: str
    content: str
    edition: str

    @property
    def pictures_edition(self) -> str:
        return self.edition[8:]


def shown(document: Document, account: Account) -> Shown:
    """`Shown` of a document in an account."""
    content = content_of(document, account, _stand_in)
    author = author_of(document, account)
    digest = document.digest[: limits.DIGEST.value]
    pictures = [image.digest for image in pictures_of(document)]
    cover = document.cover.digest if document.cover else ""
    whole = [document.title, author, digest, content, cover]
    return Shown(
        title=document.title,
        author=author,
        digest=digest,
        content=content,
        edition=_short_hash(whole) + _short_hash([*pictures, cover]),
    )


def _short_hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def article(
    document: Document,
    account: Account,
    *,
    picture: PictureAddress,
    cover: str,
    source_url: str,
) -> dict[str, Any]:
    """The article object. No comment flags: they are refused where the right is missing (88000)."""
    seen = shown(document, account)
    return {
        "article_type": "news",
        "title": seen.title,
        "author": seen.author,
        "digest": seen.digest,
        "content": content_of(document, account, picture),
        "content_source_url": source_url,
        "thumb_media_id": cover,
    }


def objections(document: Document, account: Account) -> list[Objection]:
    """What the platform would refuse, told before anything is sent."""
    found = []
    if len(document.title) > limits.TITLE.value:
        found.append(
            Objection(
                field="title",
                sentence=_(
                    "WeChat takes titles of at most %(limit)d characters; this one has %(count)d."
                )
                % {"limit": limits.TITLE.value, "count": len(document.title)},
            )
        )
    if document.cover is None:
        found.append(
            Objection(
                field="cover",
                sentence=_("WeChat needs a cover: choose one, or put a picture into the text."),
            )
        )
    if not document.blocks:
        found.append(Objection(field="body", sentence=_("WeChat takes no article without a text.")))
    seen = shown(document, account)
    content = seen.content
    if len(with_key(document.url, document.id, seen.edition)) > limits.SOURCE_URL.value:
        found.append(
            Objection(
                field="slug",
                sentence=_("The page's address is too long for WeChat: shorten it."),
            )
        )
    if (
        len(content) > limits.CONTENT_CHARACTERS.value
        or len(content.encode()) > limits.CONTENT_BYTES.value
    ):
        found.append(
            Objection(
                field="body",
                sentence=_(
                    "Too long for WeChat: with its layout it has %(count)d characters, "
                    "and fewer than 20,000 are taken. Divide it into two articles."
                )
                % {"count": len(content)},
            )
        )
    return found
