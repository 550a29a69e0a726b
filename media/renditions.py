"""Web addresses of pictures for those who see values only: feeds, JSON, other systems."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from wagtail.images import get_image_model

# Wide enough for a reader's column on a large screen, small enough for a phone.
_READING_FILTER = "max-1280x1280|format-jpeg|jpegquality-80"


@dataclass(frozen=True, kw_only=True)
class WebPicture:
    """A picture as a page can show it: address (site path), size in pixels, bytes of the file."""

    url: str
    width: int
    height: int
    size: int


def reading_size(image_id: int) -> WebPicture | None:
    """A JPEG at most 1280 px wide and high, made on first use; None if the image is gone."""
    try:
        rendition = get_image_model().objects.get(pk=image_id).get_rendition(_READING_FILTER)
    except ObjectDoesNotExist:
        return None
    return WebPicture(
        url=rendition.url,
        width=rendition.width,
        height=rendition.height,
        size=rendition.file.size,
    )
