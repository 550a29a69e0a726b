"""Addresses under /media/ cannot be guessed from the name of the upload."""

import re

import pytest
from django.test import Client

from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_a_drafts_picture_has_no_address_that_can_be_guessed(client: Client) -> None:
    image = pages.picture()
    rendition = image.get_rendition("max-165x165")
    name = image.filename.rpartition(".")[0]
    assert re.fullmatch(
        rf"/media/images/[0-9a-f]{{16}}\.{re.escape(name)}\.max-165x165\.jpg", rendition.url
    )
    answer = client.get(rendition.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    guessed = f"/media/images/{name}.max-165x165.jpg"
    assert client.get(guessed).status_code == 404


def test_two_pictures_of_one_name_have_different_addresses() -> None:
    one, two = pages.picture(), pages.picture()
    assert one.get_rendition("width-40").url[:30] != two.get_rendition("width-40").url[:30]
