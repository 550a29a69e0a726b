"""Several processes on one index folder: nothing committed is lost, nobody is turned away."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.analysis import clauses
from search.embedded import EmbeddedEngine, turn
from search.embedded.turn import lock_file
from search.engine import Card, EngineUnavailable, Entry, Request

_ROOT = Path(__file__).resolve().parents[3]

# Puts entries one by one and says which are in: a line is an acknowledgement.
_WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {site!r}]
from search.embedded import EmbeddedEngine
from search.engine import Card, Entry

engine = EmbeddedEngine(Path({folder!r}))
for number in range({first}, {last}):
    card = Card(
        id=str(number), kind="article", title=f"兰亭雅集之{{number}}", url="http://testserver/",
        association="shuxie", association_name="书协", date="2024-05-01",
    )
    engine.put(Entry(card=card, version=1, text="曲水流觞" * 200))
    print(number, flush=True)
"""


def _writer(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    code = _WRITER.format(
        root=str(_ROOT), site=str(_ROOT / "site"), folder=str(folder), first=first, last=last
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def _line(writer: subprocess.Popen[str]) -> str:
    assert writer.stdout is not None
    return writer.stdout.readline().strip()


def _rest(writer: subprocess.Popen[str]) -> str:
    assert writer.stdout is not None
    return writer.stdout.read()


def _entry(number: int, title: str) -> Entry:
    card = Card(
        id=str(number), kind="article", title=title, url="http://testserver/",
        association="shuxie", association_name="书协",
    )  # fmt: skip
    return Entry(card=card, version=1)


def test_a_killed_writer_loses_nothing_it_had_confirmed(tmp_path: Path) -> None:
    reader = EmbeddedEngine(tmp_path)
    confirmed: set[str] = set()
    for round_ in range(4):
        with _writer(tmp_path, round_ * 1000, round_ * 1000 + 1000) as writer:
            # Killed after a different number of writes each time, in the middle of the next.
            lines = [_line(writer) for _ in range(2 + 3 * round_)]
            os.kill(writer.pid, signal.SIGKILL)
            lines += _rest(writer).split()
        confirmed |= set(filter(None, lines))
        held = list(reader.ids())
        assert set(held) >= confirmed
        assert len(held) == len(set(held)) == reader.count()
        # At most the one whose confirmation the kill cut off.
        assert len(set(held) - confirmed) <= round_ + 1
        # The next writer is not kept out by the lock of the dead one.
        began = time.monotonic()
        reader.put(_entry(90_000 + round_, f"后来之{round_}"))
        confirmed.add(str(90_000 + round_))
        assert time.monotonic() - began < 5


def test_writers_of_several_processes_take_turns(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, number * 100, number * 100 + 15) for number in range(3)]
    engine = EmbeddedEngine(tmp_path)
    for number in range(900, 915):
        engine.put(_entry(number, "同时写入"))
    for writer in writers:
        with writer:
            _rest(writer)
        assert writer.returncode == 0
    assert engine.count() == 60
    assert len(set(engine.ids())) == 60


def test_an_idle_writer_gives_its_turn_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "IDLE_SECONDS", 0.1)
    EmbeddedEngine(tmp_path).put(_entry(1, "一"))
    # Taken without asking: nobody is made to give way.
    with lock_file(tmp_path / "write.lock", deadline=time.monotonic() + 10):
        pass


def test_who_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "WAIT_SECONDS", 0.1)
    engine = EmbeddedEngine(tmp_path)
    with lock_file(tmp_path / "write.lock", deadline=time.monotonic()):
        with pytest.raises(EngineUnavailable) as raised:
            engine.put(_entry(1, "一"))
        assert raised.value.arrived is False
    engine.put(_entry(1, "一"))
    assert engine.count() == 1


def test_a_reader_sees_what_another_process_wrote_within_a_second(tmp_path: Path) -> None:
    reader = EmbeddedEngine(tmp_path)
    asked = Request(clauses=clauses("雅集"))
    assert reader.search(asked).total == 0
    with _writer(tmp_path, 0, 5) as writer:
        for number in range(5):
            assert _line(writer) == str(number)
            deadline = time.monotonic() + 1
            while reader.search(asked).total <= number:
                assert time.monotonic() < deadline


def test_a_killed_rebuild_leaves_the_index_in_use(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    engine.put(_entry(1, "照旧"))
    code = (
        f"import sys, os; sys.path[:0] = [{str(_ROOT)!r}, {str(_ROOT / 'site')!r}]\n"
        "from pathlib import Path\n"
        "from search.embedded import EmbeddedEngine\n"
        "from tests.integration.search.test_processes import _entry\n"
        "def entries():\n"
        "    yield _entry(2, '新')\n"
        "    print('filling', flush=True)\n"
        "    sys.stdin.read()\n"
        f"EmbeddedEngine(Path({str(tmp_path)!r})).rebuild(entries(), lambda _id: None)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as rebuilder:
        assert _line(rebuilder) == "filling"
        engine.put(_entry(3, "重建期间"))
        os.kill(rebuilder.pid, signal.SIGKILL)
    assert set(engine.ids()) == {"1", "3"}
    assert engine.rebuild([_entry(4, "再来")], lambda _id: None) == 1
    assert list(engine.ids()) == ["4"]
    # What the killed one had begun is gone with the next.
    assert len(list(tmp_path.glob("index-*"))) == 2


def test_two_rebuilds_at_once_are_refused(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)

    def entries():  # type: ignore[no-untyped-def]
        yield _entry(1, "一")
        with pytest.raises(EngineUnavailable):
            EmbeddedEngine(tmp_path).rebuild([], lambda _id: None)

    assert engine.rebuild(entries(), lambda _id: None) == 1
