"""Pictures of an article -> what the platform calls them. Nothing is uploaded twice."""

import threading
from collections.abc import Callable
from typing import Final
from weakref import WeakValueDictionary

from django.utils.translation import gettext as _

from cms.contract import ImageRef
from media.pictures import PictureGone, original
from publishing.channels.wechat import pictures
from publishing.channels.wechat.calls import Calls, Note
from publishing.channels.wechat.client import Part
from publishing.channels.wechat.models import Account, Upload
from publishing.contract import Refused, Turn

#: Kind, size or format: a smaller file, encoded anew, may be taken (A10).
_PICTURE_REFUSED: Final = frozenset({"40005", "40006", "40009", "40137", "45001"})

Convert = Callable[[bytes, str], pictures.Converted]


class _Lock:
    """A lock that can be referred to weakly."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


# Two articles with one picture may be under way at once, in two threads of one runner.
_locks: WeakValueDictionary[tuple[int, str, str], _Lock] = WeakValueDictionary()
_locks_guard = threading.Lock()


def body_address(account: Account, calls: Calls, note: Note, image: ImageRef) -> str:
    """The platform's address of a picture in the text."""

    def upload() -> dict[str, str]:
        part = _converted(image, pictures.body_picture, note)
        try:
            return {"url": calls.upload_body_picture(part)}
        except Refused as refused:
            if refused.code not in _PICTURE_REFUSED:
                raise
        part = _converted(image, pictures.small_body_picture, note)
        return {"url": calls.upload_body_picture(part)}

    return _known_or_new(account, Upload.Purpose.BODY, image, upload).url


def cover_id(account: Account, calls: Calls, note: Note, image: ImageRef, *, ask: bool) -> str:
    """The media_id of the cover. `ask`: an earlier try may have brought it, so that the library
    is looked through first."""

    def upload() -> dict[str, str]:
        part = _converted(image, pictures.cover, note)
        if ask:
            for name, media_id in calls.newest_pictures():
                if name == part[0]:
                    return {"media_id": media_id}
        return {"media_id": calls.upload_cover(part)}

    return _known_or_new(account, Upload.Purpose.COVER, image, upload).media_id


def thumb_id(account: Account, calls: Calls, note: Note, image: ImageRef) -> str:
    """The media_id of the cover as a picture of type thumb, which is its media_id from now on."""
    media_id = calls.upload_thumb(_converted(image, pictures.thumb, note))
    Upload.objects.update_or_create(
        account=account,
        purpose=Upload.Purpose.COVER,
        digest=image.digest,
        defaults={"media_id": media_id},
    )
    return media_id


def forget_cover(account: Account, image: ImageRef) -> None:
    """The platform does not know it any more: somebody cleared the library."""
    Upload.objects.filter(
        account=account, purpose=Upload.Purpose.COVER, digest=image.digest
    ).delete()


def _known_or_new(
    account: Account, purpose: str, image: ImageRef, upload: Callable[[], dict[str, str]]
) -> Upload:
    with _locks_guard:
        lock = _locks.setdefault((account.pk, purpose, image.digest), _Lock())
    with lock.lock:
        key = {"account": account, "purpose": purpose, "digest": image.digest}
        known = Upload.objects.filter(**key).first()
        if known is None:
            # Another machine may have been quicker: one of the two is kept, both are good.
            known, _made = Upload.objects.get_or_create(**key, defaults=upload())
        return known


def _converted(image: ImageRef, convert: Convert, note: Note) -> Part:
    try:
        body = original(image.id)
    except PictureGone as gone:
        raise Refused(
            _("A picture of the article no longer exists. Choose another and release it again."),
            turn=Turn.EDITOR,
            code="picture",
        ) from gone
    # The name is the content: that is how a cover can be found again in the library.
    converted = convert(body, f"yunwenyi-{image.digest[:24]}")
    if converted.remark:
        note("picture", f"{image.alt}: {converted.remark}")
    return converted.part
