"""The rules an article of a draft must keep, and its shape in answers (facts A4)."""

import re
import sqlite3
from urllib.parse import urlsplit

from publishing.channels.wechat.sandbox import materials
from publishing.channels.wechat.sandbox.answers import JsonObject, Refused
from publishing.channels.wechat.sandbox.api import Call
from publishing.channels.wechat.sandbox.limits import (
    AUTHOR,
    CONTENT_BYTES,
    CONTENT_CHARS,
    CROP_DECIMALS,
    DIGEST,
    DIGEST_FROM_BODY,
    NEWSPIC_IMAGES,
    SOURCE_URL_BYTES,
    TITLE,
    Limit,
)
from publishing.channels.wechat.sandbox.sanitiser import Ownership, bare_text, plain_text, sanitise

# Where a stored article keeps the ids of its own pictures, cover first: they outlive the material
# they came from. Never part of an answer.
SHOWN = "_images"

_SHARE = rf"(?:0|1|0?\.\d{{1,{CROP_DECIMALS.value}}}|1\.0{{1,{CROP_DECIMALS.value}}})"
_CROP = re.compile(rf"^{_SHARE}(?:_{_SHARE}){{3}}$")
_RATIOS = frozenset({"1_1", "16_9", "2.35_1"})


def accept(call: Call, given: object, *, alone: bool) -> JsonObject:
    """The article as the platform stores it. ``alone``: the only one of its draft.

    Raises Refused with the code of the first rule it breaks.
    """
    if not isinstance(given, dict):
        raise Refused(47001, "each article must be an object")
    kind = given.get("article_type") or "news"
    if kind not in {"news", "newspic"}:
        raise Refused(47003, "article_type must be news or newspic")
    title = _text(given, "title", TITLE, 45003)
    if not title.strip():
        raise Refused(40227)
    content = _content(given)
    digest = _text(given, "digest", DIGEST, 45004)
    if given.get("product_info"):
        raise Refused(53406)
    article: JsonObject = {
        "article_type": kind,
        "title": title,
        "author": _text(given, "author", AUTHOR, 45110),
        # Only a single article keeps a digest (facts A4).
        "digest": (digest or plain_text(content)[: DIGEST_FROM_BODY.value]) if alone else "",
        "content_source_url": _source_url(given),
        "show_cover_pic": 0,
        **_comments(call, given),
    }
    if kind == "newspic":
        images = _images(call, given)
        _check_crop_list(given)
        return {
            **article,
            "content": bare_text(content),
            "image_info": {"image_list": [{"image_media_id": row["media_id"]} for row in images]},
            "thumb_media_id": images[0]["media_id"],
            SHOWN: [row["image_id"] for row in images],
        }
    cover = materials.picture(call, given.get("thumb_media_id"))
    return {
        **article,
        "content": sanitise(content, _ownership(call)),
        "thumb_media_id": cover["media_id"],
        **_crops(given),
        SHOWN: [cover["image_id"]],
    }


def _text(given: JsonObject, name: str, limit: Limit, too_long: int) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise Refused(47003, f"{name} must be a string")
    if len(value) > limit.value:
        raise Refused(too_long)
    return value


def _content(given: JsonObject) -> str:
    content = given.get("content") or ""
    if not isinstance(content, str):
        raise Refused(45166, "content must be a string")
    if not content.strip():
        raise Refused(44004)
    too_many = len(content) >= CONTENT_CHARS.value
    if too_many or len(content.encode("utf-8", "surrogatepass")) >= CONTENT_BYTES.value:
        raise Refused(45002)
    return content


def _source_url(given: JsonObject) -> str:
    url = given.get("content_source_url") or ""
    if not isinstance(url, str):
        raise Refused(41039)
    if len(url.encode()) > SOURCE_URL_BYTES.value:
        raise Refused(45005)
    if not url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Refused(41039) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", url):
        raise Refused(41039)
    return url


def _comments(call: Call, given: JsonObject) -> JsonObject:
    flags = {}
    for name in ("need_open_comment", "only_fans_can_comment"):
        flag = given.get(name, 0)
        if flag not in (0, 1):
            raise Refused(47003, f"{name} must be 0 or 1")
        flags[name] = int(flag)
    if any(flags.values()) and not call.account.may_comment:
        raise Refused(88000)
    return flags


def _crops(given: JsonObject) -> JsonObject:
    crops = {}
    for name in ("pic_crop_235_1", "pic_crop_1_1"):
        crop = given.get(name)
        if not crop:
            continue
        if not isinstance(crop, str) or not _CROP.match(crop):
            raise Refused(53402)
        left, top, right, bottom = map(float, crop.split("_"))
        if left >= right or top >= bottom:
            raise Refused(53402)
        crops[name] = crop
    return crops


def _check_crop_list(given: JsonObject) -> None:
    cover = given.get("cover_info") or {}
    crops = cover.get("crop_percent_list", []) if isinstance(cover, dict) else None
    if not isinstance(crops, list):
        raise Refused(53402)
    for crop in crops:
        if not isinstance(crop, dict) or crop.get("ratio") not in _RATIOS:
            raise Refused(53402)
        corners = [crop.get(name) for name in ("x1", "y1", "x2", "y2")]
        if not _CROP.match("_".join(map(str, corners))) or not all(
            isinstance(corner, str) for corner in corners
        ):
            raise Refused(53402)


def _images(call: Call, given: JsonObject) -> list[sqlite3.Row]:
    info = given.get("image_info")
    images = info.get("image_list") if isinstance(info, dict) else None
    if not isinstance(images, list) or not images:
        raise Refused(40007, "image_info.image_list is required")
    if len(images) > NEWSPIC_IMAGES.value:
        raise Refused(45034, f"at most {NEWSPIC_IMAGES.value} images")
    return [
        materials.picture(call, one.get("image_media_id") if isinstance(one, dict) else None)
        for one in images
    ]


def _ownership(call: Call) -> Ownership:
    def image(url: str) -> bool:
        if call.urls.is_platform_image(url) and not call.urls.real:
            return True
        image_id = call.urls.image_id(url)
        return image_id is not None and _known(
            call, "SELECT 1 FROM images WHERE image_id = ?", image_id
        )

    def article(url: str) -> bool:
        url_id = call.urls.article_id(url)
        return url_id is not None and _known(
            call, "SELECT 1 FROM articles WHERE url_id = ? AND gone IS NULL", url_id
        )

    return Ownership(image=image, article=article)


def _known(call: Call, query: str, value: str) -> bool:
    return call.db.execute(query, (value,)).fetchone() is not None


def as_answered(call: Call, article: JsonObject, *, url: str, with_content: bool) -> JsonObject:
    """The stored article as a ``news_item``; ``url`` is where it can be seen."""
    answered = {name: value for name, value in article.items() if name != SHOWN}
    if not with_content:
        del answered["content"]
    cover = call.db.execute(
        "SELECT format FROM images WHERE image_id = ?", (article[SHOWN][0],)
    ).fetchone()
    thumb = call.urls.image(article[SHOWN][0], cover["format"])
    return {**answered, "url": url, "thumb_url": thumb}
