"""Addresses of pictures in what we send out."""

from cms.contract import ImageRef
from cms.export.addresses import absolute
from media import renditions


def web_address(image: ImageRef) -> str:
    """Absolute address of the picture at reading size; empty if it is gone."""
    picture = renditions.reading_size(image.id)
    return absolute(picture.url) if picture else ""
