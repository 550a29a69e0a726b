"""The sweep: four findings, each put right, and nothing concluded from silence."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import ArticlePage
from publishing import reconcile
from publishing.contract import TryLater
from publishing.models import Delivery
from publishing.reconcile import Findings, sweep
from publishing.runner import Runner
from tests.factories import pages
from tests.factories.channels import channels
from tests.factories.channels import memory as channel_at

pytestmark = pytest.mark.django_db

NOTHING = Findings(missing=0, left_over=0, lost=0, stray=0)


def test_finds_nothing_where_all_agrees(memory):
    pages.article(channels=["accounts:one"])
    pages.work()
    pages.article().unpublish()
    Runner().run_once()
    assert sweep() == NOTHING
    assert Runner().run_once() == 0


def test_finds_nothing_while_releases_are_on_their_way(memory):
    pages.article()
    assert sweep() == NOTHING
    assert Delivery.objects.get().wanted_seq == 1


def test_a_live_page_without_rows(memory):
    page = pages.article(channels=["accounts:one"])
    Delivery.objects.all().delete()
    assert sweep() == Findings(missing=1, left_over=0, lost=0, stray=0)
    Runner().run_once()
    assert list(memory.articles) == [str(page.pk)]
    assert list(channel_at("accounts:one").articles) == [str(page.pk)]


def test_a_ticked_channel_without_a_row(memory):
    page = pages.article()
    ArticlePage.objects.filter(pk=page.pk).update(channels=["accounts:two"])
    assert sweep().missing == 1
    assert Delivery.objects.filter(article=page.pk).count() == 2
    assert sweep() == NOTHING


def test_a_page_taken_down_behind_our_back(memory):
    page = pages.article()
    Runner().run_once()
    Page.objects.filter(pk=page.pk).update(live=False)
    assert sweep() == Findings(missing=0, left_over=1, lost=0, stray=0)
    Runner().run_once()
    assert memory.articles == {}


def test_a_page_closed_to_the_public_behind_our_back(memory):
    page = pages.article()
    Runner().run_once()
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=Page.objects.get(pk=page.pk), restriction_type="login")]
    )
    assert sweep().left_over == 1
    assert sweep() == NOTHING


def test_what_a_channel_lost_is_released_again_after_asking(memory, monkeypatch):
    page = pages.article()
    Runner().run_once()
    memory.articles.clear()
    assert sweep() == Findings(missing=0, left_over=0, lost=1, stray=0)
    asked: list[bool] = []
    release = memory.release
    monkeypatch.setattr(
        memory,
        "release",
        lambda d, sending: (asked.append(sending.must_ask), release(d, sending))[1],
    )
    Runner().run_once()
    assert asked == [True]
    assert list(memory.articles) == [str(page.pk)]
    assert sweep() == NOTHING


def test_a_channel_that_cannot_replace_waits_for_a_person():
    with channels(memory="tests.factories.channels.OnceOnlyChannel"):
        pages.article()
        channel = channel_at()
        Runner().run_once()
        channel.articles.clear()
        assert sweep().lost == 1
        row = Delivery.objects.get()
        assert (row.given_up, row.log.first().turn) == (True, "operator")
        assert Runner().run_once() == 0
        # Found once, told once.
        assert sweep() == NOTHING
        assert len(channel.changes) == 1


def test_what_was_released_while_the_list_was_read_is_not_lost(memory, monkeypatch):
    pages.article()

    def listed_before_the_release():
        Runner().run_once()
        return []

    monkeypatch.setattr(memory, "held", listed_before_the_release)
    assert sweep() == NOTHING


def test_a_stray_is_withdrawn(memory):
    page = pages.article()
    Runner().run_once()
    document = memory.articles[str(page.pk)]
    page.unpublish()
    Runner().run_once()
    memory.articles[str(page.pk)] = document
    assert sweep() == Findings(missing=0, left_over=0, lost=0, stray=1)
    Runner().run_once()
    assert memory.articles == {}
    assert sweep() == NOTHING


def test_a_stray_the_ledger_never_heard_of_is_withdrawn(memory):
    page = pages.article()
    Runner().run_once()
    document = memory.articles[str(page.pk)]
    page.delete()
    Runner().run_once()
    Delivery.objects.all().delete()
    memory.articles.update({str(page.pk): document, "not-one-of-ours": document})
    assert sweep() == Findings(missing=0, left_over=0, lost=0, stray=1)
    Runner().run_once()
    assert list(memory.articles) == ["not-one-of-ours"]


@pytest.mark.parametrize("error", [TryLater("away"), RuntimeError("a bug"), ValueError("lazily")])
def test_nothing_is_concluded_from_silence(memory, monkeypatch, error):
    pages.article()
    Runner().run_once()

    def held():
        if isinstance(error, ValueError):
            yield "1"
        raise error

    monkeypatch.setattr(memory, "held", held)
    found = sweep()
    assert (found.lost, found.stray, found.silent) == (0, 0, ("memory",))


def test_a_page_published_while_the_sweep_reads_is_not_set_back(memory, monkeypatch):
    """What was read is old by the time it is acted upon."""
    page = pages.article()
    old = page.live_revision_id
    page.save_revision().publish()
    monkeypatch.setattr(reconcile.export, "live_articles", lambda: iter([(page.pk, old, [])]))
    assert sweep().missing == 0
    page.refresh_from_db()
    assert Delivery.objects.get().wanted == page.live_revision_id != old


def test_costs_the_same_number_of_queries_for_more_articles(memory, django_assert_max_num_queries):
    for _ in range(12):
        pages.article()
    Runner().run_once()
    with django_assert_max_num_queries(20):
        sweep()


def test_the_command_says_what_it_found(memory):
    def said() -> str:
        out = StringIO()
        call_command("reconcile", stdout=out)
        return out.getvalue()

    page = pages.article()
    Runner().run_once()
    assert said() == "reconcile: pages, ledger and channels agree\n"
    Page.objects.filter(pk=page.pk).update(live=False)
    assert said() == ("reconcile: 1 not public, but still wanted: being withdrawn\n")
    assert Delivery.objects.get().wanted_at > timezone.now() - timedelta(minutes=1)
