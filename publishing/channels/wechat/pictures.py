"""Pictures as the platform takes them: JPEG or PNG, upright, sRGB, small enough (facts A3)."""

import io
from dataclasses import dataclass
from typing import Any, Final

import pillow_heif  # type: ignore[import-untyped,unused-ignore]
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from publishing.channels.wechat import limits
from publishing.channels.wechat.client import Part
from publishing.channels.wechat.limits import Limit
from publishing.contract import Refused, Turn

pillow_heif.register_heif_opener()

_QUALITIES: Final = (90, 85, 80, 74, 68, 60)
_SMALLER: Final = 0.8
#: Lettering and seals stay crisp as PNG; above this many bytes JPEG serves readers better.
_PNG_BYTES: Final = 300_000
_FEW_COLOURS: Final = 256
_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_PAPER: Final = (255, 255, 255)


@dataclass(frozen=True, kw_only=True)
class Converted:
    """What to upload, and what a person should know about it."""

    part: Part
    remark: str = ""


def body_picture(original: bytes, name: str) -> Converted:
    """A picture for the running text. Raises `Refused` for a file that is no picture."""
    image, remark = _opened(original)
    image = _flat(image)
    long, short = max(image.size), min(image.size)
    # Of a scroll the short side is what a phone shows; the long one may be as long as is taken.
    side = limits.SCROLL_SIDE if long > 3 * short else limits.BODY_IMAGE_SIDE
    return Converted(part=_encoded(image, name, side.value, limits.BODY_IMAGE_BYTES), remark=remark)


def small_body_picture(original: bytes, name: str) -> Converted:
    """The same for a platform that refuses what its limits allow: half the size, always JPEG."""
    large = body_picture(original, name)
    image = _flat(_opened(large.part[1])[0])
    side = max(1, max(image.size) // 2)
    part = _encoded(image, name, side, limits.SMALL_BODY_IMAGE_BYTES, png=False)
    return Converted(part=part, remark=large.remark)


def cover(original: bytes, name: str) -> Converted:
    """The headline's card: cut to 2.35 : 1 from the middle if it is wider."""
    image, remark = _opened(original)
    image = _flat(image)
    widest = round(image.height * limits.COVER_RATIO)
    if image.width > widest:
        left = (image.width - widest) // 2
        image = image.crop((left, 0, left + widest, image.height))
    part = _encoded(image, name, limits.COVER_SIDE.value, limits.COVER_BYTES)
    return Converted(part=part, remark=remark)


def thumb(original: bytes, name: str) -> Converted:
    """A cover of the type that takes small JPEG files only."""
    large = cover(original, name)
    image = _flat(_opened(large.part[1])[0])
    part = _encoded(image, name, limits.THUMB_SIDE.value, limits.THUMB_BYTES, png=False)
    return Converted(part=part, remark=large.remark)


def _opened(original: bytes) -> tuple[Image.Image, str]:
    remark = ""
    try:
        image: Image.Image = Image.open(io.BytesIO(original))
        if getattr(image, "is_animated", False):
            remark = "animated: only its first frame is taken"
        # A JPEG far too large is decoded at a fraction of its size, which is quicker by as much.
        image.draft("RGB", (limits.SCROLL_SIDE.value, limits.SCROLL_SIDE.value))
        image.load()
        return ImageOps.exif_transpose(image), remark
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(
            _("One of the pictures cannot be read or is far too large. Replace it."),
            turn=Turn.EDITOR,
            code="picture",
        ) from error


def _flat(image: Image.Image) -> Image.Image:
    """RGB or grey without transparency: ink on nothing would vanish in a reader's dark mode."""
    if image.mode.startswith("I;16"):
        # Pillow would cut 16 bits off at 255 instead of scaling them.
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        profile = image.info.get("icc_profile")
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, _PAPER)
        image.paste(layer, mask=layer.getchannel("A"))
        if profile:
            image.info["icc_profile"] = profile
    return _in_srgb(image)


def _in_srgb(image: Image.Image) -> Image.Image:
    profile: Any = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # A broken profile says nothing: take the numbers as they are.
        if converted is not None:
            return converted
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")


def _encoded(image: Image.Image, name: str, side: int, limit: Limit, *, png: bool = True) -> Part:
    """The best quality that fits, at the largest size that fits."""
    image.info = {}  # Neither place of taking nor camera leaves the house.
    fitted = _within(image, side)
    if png and _has_few_colours(fitted):
        body = _saved(fitted, "PNG", optimize=True)
        if len(body) <= min(_PNG_BYTES, limit.value):
            return f"{name}.png", body, "image/png"
    while True:
        for quality in _QUALITIES:
            body = _saved(fitted, "JPEG", quality=quality, optimize=True, progressive=True)
            if len(body) <= limit.value:
                return f"{name}.jpg", body, "image/jpeg"
        fitted = _within(fitted, round(max(fitted.size) * _SMALLER))


def _within(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _has_few_colours(image: Image.Image) -> bool:
    return image.getcolors(_FEW_COLOURS) is not None


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
