"""Pictures are made when a browser asks, at signed sizes, never larger than they are."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from tests.factories import pages
from web import pictures

pytestmark = pytest.mark.django_db


def test_picture_is_made_at_the_first_request_and_may_be_kept(client: Client) -> None:
    image = pages.picture(width=1000, height=500)
    small, own = pictures.by_width(image, [400, 1280], "webp")
    assert image.renditions.count() == 0
    response = client.get(small.url)
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    made = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert Image.open(BytesIO(made)).size == (400, 200) == (small.width, small.height)
    assert (own.width, own.height) == (1000, 500)
    whole = b"".join(client.get(own.url).streaming_content)  # type: ignore[attr-defined]
    assert Image.open(BytesIO(whole)).size == (1000, 500)


def test_a_size_nobody_signed_is_not_made(client: Client) -> None:
    image = pages.picture(width=1000, height=500)
    signed = pictures.by_width(image, [400], "webp")[0].url
    assert client.get(signed.replace("w400", "w401")).status_code == 404
    other = pages.picture(colour="#123456")
    assert client.get(signed.replace(f"/{image.pk}/", f"/{other.pk}/")).status_code == 404
    assert image.renditions.count() == other.renditions.count() == 0


def test_scroll_too_wide_for_webp_is_a_jpeg() -> None:
    image = pages.picture(width=20000, height=600)
    assert pictures.by_height(image, 560).url.endswith(".jpeg")
    assert pictures.by_height(image, 400).url.endswith(".webp")


def test_another_file_has_another_address() -> None:
    one, other = pages.picture(colour="#111111"), pages.picture(colour="#222222")
    other.pk = one.pk
    assert pictures.card(one).url != pictures.card(other).url
