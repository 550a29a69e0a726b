"""Pictures in pages: the sizes a browser may choose from."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from web import pictures

register = template.Library()


def _srcset(sized: list[pictures.Sized]) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in sized)


@register.simple_tag
def photo(
    image: Any,
    *,
    sizes: str,
    widths: str = "400 800 1280",
    alt: str = "",
    loading: str = "lazy",
) -> SafeString:
    """WebP at several widths, one JPEG for old browsers. `alt` empty: decoration."""
    if image.width > 3 * image.height:
        # Lists show the beginning of a scroll: fitted by its width it would be a blur.
        return _one(pictures.by_height(image, 400), image, alt, loading)
    steps = [int(width) for width in widths.split()]
    plain = pictures.by_width(image, steps[-2:-1] or steps, "jpeg")[-1]
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"></picture>',
        _srcset(pictures.by_width(image, steps, "webp")),
        sizes,
        plain.url,
        image.width,
        image.height,
        alt,
        loading,
    )


def _one(sized: pictures.Sized, image: Any, alt: str, loading: str) -> SafeString:
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async">',
        sized.url,
        image.width,
        image.height,
        alt,
        loading,
    )


@register.simple_tag
def scroll(image: Any, *, alt: str) -> SafeString:
    """A hand-scroll by its height: lower for phones, whose memory a whole scroll would fill."""
    low, high = pictures.by_height(image, 560), pictures.by_height(image, 900)
    return format_html(
        '<picture><source media="(max-width: 48rem)" srcset="{}">'
        '<img src="{}" width="{}" height="{}" alt="{}" decoding="async"></picture>',
        low.url,
        high.url,
        image.width,
        image.height,
        alt,
    )


@register.simple_tag
def picture_card(image: Any) -> str:
    """Site path of the square that stands for a page in other people's windows."""
    return pictures.card(image).url
