"""What is written, by both engines alike."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from search import engine as contract
from search.analysis import clauses
from search.engine import Card, Engine, EngineUnavailable, Entry, Request


def _entry(id: str, title: str, version: int = 1) -> Entry:  # noqa: A002
    card = Card(
        id=id, kind="article", title=title, url=f"http://testserver/{id}/",
        association="shuxie", association_name="书协", date="2024-05-01",
    )  # fmt: skip
    return Entry(card=card, version=version, text="正文")


def _titles(engine: Engine, text: str) -> set[str]:
    return {card.title for card, _text in engine.search(Request(clauses=clauses(text))).hits}


def test_an_engine_never_written_to_is_empty_and_not_broken(empty: Engine) -> None:
    assert empty.version() is None
    assert empty.count() == 0
    assert list(empty.ids()) == []
    assert empty.get("1") is None
    assert empty.search(Request(clauses=clauses("书法"))).total == 0
    empty.remove("1")


def test_what_was_put_is_found_at_once(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))
    assert _titles(empty, "临帖") == {"临帖三题"}
    assert empty.version() == contract.VERSION
    assert list(empty.ids()) == ["1"]


def test_putting_again_replaces(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))
    empty.put(_entry("1", "读碑五记", version=2))
    empty.put(_entry("1", "读碑五记", version=2))
    assert empty.count() == 1
    assert _titles(empty, "临帖") == set()
    assert _titles(empty, "读碑") == {"读碑五记"}


def test_what_comes_late_changes_nothing(empty: Engine) -> None:
    empty.put(_entry("1", "读碑五记", version=2))
    empty.put(_entry("1", "临帖三题", version=1))
    assert _titles(empty, "读碑") == {"读碑五记"}
    assert _titles(empty, "临帖") == set()


def test_what_was_removed_is_not_found(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))
    empty.put(_entry("2", "临帖四题"))
    empty.remove("1")
    empty.remove("1")
    assert _titles(empty, "临帖") == {"临帖四题"}
    assert list(empty.ids()) == ["2"]
    assert empty.get("1") is None


def test_removed_and_wanted_again_is_found_again(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))
    empty.remove("1")
    empty.put(_entry("1", "临帖三题"))
    assert _titles(empty, "临帖") == {"临帖三题"}
    empty.put(_entry("1", "读碑五记", version=1 << 62))
    assert _titles(empty, "读碑") == {"读碑五记"}


def test_a_rebuild_replaces_the_whole(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))
    assert empty.rebuild([_entry("2", "读碑五记"), _entry("3", "观画")], lambda _id: None) == 2
    assert sorted(empty.ids()) == ["2", "3"]
    empty.put(_entry("4", "听琴"))
    assert empty.count() == 3


def test_what_is_written_during_a_rebuild_is_in_the_new_index(empty: Engine) -> None:
    now = {"1": _entry("1", "旧"), "2": _entry("2", "将撤下"), "3": _entry("3", "不变")}
    for entry in now.values():
        empty.put(entry)

    def entries():  # type: ignore[no-untyped-def]
        yield now["1"]
        yield now["2"]
        # While the rest is still to come, the runner goes on.
        now["1"] = _entry("1", "新", version=2)
        now["4"] = _entry("4", "刚发布")
        empty.put(now["1"])
        empty.put(now["4"])
        del now["2"]
        empty.remove("2")
        assert _titles(empty, "刚发布") == {"刚发布"}
        yield now["3"]

    assert empty.rebuild(entries(), now.get) == 3
    assert sorted(empty.ids()) == ["1", "3", "4"]
    assert empty.get("1") == now["1"].card
    assert _titles(empty, "将撤下") == set()


def test_a_rebuild_cut_off_leaves_the_index_as_it_was(empty: Engine) -> None:
    empty.put(_entry("1", "临帖三题"))

    def entries():  # type: ignore[no-untyped-def]
        yield _entry("2", "读碑五记")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        empty.rebuild(entries(), lambda _id: None)
    assert list(empty.ids()) == ["1"]
    empty.put(_entry("3", "观画"))
    assert empty.rebuild([_entry("2", "读碑五记")], lambda _id: None) == 1
    assert list(empty.ids()) == ["2"]


def test_an_index_of_another_version_is_neither_searched_nor_written(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.put(_entry("1", "临帖三题"))
    held = contract.VERSION
    monkeypatch.setattr(contract, "VERSION", "next")
    later = type(empty)(empty.address)  # Another process, started after the update.
    assert later.version() == held
    for ask in (
        lambda: later.search(Request(clauses=clauses("临帖"))),
        lambda: later.put(_entry("2", "读碑")),
        lambda: later.remove("1"),
    ):
        with pytest.raises(EngineUnavailable, match="rebuild_search"):
            ask()
    assert later.rebuild([_entry("3", "临帖四题")], lambda _id: None) == 1
    assert later.version() == "next"
    assert _titles(later, "临帖") == {"临帖四题"}


def test_threads_of_one_runner_write_at_once(empty: Engine) -> None:
    entries = [_entry(str(number), f"临帖之{number}") for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(empty.put, entries))
        list(pool.map(empty.remove, [str(number) for number in range(0, 24, 2)]))
    assert sorted(map(int, empty.ids())) == list(range(1, 24, 2))
    assert empty.search(Request(clauses=clauses("临帖"))).total == 12


def test_odd_texts_are_stored_as_they_are(empty: Engine) -> None:
    odd = _entry("1", "题目 \t 😀 ﷺ ①㎏ 'quoted\" \\n <b>")
    odd = replace(odd, text="第一行\n第二行 \u200b …… 𠮷")
    empty.put(odd)
    [(card, text)] = empty.search(Request(clauses=clauses("题目"))).hits
    assert card == odd.card
    assert text == odd.text
