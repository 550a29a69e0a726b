"""Puts the sandbox together and serves it: a thread per request, one for events."""

import socket
import sqlite3
import threading
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from publishing.channels.wechat.sandbox import mass, publication
from publishing.channels.wechat.sandbox.clock import Clock
from publishing.channels.wechat.sandbox.faults import Faults
from publishing.channels.wechat.sandbox.gateway import Gateway
from publishing.channels.wechat.sandbox.postman import Postman
from publishing.channels.wechat.sandbox.store import Store
from publishing.channels.wechat.sandbox.urls import Urls
from publishing.channels.wechat.sandbox.wsgi import Application


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Silent: the journal keeps what happened, and a log line would hold tokens."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


class Sandbox:
    """The running whole. Raises StoreUnusable when the state file cannot be used."""

    def __init__(
        self,
        listener: socket.socket,
        db_path: Path,
        *,
        public_base: str = "",
        real_urls: bool = False,
        latency_ms: int = 0,
        seed: int = 0,
    ) -> None:
        host, port = listener.getsockname()[:2]
        self.address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        store = Store(db_path)
        with store.transaction() as db:
            clock = Clock.load(db)
            urls = Urls.load(db, public_base.rstrip("/") or self.address, real=real_urls)
        self.gateway = Gateway(store, clock, urls, Faults(seed))
        self.gateway.latency_ms = latency_ms
        self._server = make_server(
            host,
            port,
            Application(self.gateway),
            threaded=True,
            request_handler=_Handler,
            fd=listener.fileno(),
        )
        listener.detach()  # the server owns the descriptor now
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="server"
        )
        self._postman = Postman(store, clock, self._settle)

    def _settle(self, db: sqlite3.Connection, now: float) -> None:
        publication.settle_due(db, self.gateway.urls, now)
        mass.settle_due(db, self.gateway.urls, now)

    def start(self) -> None:
        """Accept requests; returns at once."""
        self._postman.start()
        self._thread.start()

    def stop(self) -> None:
        """End what stands still, then stop; committed calls are on disk."""
        self.gateway.faults.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._postman.stop()
        self.gateway.store.close()
