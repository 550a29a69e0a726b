"""SIGKILL the runner at every step of the way to WeChat: afterwards exactly one article is there.

Real processes: a runner, the sandbox, a database in a file. The sandbox holds the call at which
the runner is killed, before or after it is committed; held calls then never arrive, or arrive
late, while the next runner is already at work.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from publishing.channels.wechat.sandbox.process import RunningSandbox, running_sandbox
from tests.acceptance.conftest import ROOT

pytestmark = pytest.mark.acceptance

APPID, SECRET = "wx00000000000000d1", "geheim"
SECONDS = 60.0

UPLOAD, COVER = "/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"
DRAFT, SUBMIT = "/cgi-bin/draft/add", "/cgi-bin/freepublish/submit"
LOOK = "/cgi-bin/freepublish/get"

# The call at which the runner dies; whether the platform has committed it by then; what becomes of
# it if not: it is lost on its way ("lost"), or arrives after the runner's death ("late").
POINTS = [
    (UPLOAD, "before", "lost"),
    (UPLOAD, "after", ""),
    (COVER, "before", "lost"),
    (COVER, "after", ""),
    (DRAFT, "before", "lost"),
    (DRAFT, "before", "late"),
    (DRAFT, "after", ""),
    (SUBMIT, "before", "lost"),
    (SUBMIT, "before", "late"),
    (SUBMIT, "after", ""),
    (LOOK, "before", "lost"),
    (LOOK, "after", ""),
]


@dataclass
class Scene:
    """What runs, and the deliveries that wait to be called."""

    sandbox: RunningSandbox
    var: Path
    waiting: list[int]

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.var / "yunwenyi.sqlite3", timeout=20)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def call_next(self) -> tuple[int, int]:
        """Let the next delivery be due: (its key, the article's)."""
        key = self.waiting.pop(0)
        with self.database() as db:
            db.execute("UPDATE publishing_delivery SET given_up = 0 WHERE id = ?", (key,))
            (article,) = db.execute(
                "SELECT article_id FROM publishing_delivery WHERE id = ?", (key,)
            ).fetchone()
        return key, article

    def is_settled(self, key: int) -> bool:
        with self.database() as db:
            (settled,) = db.execute(
                "SELECT wanted_seq = have_seq AND lease_token IS NULL FROM publishing_delivery"
                " WHERE id = ?",
                (key,),
            ).fetchone()
        return bool(settled)

    def story(self, key: int) -> list[tuple[str, str, str]]:
        """Every attempt, for the message of a failed test."""
        with self.database() as db:
            return db.execute(
                "SELECT outcome, sentence, notes FROM publishing_attempt WHERE delivery_id = ?"
                " ORDER BY id",
                (key,),
            ).fetchall()

    def seen(self, article: int) -> list[str]:
        """Addresses under which readers see the article."""
        return [
            held["url"]
            for held in self.sandbox.published(APPID)
            if held["gone"] is None and f"ywy={article}-" in held["content_source_url"]
        ]

    def drafts(self, article: int) -> int:
        return sum(
            f"ywy={article}-" in piece["content_source_url"]
            for draft in self.sandbox.drafts(APPID)
            for piece in draft["articles"]
        )


def _environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YWY_")}
    return kept | {
        "YWY_VAR": str(var),
        "YWY_SITE_URL": "http://testserver",
        "YWY_LEASE_SECONDS": "2",
        "DJANGO_SETTINGS_MODULE": "tests.acceptance.impatient_settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }


@contextmanager
def runner(var: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A fan-out runner of its own process; killed on leaving if it still lives."""
    with (var / "runner.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "fanout", "--workers", "2"],
            cwd=ROOT,
            env=_environment(var),
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    var = tmp_path_factory.mktemp("killed")
    # The harshest reading of the facts: a second submit of one draft publishes it twice.
    habits = {"delay_seconds": 0.5, "double_submit": True}
    account = {"appid": APPID, "secret": SECRET, "name": "兰亭书协", "publish": habits}
    with running_sandbox(var / "sandbox.sqlite3", accounts=[account]) as sandbox:
        made = subprocess.run(
            [
                sys.executable, "-m", "tests.acceptance.articles_to_send",
                str(len(POINTS)), sandbox.address, APPID, SECRET,
            ],
            cwd=ROOT,
            env=_environment(var),
            check=True,
            capture_output=True,
            text=True,
        )  # fmt: skip
        waiting = [int(line) for line in made.stdout.split() if line.isdecimal()]
        yield Scene(sandbox=sandbox, var=var, waiting=waiting)


@pytest.mark.parametrize(("path", "when", "fate"), POINTS)
def test_exactly_one_article_whenever_the_runner_dies(
    scene: Scene, path: str, when: str, fate: str
) -> None:
    sandbox = scene.sandbox
    fault = sandbox.add_fault("hold", when=when, path=path, count=1, seconds=SECONDS)
    key, article = scene.call_next()
    with runner(scene.var) as first:
        sandbox.wait_for_hold(fault, deadline=SECONDS)
        first.send_signal(signal.SIGKILL)
        assert first.wait() == -signal.SIGKILL
    assert not scene.is_settled(key)
    if fate != "late":
        sandbox.release(fault=fault, abandon=True)
    with runner(scene.var):
        deadline = time.monotonic() + SECONDS
        late = fate == "late"
        while not scene.is_settled(key):
            assert time.monotonic() < deadline, scene.story(key)
            if late and len(scene.story(key)) > 1:
                # The second runner is at work: now the first one's call arrives after all.
                sandbox.release(fault=fault)
                late = False
            time.sleep(0.05)
    sandbox.remove_fault(fault)
    sandbox.settled()
    assert len(scene.seen(article)) == 1, scene.story(key)
    # A draft that arrives after all is over stays in the box, where nobody publishes it.
    assert scene.drafts(article) <= (1 if (path, fate) == (DRAFT, "late") else 0)
