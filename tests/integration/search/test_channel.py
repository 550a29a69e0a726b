"""The index in the ledger: released is found, withdrawn is not, an engine away loses nothing."""

import socket
import uuid

import pytest
from django.core.management import call_command
from elasticsearch import Elasticsearch
from pytest_django.fixtures import Settings

from cms import export
from publishing import clock, registry
from publishing.contract import OutcomeUnknown
from publishing.models import Delivery, Outcome
from publishing.runner import Runner
from search import checks, elastic, query
from search.embedded import EmbeddedEngine
from search.entry import entry
from tests import services
from tests.factories import pages
from tests.factories.channels import channels

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_search():
    with channels(search="search.channel.SearchChannel"):
        yield


def _titles(text: str) -> list[str]:
    return [hit.card.title for hit in query.find(text).hits]


def test_an_article_is_found_by_two_characters_inside_a_sentence() -> None:
    page = pages.article(
        title="临帖三题",
        body=[("paragraph", "<p>昨日上午，全市<b>书</b>法篆刻作品展在市美术馆开幕。</p>")],
    )
    Runner().run_once()
    assert _titles("书法") == ["临帖三题"]
    assert _titles("書法") == ["临帖三题"]
    assert _titles("美术") == ["临帖三题"]
    row = Delivery.objects.get(article=page.pk, channel="search")
    assert row.have == page.live_revision_id
    assert row.url == export.document(page.pk, page.live_revision_id).url


def test_an_edited_article_is_found_by_its_new_words_only() -> None:
    page = pages.article(title="临帖三题")
    Runner().run_once()
    page.title = "读碑五记"
    page.save_revision().publish()
    Runner().run_once()
    assert _titles("临帖") == []
    assert _titles("读碑") == ["读碑五记"]


def test_an_older_revision_published_again_is_what_is_found() -> None:
    page = pages.article(title="临帖三题")
    first = page.live_revision
    page.title = "读碑五记"
    page.save_revision().publish()
    Runner().run_once()
    first.publish()
    page.refresh_from_db()
    page.last_published_at = page.last_published_at.replace(year=2099)
    page.save(update_fields=["last_published_at"])
    Runner().run_once()
    assert _titles("临帖") == ["临帖三题"]


def test_a_withdrawn_article_is_gone_and_comes_back_when_published_again() -> None:
    page = pages.article(title="临帖三题")
    Runner().run_once()
    page.unpublish()
    Runner().run_once()
    assert _titles("临帖") == []
    page.refresh_from_db()
    page.save_revision().publish()
    Runner().run_once()
    assert _titles("临帖") == ["临帖三题"]


def test_a_work_is_found_by_maker_material_and_inscription() -> None:
    pages.work(
        title="墨虾图", makers=["齐白石"], materials="纸本墨笔", inscription="借山翁写于京华",
        art_form="painting",
    )  # fmt: skip
    Runner().run_once()
    for text in ("齐白石", "纸本", "京華", "墨虾"):
        assert _titles(text) == ["墨虾图"], text


@pytest.mark.needs("elasticsearch")
def test_the_same_through_elasticsearch(settings: Settings) -> None:
    name = f"test-{uuid.uuid4().hex[:12]}"
    settings.SEARCH_URL = f"{services.ELASTICSEARCH}/{name}"
    try:
        page = pages.article(title="臨帖三題")
        pages.article(title="读碑五记")
        Runner().run_once()
        assert _titles("临帖") == ["臨帖三題"]
        assert set(registry.channel_at("search").held() or ()) >= {str(page.pk)}
        call_command("rebuild_search", verbosity=0)
        assert _titles("临帖") == ["臨帖三題"]
        page.unpublish()
        Runner().run_once()
        assert _titles("临帖") == []
        assert checks.index_fits() == []
    finally:
        with Elasticsearch(services.ELASTICSEARCH) as client:
            for index in client.indices.get(index=f"{name}*"):
                client.indices.delete(index=index)


def test_the_channel_says_what_it_holds(index: EmbeddedEngine) -> None:
    page = pages.article()
    Runner().run_once()
    channel = registry.channel_at("search")
    assert list(channel.held() or ()) == [str(page.pk)]
    index.remove(str(page.pk))
    assert list(channel.held() or ()) == []


def test_an_engine_away_makes_the_ledger_wait_and_catch_up(settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.SEARCH_URL = f"http://127.0.0.1:{closed.getsockname()[1]}"
        page = pages.article(title="临帖三题")
        Runner().run_once()
        row = Delivery.objects.get(article=page.pk, channel="search")
        [attempt] = row.log.all()
        assert attempt.outcome == Outcome.LATER
        assert attempt.sentence
        assert not row.given_up
        with pytest.raises(query.SearchUnavailable) as raised:
            query.find("临帖")
        assert raised.value.sentence
    settings.SEARCH_URL = ""
    Delivery.objects.update(due_at=clock.now())
    Runner().run_once()
    assert _titles("临帖") == ["临帖三题"]


def test_nothing_is_known_of_a_call_that_was_not_answered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic, "_TIMEOUT", 0.3)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        settings.SEARCH_URL = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        channel = registry.channel_at("search")
        with pytest.raises(OutcomeUnknown):
            channel.held()


def test_what_cannot_be_stored_is_left_out_of_the_entry() -> None:
    page = pages.article(title="临\x00帖三题")
    made = entry(export.document_of_page(page))
    assert made.card.title == "临帖三题"
    assert made.card.association == "shuxie"
    assert made.card.association_name == "书协"
