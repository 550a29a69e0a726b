"""What a file really is: told by its first bytes, never by its name (facts A11)."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from publishing.channels.wechat.sandbox.answers import Refused
from publishing.channels.wechat.sandbox.limits import IMAGE_PIXELS

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"#!AMR", "amr"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf2", "mp3"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma"),
)

MIMETYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "amr": "voice/amr",
    "mp3": "audio/mpeg",
    "wma": "audio/x-ms-wma",
    "wav": "audio/wav",
    "mp4": "video/mp4",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """Pixels."""

    width: int
    height: int


def sniff(body: bytes) -> str | None:
    """jpeg, png, gif, bmp, amr, mp3, wma, wav or mp4; None for anything else."""
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    if body[:4] == b"RIFF" and body[8:12] == b"WAVE":
        return "wav"
    if body[4:8] == b"ftyp":
        return "mp4"
    return None


def measure(body: bytes) -> Size:
    """The picture's size; Refused 40137 when it does not decode or is absurdly large."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of decompression bombs; our own limit answers for them.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body)) as image:
                size = Size(width=image.width, height=image.height)
                if size.width * size.height <= IMAGE_PIXELS.value:
                    image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(40137) from error
    if size.width * size.height > IMAGE_PIXELS.value:
        raise Refused(40137)
    return size
