"""Child processes of the demo: started together, watched together, stopped together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

from config.environment import ROOT

# How long a process may take to end by itself before it is killed.
_PATIENCE_SECONDS = 10.0
_LOOK_EVERY_SECONDS = 0.1


class Ended(Exception):
    """A process that should run has stopped; `log` holds what it said last."""

    def __init__(self, name: str, code: int, log: Path) -> None:
        super().__init__(f"{name} ended with {code}")
        self.name, self.code, self.log = name, code, log

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])


@dataclass(frozen=True, kw_only=True)
class _Child:
    name: str
    process: "subprocess.Popen[bytes]"
    log: Path


def port_is_taken(port: int) -> bool:
    """Whether something listens on 127.0.0.1:`port`, or may not be listened on."""
    with socket.socket() as probe:
        # As the servers do it: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def answers(url: str) -> bool:
    """Whether a GET of `url` (on this machine) succeeds now."""
    with contextlib.suppress(URLError, OSError), urlopen(url, timeout=2) as response:  # noqa: S310
        return bool(response.status < 400)
    return False


class Processes:
    """A context manager: on the way out every child is ended, the last started first."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: list[_Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def start(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Start `python arguments…` in the root folder; its output goes to `<logs>/<name>.log`."""
        log = self._logs / f"{name}.log"
        paths = f"{ROOT / 'site'}{os.pathsep}{ROOT}"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
                | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the parent, which ends the children in order.
                start_new_session=True,
            )
        self._children.append(_Child(name=name, process=process, log=log))

    def check(self) -> None:
        """Raises `Ended` when a child has stopped."""
        for child in self._children:
            code = child.process.poll()
            if code is not None:
                raise Ended(child.name, code, child.log)

    def wait_until(self, condition: Callable[[], bool], *, seconds: float = float("inf")) -> bool:
        """Look again and again until `condition` holds; False when the time is up."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_EVERY_SECONDS)
        return True

    def __enter__(self) -> "Processes":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for child in reversed(self._children):
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        for child in reversed(self._children):
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                # Whatever it was doing is safe in the database.
                child.process.kill()
                child.process.wait()
