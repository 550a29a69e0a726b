"""A form cannot take pictures or files of another association, whatever numbers it is sent."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import ArticlePage, ArticleSection, Attachment
from media.models import MediaDocument, MediaImage
from tests.factories import pages

pytestmark = pytest.mark.django_db

Things = tuple[MediaImage, MediaDocument]


def things_of(slug: str) -> Things:
    collection = Collection.objects.get(name=pages.association(slug).short_name)
    picture = pages.picture(collection=collection)
    file = MediaDocument.objects.create(
        title="来稿", file=ContentFile(b"text", name=f"{slug}.txt"), collection=collection
    )
    return picture, file


def rich_text(file: MediaDocument) -> str:
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a1b2c",
                    "text": "章程",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
                    "data": {},
                }
            ],
            "entityMap": {
                "0": {
                    "type": "DOCUMENT",
                    "mutability": "MUTABLE",
                    "data": {"id": file.pk, "url": file.url, "filename": file.filename},
                }
            },
        }
    )


USES: dict[str, Callable[[Things], dict[str, Any]]] = {
    "cover": lambda things: {"cover": str(things[0].pk)},
    "picture": lambda things: {
        "body": streamfield([("image", {"image": str(things[0].pk), "caption": ""})])
    },
    "link": lambda things: {"body": streamfield([("paragraph", rich_text(things[1]))])},
    "attachment": lambda things: {
        "attachments": inline_formset([{"document": str(things[1].pk), "public": "on"}])
    },
}


def fields(use: str, things: Things) -> dict[str, str]:
    plain: dict[str, Any] = {
        "title": "临帖三题",
        "slug": "lin-tie",
        "category": "news",
        "date": "2026-03-21",
        "body": streamfield([]),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
    }
    sent: dict[str, str] = nested_form_data(plain | USES[use](things))
    return sent


def add_address() -> str:
    news = pages.section(pages.association("shuxie"), ArticleSection)
    return reverse("wagtailadmin_pages:add", args=["cms", "articlepage", news.pk])


@pytest.mark.parametrize("use", USES)
def test_what_is_another_associations_is_refused_and_nothing_is_kept(
    client: Client, use: str
) -> None:
    client.force_login(pages.editor(pages.association("shuxie")))
    theirs = things_of("zuoxie")
    answer = client.post(add_address(), fields(use, theirs))
    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()
    number = theirs[0 if use in {"cover", "picture"} else 1].pk
    assert f" {number} " in answer.content.decode()


@pytest.mark.parametrize("use", USES)
def test_a_preview_shows_nothing_of_it_either(client: Client, use: str) -> None:
    owner = pages.association("shuxie")
    client.force_login(pages.editor(owner))
    page = pages.article(owner, live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = client.post(address, fields(use, things_of("zuoxie")))
    assert answer.json()["is_valid"] is False


@pytest.mark.parametrize("use", USES)
def test_what_is_ones_own_is_taken(client: Client, use: str) -> None:
    client.force_login(pages.editor(pages.association("shuxie")))
    answer = client.post(add_address(), fields(use, things_of("shuxie")))
    assert answer.status_code == 302, answer.context["form"].errors
    assert ArticlePage.objects.exists()


def test_what_the_office_put_into_an_article_stays_when_its_editor_saves(client: Client) -> None:
    owner = pages.association("shuxie")
    picture, file = things_of("zuoxie")
    page = pages.article(
        owner, live=False, cover=picture, body=[("image", {"image": picture, "caption": ""})]
    )
    page.attachments = [Attachment(document=file)]
    page.save_revision()
    client.force_login(pages.editor(owner))
    sent = fields("cover", (picture, file)) | nested_form_data(
        {
            "body": streamfield([("image", {"image": str(picture.pk), "caption": "旧拓"})]),
            "attachments": inline_formset([{"document": str(file.pk), "public": "on"}]),
        }
    )
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
