"""Kept pages: quick, and never older than the last release."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing.runner import Runner
from tests.factories import pages

pytestmark = pytest.mark.django_db


def _release() -> None:
    Runner().run_once()


def test_second_visitor_costs_no_query(client: Client) -> None:
    address = pages.article().get_url_parts()[2]
    first = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(address)
    assert len(queries) == 0
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_reader_who_has_it_gets_304(client: Client) -> None:
    address = pages.article().get_url_parts()[2]
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": mark}).status_code == 304


def test_release_and_withdrawal_are_seen_in_lists_kept_before(client: Client) -> None:
    shuxie = pages.association("shuxie")
    assert "新到之文" not in client.get("/").content.decode()
    article = pages.article(shuxie, title="新到之文")
    _release()
    assert "新到之文" in client.get("/").content.decode()
    article.unpublish()
    _release()
    assert "新到之文" not in client.get("/").content.decode()


def test_logged_in_people_are_neither_given_nor_kept(client: Client) -> None:
    shuxie = pages.association("shuxie")
    client.force_login(pages.editor(shuxie))
    client.get("/shuxie/")
    with CaptureQueriesContext(connection) as queries:
        Client().get("/shuxie/")
    assert len(queries) > 0


def test_readers_from_wechat_share_the_page_and_made_up_addresses_are_not_kept(
    client: Client,
) -> None:
    address = pages.article().get_url_parts()[2]
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        Client().get(f"{address}?from=wechat&ywy=12-1")
    assert len(queries) == 0
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"{address}?x=1")
        assert len(queries) > 0
