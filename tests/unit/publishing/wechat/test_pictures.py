"""Pictures as the platform takes them: format, size, colours, and nothing private left inside."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw

from publishing.channels.wechat import limits, pictures
from publishing.contract import Refused, Turn


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(width: int, height: int) -> Image.Image:
    """What compresses worst."""
    return Image.effect_noise((width, height), 120).convert("RGB")


def opened(converted: pictures.Converted) -> Image.Image:
    name, body, mime = converted.part
    image = Image.open(io.BytesIO(body))
    image.load()
    assert mime == f"image/{(image.format or '').lower()}"
    assert name.endswith({"JPEG": ".jpg", "PNG": ".png"}[image.format or ""])
    return image


def test_photograph_becomes_a_jpeg_of_reading_size() -> None:
    image = opened(pictures.body_picture(saved(noise(3000, 2000), "JPEG", quality=60), "a"))
    assert image.format == "JPEG"
    assert max(image.size) <= limits.BODY_IMAGE_SIDE.value


def test_what_compresses_badly_still_fits() -> None:
    original = saved(noise(2600, 2600), "JPEG", quality=95)
    _, body, _ = pictures.body_picture(original, "a").part
    assert len(original) > 4 * limits.BODY_IMAGE_BYTES.value
    assert len(body) <= limits.BODY_IMAGE_BYTES.value


def test_scroll_keeps_its_detail_along_its_length() -> None:
    scroll = Image.linear_gradient("L").resize((20_000, 1_000))
    image = opened(pictures.body_picture(saved(scroll, "PNG"), "a"))
    assert image.width == limits.SCROLL_SIDE.value
    assert image.height == 400


def test_few_colours_stay_a_png() -> None:
    seal = Image.new("RGB", (400, 400), "#fdfaf3")
    ImageDraw.Draw(seal).rectangle((80, 80, 320, 320), outline="#9e2a22", width=12)
    assert opened(pictures.body_picture(saved(seal, "PNG"), "a")).format == "PNG"


def test_transparent_ink_lies_on_paper() -> None:
    ink = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(ink).ellipse((60, 60, 140, 140), fill=(0, 0, 0, 255))
    image = opened(pictures.body_picture(saved(ink, "PNG"), "a")).convert("RGBA")
    assert image.getpixel((5, 5)) == (255, 255, 255, 255)
    assert image.getpixel((100, 100)) == (0, 0, 0, 255)


def test_transparent_palette_lies_on_paper() -> None:
    palette = Image.new("P", (50, 50), 0)
    palette.putpalette([0, 0, 0, 158, 42, 34])
    body = saved(palette, "PNG", transparency=0)
    assert opened(pictures.body_picture(body, "a")).convert("RGB").getpixel((5, 5)) == (255,) * 3


def test_print_colours_become_screen_colours() -> None:
    vermilion = Image.new("CMYK", (300, 300), (0, 200, 220, 20))
    image = opened(pictures.body_picture(saved(vermilion, "JPEG", quality=95), "a"))
    red, green, blue = image.convert("RGB").getpixel((100, 100))  # type: ignore[misc]
    assert red > 180
    assert green < 90
    assert blue < 70


def test_colour_profile_is_applied_and_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    body = saved(Image.new("RGB", (100, 100), "#336699"), "JPEG", icc_profile=profile, quality=95)
    image = opened(pictures.body_picture(body, "a"))
    assert "icc_profile" not in image.info


def test_broken_profile_is_no_reason_to_refuse() -> None:
    body = saved(Image.new("RGB", (100, 100), "#336699"), "JPEG", icc_profile=b"nonsense")
    assert opened(pictures.body_picture(body, "a")).size == (100, 100)


def test_sixteen_bits_are_scaled_not_cut() -> None:
    deep = Image.new("I;16", (64, 64), 32_768)
    image = opened(pictures.body_picture(saved(deep, "PNG"), "a")).convert("L")
    assert 126 <= int(image.getpixel((3, 3)) or 0) <= 130


def test_turned_photograph_stands_upright_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (30.0, 0.0, 0.0)}
    exif[0x010F] = "Camera"
    body = saved(noise(400, 200), "JPEG", exif=exif)
    image = opened(pictures.body_picture(body, "a"))
    assert image.size == (200, 400)
    assert dict(image.getexif()) == {}


def test_animation_gives_its_first_frame_and_says_so() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("#9e2a22", "#333333")]
    body = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    converted = pictures.body_picture(body, "a")
    assert "first frame" in converted.remark
    red, green, _ = opened(converted).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > green


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "HEIF", "GIF", "BMP", "TIFF"])
def test_every_format_of_the_library_is_taken(kind: str) -> None:
    body = saved(Image.new("RGB", (64, 48), "#445566"), kind)
    assert opened(pictures.body_picture(body, "a")).size == (64, 48)


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"<svg/>", b"\xff\xd8\xff\xe0" + b"0" * 50])
def test_what_is_no_picture_is_the_editors(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        pictures.body_picture(body, "a")
    assert refused.value.turn is Turn.EDITOR


def test_truncated_picture_is_the_editors() -> None:
    with pytest.raises(Refused):
        pictures.body_picture(saved(noise(400, 300), "JPEG")[:4000], "a")


def test_wide_cover_is_cut_from_the_middle() -> None:
    scroll = Image.new("RGB", (4000, 400), "#ffffff")
    ImageDraw.Draw(scroll).rectangle((1900, 0, 2100, 400), fill="#9e2a22")
    image = opened(pictures.cover(saved(scroll, "PNG"), "a")).convert("RGB")
    assert abs(image.width / image.height - limits.COVER_RATIO) < 0.02
    red, green, _ = image.getpixel((image.width // 2, 200))  # type: ignore[misc]
    assert red > green + 60


def test_other_cover_keeps_its_shape() -> None:
    image = opened(pictures.cover(saved(noise(600, 800), "JPEG"), "a"))
    assert image.size == (600, 800)
