"""Start the sandbox: ``python -m publishing.channels.wechat.sandbox --db state.sqlite3``."""

import argparse
import json
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from publishing.channels.wechat.sandbox import accounts, server
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.store import StoreUnusable


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wechat sandbox", description="A practice WeChat platform (公众号练习环境)."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--db", type=Path, required=True, help="the state file (SQLite)")
    parser.add_argument("--accounts", type=Path, help="JSON list of accounts to create or change")
    parser.add_argument("--public-base", default="", help="address readers use; default: its own")
    parser.add_argument(
        "--real-urls", action="store_true", help="answer addresses on WeChat's own hosts"
    )
    parser.add_argument("--latency-ms", type=int, default=0, help="every call takes longer")
    parser.add_argument("--seed", type=int, default=0, help="of faults with a probability")
    parser.add_argument(
        "--until-eof", action="store_true", help="stop when standard input ends (parent died)"
    )
    return parser.parse_args()


def _leave(sentence: str) -> NoReturn:
    print(f"sandbox: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def _accounts(path: Path | None) -> list[Account]:
    if path is None:
        return []
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return [Account.model_validate(one) for one in given]
    except OSError as error:
        _leave(f"cannot read {path}: {error.strerror}")
    except (ValidationError, ValueError, TypeError) as error:
        _leave(f"{path} does not list accounts: {error}")


def _bind(host: str, port: int) -> socket.socket:
    try:
        return server.bind(host, port)
    except OSError as error:
        _leave(
            f"cannot listen on {host}:{port}: {error.strerror}. "
            "Choose another with --port, or stop what uses it."
        )


def _until_told() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told


def _wait_for_eof(told: threading.Event) -> None:
    while sys.stdin.read(1024):
        pass
    told.set()


def main() -> None:
    options = _options()
    told = _until_told()
    wanted = _accounts(options.accounts)
    listener = _bind(options.host, options.port)
    try:
        sandbox = server.Sandbox(
            listener,
            options.db,
            public_base=options.public_base,
            real_urls=options.real_urls,
            latency_ms=options.latency_ms,
            seed=options.seed,
        )
    except StoreUnusable as error:
        _leave(str(error))
    with sandbox.gateway.store.transaction() as db:
        for account in wanted:
            accounts.save(db, account, sandbox.gateway.clock.now())
    sandbox.start()
    if options.until_eof:
        threading.Thread(target=_wait_for_eof, args=(told,), daemon=True).start()
    print(f"sandbox listening on {sandbox.address}", flush=True)
    told.wait()
    sandbox.stop()


if __name__ == "__main__":
    main()
