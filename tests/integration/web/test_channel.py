"""The website as a channel: what the ledger believes is what a visitor gets."""

import pytest
from django.test import Client

from publishing.models import Delivery
from publishing.runner import Runner
from tests.factories import pages
from web import own_page

pytestmark = pytest.mark.django_db


def _row(article: int) -> Delivery:
    return Delivery.objects.get(article=article, channel="site")


def test_release_is_settled_by_looking_at_the_page(client: Client) -> None:
    article = pages.article(title="临帖三题")
    address = article.get_url_parts()[2]
    Runner().run_once()
    row = _row(article.pk)
    assert row.have == row.wanted == article.live_revision_id
    seen = own_page.look(address)
    assert (seen.status, seen.article, seen.revision) == (200, article.pk, row.have)


def test_page_that_cannot_be_shown_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_page, "look", lambda path: own_page.Seen(status=500))
    article = pages.article()
    Runner().run_once()
    assert _row(article.pk).have is None


def test_page_of_another_revision_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    article = pages.article()
    monkeypatch.setattr(
        own_page,
        "look",
        lambda path: own_page.Seen(
            status=200, article=article.pk, revision=article.live_revision_id + 1
        ),
    )
    Runner().run_once()
    assert _row(article.pk).have is None


def test_withdrawal_is_settled_once_the_page_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    article = pages.article()
    Runner().run_once()
    still = own_page.Seen(status=200, article=article.pk, revision=article.live_revision_id)
    article.unpublish()
    with monkeypatch.context() as patch:
        patch.setattr(own_page, "look", lambda path: still)
        Runner().run_once()
        assert _row(article.pk).have is not None
    Delivery.objects.filter(article=article.pk).update(due_at="2020-01-01T00:00Z")
    Runner().run_once()
    assert _row(article.pk).have is None


def test_no_page_at_an_address_is_seen_as_none() -> None:
    pages.federation()
    assert own_page.look("/nothing-here/") == own_page.Seen(status=404)
