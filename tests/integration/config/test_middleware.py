"""Transactions and the content security policy, as requests meet them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.signals import page_unpublished

from publishing.models import Delivery
from tests.factories import pages

pytestmark = pytest.mark.django_db


class _Broken(Exception):
    pass


@contextmanager
def _receiver_that_fails() -> Iterator[None]:
    def fail(**kwargs: object) -> None:
        raise _Broken

    page_unpublished.connect(fail)
    try:
        yield
    finally:
        page_unpublished.disconnect(fail)


def test_request_that_fails_in_its_middle_changes_nothing(client: Client) -> None:
    owner = pages.association()
    article = pages.article(owner)
    client.force_login(pages.head(owner))
    with _receiver_that_fails(), pytest.raises(_Broken):
        client.post(f"/admin/pages/{article.pk}/unpublish/")
    assert Page.objects.get(pk=article.pk).live
    assert not Delivery.objects.filter(article=article.pk, wanted=None).exists()


def test_public_pages_allow_no_inline_script(client: Client) -> None:
    pages.article()
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_admin_is_loosened_for_itself_only(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
