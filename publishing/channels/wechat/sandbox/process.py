"""Runs the sandbox as a process of its own, for tests and the demo."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from publishing.channels.wechat.sandbox.remote import Remote

_MODULE = "publishing.channels.wechat.sandbox"
_READY = "sandbox listening on "
_PATIENCE = 10


class DidNotStart(Exception):
    """The process ended before it listened; why, in its own words."""


class RunningSandbox(Remote):
    """A sandbox that runs; see `Remote` for what can be asked of it."""

    def __init__(self, address: str, process: "subprocess.Popen[str]") -> None:
        super().__init__(address)
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL); what it committed is in its state file."""
        self._process.kill()
        self._process.wait(_PATIENCE)


def _environment() -> dict[str, str]:
    """Ours, with the folder that holds this package first: the child may start anywhere."""
    home = str(Path(__file__).resolve().parents[4])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, _path())))}


def _path() -> str:
    return os.environ.get("PYTHONPATH", "")


def _command(db: Path, accounts: Path, port: int, options: Mapping[str, Any]) -> list[str]:
    command = [sys.executable, "-m", _MODULE, "--until-eof", "--db", str(db)]
    command += ["--accounts", str(accounts), "--port", str(port)]
    for name, value in options.items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            command.append(flag)
        elif value:
            command += [flag, str(value)]
    return command


def _stop(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


@contextmanager
def running_sandbox(
    db: Path,
    *,
    accounts: Iterable[Mapping[str, Any]] = (),
    port: int = 0,
    public_base: str = "",
    real_urls: bool = False,
    latency_ms: int = 0,
    seed: int = 0,
) -> Iterator[RunningSandbox]:
    """A sandbox on the state file ``db``, stopped on leaving.

    ``accounts``: settings as `accounts.Account` takes them, created or changed at the start.
    ``port`` 0 takes a free one. It also stops when this process dies. Raises DidNotStart.
    """
    options = {
        "public_base": public_base,
        "real_urls": real_urls,
        "latency_ms": latency_ms,
        "seed": seed,
    }
    with (
        tempfile.TemporaryDirectory(prefix="wechat-sandbox-") as folder,
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
    ):
        wanted = Path(folder) / "accounts.json"
        wanted.write_text(json.dumps([dict(one) for one in accounts]), encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603
            _command(db, wanted, port, options),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
            env=_environment(),
        )
        with process:
            try:
                yield RunningSandbox(_address(process, said), process)
            finally:
                _stop(process)
                said.seek(0)
                sys.stderr.write(said.read())  # a traceback in there must not be lost


def _address(process: "subprocess.Popen[str]", said: Any) -> str:
    """Where it listens: it says so in the first line it prints."""
    line = process.stdout.readline() if process.stdout else ""
    if not line.startswith(_READY):
        process.wait(_PATIENCE)
        said.seek(0)
        raise DidNotStart(said.read().strip() or line.strip())
    return line.removeprefix(_READY).strip()
