"""Pictures that come with a document: which of them can be kept, and where they lie."""

import base64
import binascii
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import filetype
from PIL import Image as Pillow

# What Wagtail and every browser read. Others (EMF, TIFF, BMP) are named in the report instead.
KEPT = ("image/jpeg", "image/png", "image/gif", "image/webp")
MAX_BYTES = 30_000_000
# A scroll of 30,000 x 4,000 passes; a small file that unfolds to gigabytes does not.
MAX_PIXELS = 150_000_000
# Smaller ones are bullets, icons and counters of a page.
_MIN_SIDE = 24

#: The bytes behind an address written in a document; None if they are not at hand.
Finder = Callable[[str], bytes | None]

_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,80};base64,", re.IGNORECASE)


def content_type(data: bytes) -> str | None:
    """The type of a picture that can be kept, told from its bytes; None for any other."""
    if not data or len(data) > MAX_BYTES:
        return None
    guess = filetype.guess(data[:8192])
    if guess is None or guess.mime not in KEPT:
        return None
    try:
        with Pillow.open(BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return None
            picture.verify()
    # Pillow's readers raise whatever a broken file leads them to.
    except Exception:  # noqa: BLE001
        return None
    return str(guess.mime)


def is_ornament(data: bytes) -> bool:
    """Whether a picture that `content_type` accepted is too small to show anything."""
    with Pillow.open(BytesIO(data)) as picture:
        return min(picture.size) < _MIN_SIDE


def nowhere(address: str) -> bytes | None:
    """Finds only pictures that are written into the document itself."""
    match = _DATA_URI.match(address)
    if match is None:
        return None
    try:
        return base64.b64decode(unquote(address[match.end() :]), validate=False)
    except (binascii.Error, ValueError):
        return None


def beside(document: Path) -> Finder:
    """Finds also files in the folder of a document and below it, and nowhere else."""
    folder = document.resolve().parent

    def find(address: str) -> bytes | None:
        if ":" in address or address.startswith(("/", "\\")):
            return nowhere(address)
        name = unquote(address.split("?")[0].split("#")[0])
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(folder) or not path.is_file():
                return None
            if path.stat().st_size > MAX_BYTES:
                return None
            return path.read_bytes()
        except (OSError, ValueError):
            return None

    return find
