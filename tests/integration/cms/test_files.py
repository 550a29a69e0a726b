"""Who may have a file: readers what a live page offers, nobody else's originals."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection

from cms.models import Attachment
from media.models import MediaDocument
from tests.factories import pages

pytestmark = pytest.mark.django_db


def _file(name: str = "章程.txt") -> MediaDocument:
    return MediaDocument.objects.create(title=name, file=ContentFile(b"text", name=name))


def _get(client: Client, document: MediaDocument) -> int:
    response = client.get(document.url)
    if response.streaming:
        # Read to its end it closes its file, and leaves the test's database open.
        assert b"".join(response.streaming_content) == b"text"
    return response.status_code


def test_original_of_an_import_is_not_served_to_readers(client: Client) -> None:
    article = pages.article()
    document = _file()
    Attachment.objects.create(page=article, document=document, public=False)
    assert _get(client, document) == 404


def test_attachment_is_served_while_its_article_is_live(client: Client) -> None:
    article = pages.article()
    document = _file()
    Attachment.objects.create(page=article, document=document, public=True)
    assert _get(client, document) == 200
    article.unpublish()
    assert _get(client, document) == 404


def test_file_linked_in_a_text_is_served_once_that_is_live(client: Client) -> None:
    document = _file()
    link = f'<p><a linktype="document" id="{document.pk}">章程</a></p>'
    article = pages.article(body=[("paragraph", link)], live=False)
    assert _get(client, document) == 404
    article.save_revision().publish()
    assert _get(client, document) == 200


def test_editor_sees_the_files_of_his_own_association_only(client: Client) -> None:
    own = pages.association("shuxie")
    client.force_login(pages.editor(own))
    mine, others = _file("a.txt"), _file("b.txt")
    mine.collection = Collection.objects.get(name=own.short_name)
    mine.save()
    assert _get(client, mine) == 200
    assert _get(client, others) == 404
