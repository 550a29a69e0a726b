"""Pictures at the sizes pages need, made when a browser first asks for one.

A page only names them: the address is reckoned from the image, so that a list of thirty works
costs no query per picture and its first visitor does not wait for sixty encodings. Addresses are
signed, since whoever could ask for any image at any size could see drafts and fill the disk, and
hold the digest of the original, so that they can be kept for ever.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

# WebP knows no picture wider or higher than this; a hand-scroll may be.
_WEBP_LIMIT: Final = 16383
_SIZE: Final = re.compile(r"(?P<side>[whc])(?P<length>\d{2,4})\.(?P<format>webp|jpeg)")


@dataclass(frozen=True, kw_only=True)
class Sized:
    """One address of a picture, with the width it will have."""

    url: str
    width: int
    height: int


def by_width(image: Any, widths: list[int], form: str) -> list[Sized]:
    """The picture at each width that is smaller than itself, and at most once as it is."""
    smaller = [width for width in widths if width < image.width]
    if len(smaller) < len(widths):
        # Wagtail never enlarges: the next size asked for is the picture's own.
        smaller.append(widths[len(smaller)])
    return [_sized(image, "w", width, form) for width in smaller]


def by_height(image: Any, height: int) -> Sized:
    """The picture at a height, for hand-scrolls: as WebP unless it is too wide for that."""
    sized = _sized(image, "h", height, "webp")
    return sized if sized.width <= _WEBP_LIMIT else _sized(image, "h", height, "jpeg")


def card(image: Any) -> Sized:
    """A square JPEG for those who show links as cards."""
    return _sized(image, "c", 600, "jpeg")


def filter_spec(name: str) -> str | None:
    """`w800.webp` -> what Wagtail calls it; None for anything that is no size of ours."""
    found = _SIZE.fullmatch(name)
    if found is None:
        return None
    length = found["length"]
    operation = {"w": f"width-{length}", "h": f"height-{length}", "c": f"fill-{length}x{length}"}
    return f"{operation[found['side']]}|format-{found['format']}"


def is_signed(image: Any, mark: str, name: str) -> bool:
    """Whether `mark` was made by us for this image, as its file is now, at this size."""
    return constant_time_compare(mark, _mark(image, name))


def _mark(image: Any, name: str) -> str:
    value = f"{image.pk} {image.get_file_hash()} {name}"
    return salted_hmac("web.pictures", value, algorithm="sha256").hexdigest()[:24]


def _sized(image: Any, side: str, length: int, form: str) -> Sized:
    width, height = max(1, image.width), max(1, image.height)
    if side == "w" and length < width:
        width, height = length, max(1, height * length // width)
    elif side == "h" and length < height:
        width, height = max(1, width * length // height), length
    elif side == "c":
        width = height = length
    name = f"{side}{length}.{form}"
    url = reverse("web:picture", args=(image.pk, _mark(image, name), name))
    return Sized(url=url, width=width, height=height)
