"""Originals of pictures, for those who must make their own of them: channels that re-host."""

from django.core.exceptions import ObjectDoesNotExist
from wagtail.images import get_image_model


class PictureGone(Exception):
    """The picture, or its file, no longer exists."""


def original(image_id: int) -> bytes:
    """The file as it was uploaded; raises `PictureGone`."""
    try:
        image = get_image_model().objects.get(pk=image_id)
        with image.file.open("rb") as file:
            body: bytes = file.read()
    except (ObjectDoesNotExist, FileNotFoundError) as error:
        raise PictureGone(f"picture {image_id}") from error
    return body
