"""The board: who may see which rows, what it says, and asking for another try."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import ArticlePage
from publishing.contract import Refused, TryLater, Turn
from publishing.models import Delivery
from publishing.runner import Runner
from tests.factories import pages

pytestmark = pytest.mark.django_db

BOARD = reverse("publishing_board:board")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(client: Client, **query: str) -> list[str]:
    answer = client.get(BOARD, query)
    assert answer.status_code == 200
    return [line.title for line in answer.context["matrix"].lines]


def row_of(page, channel: str = "memory") -> Delivery:
    return Delivery.objects.get(article=page.pk, channel=channel)


def test_it_shows_every_channel_of_an_article_and_why_not(memory):
    memory.failures = [Refused("The title is too long.", turn=Turn.EDITOR)]
    page = pages.article(title="临帖三题", channels=["accounts:one"])
    Runner().run_once()
    (line,) = signed_in(pages.office()).get(BOARD).context["matrix"].lines
    states = {cell.row.channel: cell.state.kind for cell in line.cells if cell}
    assert states == {"memory": "person", "accounts:one": "there"}

    client = signed_in(pages.office())
    html = client.get(reverse("publishing_board:delivery", args=[row_of(page).pk])).content.decode()
    assert "The title is too long." in html
    html = client.get(
        reverse("publishing_board:delivery", args=[row_of(page, "accounts:one").pk])
    ).content.decode()
    assert f'href="memory:{page.pk}"' not in html or "memory.put" in html


@pytest.mark.parametrize("role", [pages.editor, pages.reviewer, pages.head])
def test_members_see_their_own_association_only(memory, role):
    shuxie, zuoxie = pages.association("shuxie"), pages.association("zuoxie")
    mine, other = pages.article(shuxie), pages.article(zuoxie)
    client = signed_in(role(shuxie))
    assert titles(client) == [mine.title]
    for name in ("delivery", "retry"):
        address = reverse(f"publishing_board:{name}", args=[row_of(other).pk])
        answer = client.post(address) if name == "retry" else client.get(address)
        assert answer.status_code == 404
    assert set(titles(signed_in(pages.office()))) == {mine.title, other.title}


def test_nobody_else_sees_it(memory, django_user_model):
    pages.article()
    assert Client().get(BOARD).status_code == 302
    stranger = signed_in(django_user_model.objects.create_user("stranger"))
    assert stranger.get(BOARD).status_code == 302


def test_a_retry_is_by_post_and_is_remembered_by_name(memory):
    memory.failures = [Refused("The title is too long.", turn=Turn.EDITOR)]
    page = pages.article()
    Runner().run_once()
    user = pages.editor(pages.association())
    client = signed_in(user)
    address = reverse("publishing_board:retry", args=[row_of(page).pk])
    assert client.get(address).status_code == 405
    assert client.post(address, follow=True).status_code == 200
    assert row_of(page).log.first().sentence == user.get_username()
    Runner().run_once()
    assert list(memory.articles) == [str(page.pk)]


def test_filters(memory):
    memory.failures = [
        Refused("Too long.", turn=Turn.EDITOR),
        TryLater("Busy.", after=timedelta(hours=1)),
    ]
    refused = pages.article(title="甲", channels=[])
    Runner().run_once()
    waiting = pages.article(title="乙")
    Runner().run_once()
    there = pages.work(pages.association("zuoxie"), title="丙")
    withdrawn = pages.article(title="丁")
    Runner().run_once()
    withdrawn.unpublish()
    Runner().run_once()
    client = signed_in(pages.office())
    assert titles(client, kind="person") == [refused.title]
    assert titles(client, kind="moving") == [waiting.title]
    assert titles(client, kind="there") == [there.title]
    assert titles(client, kind="absent") == [withdrawn.title]
    assert titles(client, association="zuoxie") == [there.title]
    assert titles(client, query="丙") == [there.title]
    assert titles(client, kind="nonsense", association="", query="") == ["丁", "丙", "乙", "甲"]
    assert titles(client, association="nobody") == []
    assert titles(client, p="99") == ["丁", "丙", "乙", "甲"]


def test_a_deleted_page_stays_for_the_office(memory):
    page = pages.article(title="已删之文")
    Runner().run_once()
    ArticlePage.objects.get(pk=page.pk).delete()
    answer = signed_in(pages.office()).get(BOARD)
    (line,) = answer.context["matrix"].lines
    assert (line.title, line.page) == ("已删之文", None)
    assert titles(signed_in(pages.head(pages.association()))) == []


def test_it_costs_the_same_for_one_article_and_for_many(memory):
    client = signed_in(pages.head(pages.association()))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(BOARD, {"part": "1"})
        return len(asked)

    pages.article(channels=["accounts:one"])
    Runner().run_once()
    queries()
    before = queries()
    for _ in range(5):
        pages.article(channels=["accounts:one", "accounts:two"])
    Runner().run_once()
    assert queries() == before


def test_the_part_that_looks_again_is_the_table_alone(memory):
    pages.article(title="临帖三题")
    html = signed_in(pages.office()).get(BOARD, {"part": "1"}).content.decode()
    assert "临帖三题" in html
    assert "<html" not in html
    assert 'data-moving="1"' in html
