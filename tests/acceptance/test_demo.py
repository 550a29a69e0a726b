"""`make demo` as a newcomer meets it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import ROOT, Demo, environment, pair_of_ports

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.acceptance]


def _refused(var: Path, port: int) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment(var, port),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("offset", [0, 1], ids=["site", "sandbox"])
def test_taken_port_gets_a_sentence(tmp_path: Path, offset: int) -> None:
    port = pair_of_ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + offset))
        taken.listen()
        said = _refused(tmp_path, port)
    assert str(port + offset) in said
    assert "PORT=" in said, "the sentence says what to do"
    assert "占用" in said, "and says it in Chinese"


def test_demo_prints_addresses_and_a_login_for_every_role(demo: Demo) -> None:
    said = "\n".join(demo.said)
    for address in (f"{demo.site}/", f"{demo.site}/admin/", f"{demo.sandbox}/"):
        assert address in said
    for username in ("shuxie-editor", "shuxie-reviewer", "shuxie-head", "office", "admin"):
        assert demo.password(username)


def test_progress_is_shown_at_the_first_start(demo: Demo) -> None:
    assert demo.first is not None
    assert len(demo.first.said) > 20


def test_second_start_takes_less_than_ten_seconds(demo: Demo) -> None:
    assert demo.start_seconds < 10


def test_ctrl_c_stops_everything(demo: Demo) -> None:
    # The second start took the same ports, so nothing of the first was left.
    assert demo.first_status == 0
