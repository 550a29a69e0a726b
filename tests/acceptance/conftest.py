"""The demo, as `make demo` runs it, in a folder of its own: real processes, real sockets."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# On two busy cores the first start makes a whole federation.
FIRST_START_SECONDS = 600


def pair_of_ports() -> int:
    """A free port whose successor is free as well: the demo takes both."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@dataclass
class Demo:
    """A running demo; `said` is what it printed."""

    process: "subprocess.Popen[str]"
    port: int
    var: Path
    said: list[str] = field(default_factory=list)
    ready: threading.Event = field(default_factory=threading.Event)
    start_seconds: float = 0.0
    #: The start before this one, and how it ended.
    first: "Demo | None" = None
    first_status: int | None = None

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    def password(self, username: str) -> str:
        """The password that the demo prints for a login."""
        found = re.search(rf"^\s*{re.escape(username)} / (\S+)", "\n".join(self.said), re.M)
        assert found, f"no login {username} among what the demo printed"
        return found[1]

    def interrupt(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def environment(var: Path, port: int) -> dict[str, str]:
    """Nothing of the test's own settings reaches the demo."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YWY_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"YWY_VAR": str(var), "YWY_SITE_URL": f"http://127.0.0.1:{port}"}


@contextmanager
def running_demo(var: Path, port: int, *, seconds: float = FIRST_START_SECONDS) -> Iterator[Demo]:
    """Start the demo and wait until it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment(var, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    demo = Demo(process=process, port=port, var=var)

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            demo.said.append(line.rstrip())
            if "Ctrl-C" in line:
                demo.ready.set()
        demo.ready.set()  # it ended: let the waiting test say so

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        assert demo.ready.wait(seconds), "\n".join(demo.said)
        assert process.poll() is None, "\n".join(demo.said)
        yield demo
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(30)
        listener.join()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for all tests of this folder, started, stopped with Ctrl-C and started again;
    each test works with articles of its own."""
    var, port = tmp_path_factory.mktemp("demo"), pair_of_ports()
    with running_demo(var, port) as first:
        status = first.interrupt()
    began = time.monotonic()
    with running_demo(var, port) as second:
        second.start_seconds = time.monotonic() - began
        second.first = first
        second.first_status = status
        yield second
