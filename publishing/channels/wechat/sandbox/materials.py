"""Uploads: body images, temporary media and the permanent library (facts A3)."""

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from publishing.channels.wechat.sandbox.answers import Answer, FileAnswer, JsonObject, Refused
from publishing.channels.wechat.sandbox.api import Api, Call, Upload
from publishing.channels.wechat.sandbox.limits import (
    IMAGE_BYTES,
    LIBRARY_IMAGES,
    LIBRARY_OTHERS,
    TEMPORARY_LIFE,
    THUMB_BYTES,
    UPLOADIMG_BYTES,
    VIDEO_BYTES,
    VOICE_BYTES,
    Limit,
)
from publishing.channels.wechat.sandbox.pictures import MIMETYPES, measure, sniff


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    formats: frozenset[str]
    size: Limit
    too_big: int


_PERMANENT: Mapping[str, _Kind] = {
    "image": _Kind(
        formats=frozenset({"jpeg", "png", "gif", "bmp"}), size=IMAGE_BYTES, too_big=45001
    ),
    "voice": _Kind(
        formats=frozenset({"mp3", "wma", "wav", "amr"}), size=VOICE_BYTES, too_big=40010
    ),
    "video": _Kind(formats=frozenset({"mp4"}), size=VIDEO_BYTES, too_big=40011),
    "thumb": _Kind(formats=frozenset({"jpeg"}), size=THUMB_BYTES, too_big=40006),
}
_TEMPORARY: Mapping[str, _Kind] = {
    **_PERMANENT,
    "image": _Kind(formats=frozenset({"jpeg", "png", "gif"}), size=IMAGE_BYTES, too_big=45001),
    "voice": _Kind(formats=frozenset({"mp3", "amr"}), size=VOICE_BYTES, too_big=40010),
}
_PICTURES = frozenset({"image", "thumb"})


def _file_of(call: Call) -> Upload:
    upload = call.request.upload
    if upload is None:
        raise Refused(41005)
    if not upload.body:
        raise Refused(44001)
    return upload


def _keep(call: Call, upload: Upload) -> str:
    call.db.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (upload.sha256, upload.body))
    return upload.sha256


def _keep_image(call: Call, upload: Upload, kind: str, origin: str) -> str:
    size = measure(upload.body)
    image_id = secrets.token_urlsafe(48)
    call.db.execute(
        "INSERT INTO images VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            image_id,
            call.appid,
            _keep(call, upload),
            kind,
            size.width,
            size.height,
            origin,
            call.now,
        ),
    )
    return image_id


def uploadimg(call: Call) -> Answer:
    """POST /cgi-bin/media/uploadimg: a body image; JPEG or PNG under 1 MB, answers its URL."""
    upload = _file_of(call)
    kind = sniff(upload.body)
    if kind not in {"jpeg", "png"}:
        raise Refused(40005)
    if len(upload.body) >= UPLOADIMG_BYTES.value:
        raise Refused(40009)
    image_id = _keep_image(call, upload, kind, "uploadimg")
    return {"url": call.urls.image(image_id, kind), "errcode": 0, "errmsg": "ok"}


def _store(call: Call, kinds: Mapping[str, _Kind], *, permanent: bool) -> tuple[str, str | None]:
    """Check and keep the uploaded file; answers media_id and, for a picture, its image id."""
    kind = call.request.query.get("type", "")
    if kind not in kinds:
        raise Refused(40004)
    rule, upload = kinds[kind], _file_of(call)
    found = sniff(upload.body)
    if found is None or found not in rule.formats:
        raise Refused(40113)
    if len(upload.body) > rule.size.value:
        raise Refused(rule.too_big)
    title = introduction = ""
    if permanent:
        _check_room(call, kind)
        if kind == "video":
            title, introduction = _description(call)
    image_id = _keep_image(call, upload, found, "material") if kind in _PICTURES else None
    media_id = secrets.token_urlsafe(32)
    call.db.execute(
        "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            media_id,
            call.appid,
            kind,
            int(permanent),
            _keep(call, upload),
            found,
            upload.filename,
            image_id,
            title,
            introduction,
            call.now,
        ),
    )
    return media_id, image_id


def _check_room(call: Call, kind: str) -> None:
    room = LIBRARY_IMAGES if kind == "image" else LIBRARY_OTHERS
    if _counts(call.db, call.appid).get(kind, 0) >= room.value:
        raise Refused(45074)


def _description(call: Call) -> tuple[str, str]:
    """Title and introduction of a video: JSON in the form field ``description``."""
    try:
        value = json.loads(call.request.form.get("description", ""))
        return str(value["title"]), str(value["introduction"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(47001, "description of the video") from error


def upload(call: Call) -> Answer:
    """POST /cgi-bin/media/upload: temporary, three days; a thumb answers thumb_media_id."""
    media_id, _ = _store(call, _TEMPORARY, permanent=False)
    kind = call.request.query["type"]
    name = "thumb_media_id" if kind == "thumb" else "media_id"
    return {"type": kind, name: media_id, "created_at": int(call.now), "item": []}


def add_material(call: Call) -> Answer:
    """POST /cgi-bin/material/add_material: permanent; pictures also answer a URL."""
    media_id, image_id = _store(call, _PERMANENT, permanent=True)
    if image_id is None:
        return {"media_id": media_id, "item": []}
    return {"media_id": media_id, "url": _image_url(call, image_id), "item": []}


def _image_url(call: Call, image_id: str) -> str:
    row = call.db.execute("SELECT format FROM images WHERE image_id = ?", (image_id,)).fetchone()
    return call.urls.image(image_id, row["format"])


def _media(call: Call, media_id: str, *, permanent: bool) -> sqlite3.Row:
    row: sqlite3.Row | None = call.db.execute(
        "SELECT * FROM media WHERE media_id = ? AND appid = ? AND permanent = ?",
        (media_id, call.appid, int(permanent)),
    ).fetchone()
    expired = (
        row is not None and not permanent and row["created_at"] + TEMPORARY_LIFE.value <= (call.now)
    )
    if row is None or expired:
        raise Refused(40007)
    return row


def picture(call: Call, media_id: object) -> sqlite3.Row:
    """A permanent picture (image or thumb) of the account; Refused 40007 for anything else."""
    row = _media(call, media_id, permanent=True) if isinstance(media_id, str) else None
    if row is None or row["kind"] not in _PICTURES:
        raise Refused(40007)
    return row


def _file(call: Call, row: sqlite3.Row) -> FileAnswer:
    body = call.db.execute("SELECT body FROM blobs WHERE sha256 = ?", (row["sha256"],)).fetchone()
    kind = row["format"]
    return FileAnswer(
        body=body["body"], mimetype=MIMETYPES[kind], filename=f"{row['media_id']}.{kind}"
    )


def get_media(call: Call) -> Answer:
    """GET /cgi-bin/media/get: the temporary file, or where the video is."""
    media_id = call.request.query.get("media_id")
    if not media_id:
        raise Refused(41006)
    row = _media(call, media_id, permanent=False)
    if row["kind"] == "video":
        return {"video_url": call.urls.video(media_id)}
    return _file(call, row)


def get_material(call: Call) -> Answer:
    """POST /cgi-bin/material/get_material: the permanent file, or what is known of the video."""
    media_id = call.text("media_id", missing=41006)
    row = _media(call, media_id, permanent=True)
    if row["kind"] == "video":
        return {
            "title": row["title"],
            "description": row["introduction"],
            "down_url": call.urls.video(media_id),
        }
    return _file(call, row)


def del_material(call: Call) -> Answer:
    """POST /cgi-bin/material/del_material. Pictures already in articles stay where they are."""
    row = _media(call, call.text("media_id", missing=41006), permanent=True)
    call.db.execute("DELETE FROM media WHERE media_id = ?", (row["media_id"],))
    return {"errcode": 0, "errmsg": "ok"}


def batchget_material(call: Call) -> Answer:
    """POST /cgi-bin/material/batchget_material: newest first."""
    kind = call.body.get("type")
    if kind not in {"image", "video", "voice", "news"}:
        raise Refused(40004)
    offset, count = call.page()
    total = _counts(call.db, call.appid).get(kind, 0)
    rows = call.db.execute(
        "SELECT * FROM media WHERE appid = ? AND permanent = 1 AND kind = ?"
        " ORDER BY created_at DESC, rowid DESC LIMIT ? OFFSET ?",
        (call.appid, kind, count, offset),
    ).fetchall()
    items = [_item(call, row) for row in rows]
    return {"item": items, "total_count": total, "item_count": len(items)}


def _item(call: Call, row: sqlite3.Row) -> JsonObject:
    item: JsonObject = {
        "media_id": row["media_id"],
        "name": row["name"],
        "update_time": int(row["created_at"]),
        "tags": [],
    }
    if row["image_id"]:
        item["url"] = _image_url(call, row["image_id"])
    return item


def _counts(db: sqlite3.Connection, appid: str) -> dict[str, int]:
    rows = db.execute(
        "SELECT kind, count(*) AS n FROM media WHERE appid = ? AND permanent = 1 GROUP BY kind",
        (appid,),
    )
    return {row["kind"]: row["n"] for row in rows}


def get_materialcount(call: Call) -> Answer:
    """GET /cgi-bin/material/get_materialcount."""
    counts = _counts(call.db, call.appid)
    return {
        "voice_count": counts.get("voice", 0),
        "video_count": counts.get("video", 0),
        "image_count": counts.get("image", 0) + counts.get("thumb", 0),
        "news_count": 0,
    }


def _withdrawn(call: Call) -> Answer:
    raise Refused(45103)


APIS = (
    Api(path="/cgi-bin/media/uploadimg", method="POST", handler=uploadimg, carries="file"),
    Api(path="/cgi-bin/media/upload", method="POST", handler=upload, carries="file"),
    Api(path="/cgi-bin/media/get", method="GET", handler=get_media),
    Api(path="/cgi-bin/material/add_material", method="POST", handler=add_material, carries="file"),
    Api(path="/cgi-bin/material/get_material", method="POST", handler=get_material, carries="json"),
    Api(path="/cgi-bin/material/del_material", method="POST", handler=del_material, carries="json"),
    Api(
        path="/cgi-bin/material/batchget_material",
        method="POST",
        handler=batchget_material,
        carries="json",
    ),
    Api(path="/cgi-bin/material/get_materialcount", method="GET", handler=get_materialcount),
    # The calls of permanent news went offline with the draft box (facts A3).
    Api(path="/cgi-bin/material/add_news", method="POST", handler=_withdrawn),
    Api(path="/cgi-bin/material/update_news", method="POST", handler=_withdrawn),
    Api(path="/cgi-bin/media/uploadnews", method="POST", handler=_withdrawn),
)
