"""Previews show what is being written, never what is kept for visitors."""

from typing import Any

import pytest
from django.test import Client

from cms.models import ArticlePage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def _everything() -> list[Any]:
    shuxie = pages.association("shuxie", seal="书协", motto="守墨")
    work = pages.work(shuxie, pictures=[pages.picture()], makers=["王右军"], inscription="永和九年")
    return [
        pages.federation(),
        shuxie,
        pages.article(shuxie),
        work,
        pages.exhibition(shuxie, works=[work]),
        pages.person(associations=[shuxie]),
        pages.section(shuxie, pages.ArticleSection),
    ]


def test_every_kind_of_page_has_a_preview() -> None:
    for page in _everything():
        latest = page.get_latest_revision_as_object()
        latest.title = "改过的题目"
        response = latest.make_preview_request()
        assert response.status_code == 200, page
        html = response.content.decode()
        assert "改过的题目" in html
        assert 'name="revision"' not in html


def test_preview_is_not_answered_from_what_is_kept(client: Client) -> None:
    article = pages.article(title="定稿")
    address = article.get_url_parts()[2]
    assert "定稿" in client.get(address).content.decode()
    article.title = "未定之稿"
    assert "未定之稿" in article.make_preview_request().content.decode()
    assert "未定之稿" not in client.get(address).content.decode()


def test_page_not_yet_saved_has_a_preview() -> None:
    section = pages.section(pages.association("shuxie"), pages.ArticleSection)
    page = ArticlePage(title="新篇", slug="xin-pian", body=[pages.paragraph("起笔。")])
    # As Wagtail's form for a new page does.
    page.set_url_path(section)
    page.depth = section.depth + 1
    page.path = ArticlePage._get_children_path_interval(section.path)[1]
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "起笔。" in response.content.decode()
