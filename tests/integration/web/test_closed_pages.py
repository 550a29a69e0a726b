"""A work closed to the public (a view restriction) is not shown by way of another page."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms import export
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Page:
    work = pages.work(title="未展之卷", pictures=[pages.picture()])
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=work.pk), restriction_type=PageViewRestriction.LOGIN
    )
    return work


def test_an_article_that_quotes_it_leaves_it_out(client: Client, closed: Page) -> None:
    article = pages.article(body=[("work", closed), pages.paragraph("临帖")])
    assert "未展之卷" not in client.get(article.url).content.decode()
    document = export.document(article.pk, article.live_revision_id)
    assert [block.kind for block in document.blocks] == ["paragraph"]


def test_an_exhibition_hangs_only_the_others(client: Client, closed: Page) -> None:
    opened = pages.work(title="已展之卷")
    exhibition = pages.exhibition(works=[closed, opened])
    shown = client.get(exhibition.url).content.decode()
    assert "已展之卷" in shown
    assert "未展之卷" not in shown
    # Nor does its picture stand for the exhibition in lists.
    assert "/pictures/" not in client.get("/exhibitions/").content.decode()
    document = export.document(exhibition.pk, exhibition.live_revision_id)
    assert [block.title for block in document.blocks] == ["已展之卷"]  # type: ignore[union-attr]


def test_a_closed_person_is_a_name_without_a_link(client: Client) -> None:
    person = pages.person(title="沈砚秋")
    work = pages.work(makers=[person])
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=person.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert person.url not in client.get(work.url).content.decode()
    document = export.document(work.pk, work.live_revision_id)
    assert [(one.name, one.url) for one in document.people] == [("沈砚秋", "")]


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_is_closed_at_once_without_a_runner(client: Client) -> None:
    article = pages.article(title="临帖三题")
    address = article.get_url_parts()[2]
    assert client.get(address).status_code == 200
    closing = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=article.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(address).status_code == 302
    closing.delete()
    assert client.get(address).status_code == 200
