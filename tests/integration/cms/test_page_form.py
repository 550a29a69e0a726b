"""The editing form as an association's editor fills it in."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import ArticlePage, ArticleSection
from tests.factories import pages

pytestmark = pytest.mark.django_db


def _fields(title: str, slug: str = "") -> dict[str, str]:
    fields: dict[str, str] = nested_form_data(
        {
            "title": title,
            "slug": slug,
            "category": "news",
            "date": "2026-03-21",
            "digest": "",
            "byline": "",
            "source": "",
            "source_url": "",
            "body": streamfield([]),
            "attachments": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    return fields


def test_address_left_empty_is_the_title_in_pinyin(client: Client) -> None:
    owner = pages.association()
    client.force_login(pages.editor(owner))
    news = pages.section(owner, ArticleSection)
    add = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", news.pk])
    for _ in range(2):
        answer = client.post(add, _fields("临帖三题"))
        assert answer.status_code == 302, answer.context["form"].errors
    slugs = ArticlePage.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["lin-tie-san-ti", "lin-tie-san-ti-2"]


def test_address_an_editor_chose_stays(client: Client) -> None:
    owner = pages.association()
    client.force_login(pages.editor(owner))
    news = pages.section(owner, ArticleSection)
    add = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", news.pk])
    client.post(add, _fields("临帖三题", slug="on-copying"))
    page = ArticlePage.objects.get()
    assert page.slug == "on-copying"
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), _fields("临帖四题", slug="on-copying")
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert ArticlePage.objects.get().slug == "on-copying"


def test_form_sent_back_as_it_was_is_no_edit() -> None:
    """Approving sends the whole form; were it an edit, a draft would be left beside the release."""
    owner = pages.association()
    page = pages.article(owner, title="临帖三题", date=date(2026, 3, 21), body=[])
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(
        QueryDict(urlencode(_fields("临帖三题", slug=page.slug))),
        instance=page,
        parent_page=page.get_parent(),
        for_user=pages.reviewer(owner),
    )
    assert form.is_valid(), form.errors
    assert not form.has_changed(), form.changed_data
