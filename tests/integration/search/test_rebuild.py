"""`manage.py rebuild_search`, and the message that asks for it."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from search import checks, engine, query
from search.embedded import EmbeddedEngine
from search.engine import Card, Entry
from tests.factories import pages


def _stray() -> Entry:
    card = Card(
        id="999999", kind="article", title="临帖旧影", url="http://testserver/",
        association="shuxie", association_name="书协",
    )  # fmt: skip
    return Entry(card=card, version=1)


@pytest.mark.django_db
def test_a_rebuild_holds_exactly_what_is_live(index: EmbeddedEngine) -> None:
    live = pages.article(title="临帖三题")
    work = pages.work(title="临帖习作")
    pages.article(title="临帖草稿", live=False)
    index.put(_stray())
    told = StringIO()
    call_command("rebuild_search", stdout=told)
    assert set(index.ids()) == {str(live.pk), str(work.pk)}
    assert "2" in told.getvalue()
    assert {hit.card.title for hit in query.find("临帖").hits} == {"临帖三题", "临帖习作"}


@pytest.mark.django_db
def test_an_article_published_during_the_rebuild_is_in_it(
    index: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import rebuild
    from search.entry import entry

    first = pages.article(title="临帖三题")
    going = pages.article(title="临帖四题")
    document = rebuild.export.document

    def meanwhile(page: int, revision: int):  # type: ignore[no-untyped-def]
        found = document(page, revision)
        if page == first.pk and first.title != "读碑五记":
            first.title = "读碑五记"
            first.save_revision().publish()
            index.put(entry(document(first.pk, first.live_revision_id)))
            going.unpublish()
            index.remove(str(going.pk))
        return found

    monkeypatch.setattr(rebuild.export, "document", meanwhile)
    call_command("rebuild_search", verbosity=0)
    assert [index.get(str(first.pk)).title, index.get(str(going.pk))] == ["读碑五记", None]  # type: ignore[union-attr]


def test_nothing_is_said_while_the_index_fits(index: EmbeddedEngine) -> None:
    assert checks.index_fits() == []
    index.put(_stray())
    assert checks.index_fits() == []


def test_an_index_of_another_version_is_told_with_the_command(
    index: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.put(_stray())
    monkeypatch.setattr(engine, "VERSION", "next")
    [message] = checks.index_fits()
    assert "rebuild_search" in str(message.hint)
    with pytest.raises(query.SearchUnavailable):
        query.find("临帖")


def test_an_engine_away_at_the_start_is_a_warning(settings: Settings) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:1"
    [message] = checks.index_fits()
    assert not message.is_serious()
    with pytest.raises(CommandError):
        call_command("rebuild_search")


def test_a_broken_pointer_is_a_sentence(index: EmbeddedEngine, settings: Settings) -> None:
    index.put(_stray())
    (Path(settings.SEARCH_INDEX_DIR) / "current").write_text("?", encoding="utf-8")
    with pytest.raises(query.SearchUnavailable):
        query.find("临帖")
    [message] = checks.index_fits()
    assert "rebuild_search" in message.msg
    assert index.rebuild([_stray()], lambda _id: None) == 1
    assert index.count() == 1


def test_a_folder_cleared_by_hand_is_begun_anew(index: EmbeddedEngine, settings: Settings) -> None:
    index.put(_stray())
    for folder in Path(settings.SEARCH_INDEX_DIR).glob("index-*"):
        for file in folder.iterdir():
            file.unlink()
    assert index.count() == 0
    index.put(_stray())
    assert index.count() == 1
