"""The client over a socket: every way an answer can go wrong has its name, and tells no secret."""

import logging
import re
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from publishing.channels.wechat.client import Client, split_rid
from publishing.channels.wechat.failures import (
    ApiRefusal,
    BadGateway,
    CallFailed,
    NoAnswer,
    NotSent,
)

TOKEN = "T0KEN-that-nobody-may-see"
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"


def _request(connection: socket.socket) -> bytes:
    """Head and body; empty if the other side only closed."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65_536)
        if not part:
            return b""
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while len(body) < (int(length[1]) if length else 0):
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


class Server:
    """Answers every connection with the same bytes; keeps what it was sent."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.received = b""
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _peer = self._listener.accept()
            with connection:
                request = _request(connection)
                if not request:
                    return
                self.received += request
                connection.sendall(self._answer)

    def close(self) -> None:
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listener.close()


@contextmanager
def serving(answer: bytes) -> Iterator[tuple[Server, Client]]:
    server = Server(answer)
    client = Client("wx1", base_url=f"http://127.0.0.1:{server.port}/")
    try:
        yield server, client
    finally:
        client.close()
        server.close()


def json_answer(text: str) -> bytes:
    body = text.encode()
    return JSON % (len(body), body)


def count(client: Client) -> dict[str, object]:
    return client.call("GET", "cgi-bin/draft/count", token=TOKEN)


def test_answer_is_read_as_utf8_whatever_its_type_says() -> None:
    with serving(json_answer('{"title":"兰亭","url":"http:\\/\\/a\\/b"}')) as (_, client):
        assert count(client) == {"title": "兰亭", "url": "http://a/b"}


def test_request_holds_text_not_escapes() -> None:
    with serving(json_answer("{}")) as (server, client):
        client.call("POST", "cgi-bin/draft/add", token=TOKEN, data={"title": "兰亭"})
        assert "兰亭".encode() in server.received
        assert b"\\u" not in server.received


def test_call_without_a_token_sends_none() -> None:
    with serving(json_answer("{}")) as (server, client):
        client.call("POST", "cgi-bin/stable_token", token=None, data={})
        assert b"access_token" not in server.received


def test_errcode_is_a_refusal_with_its_request_id() -> None:
    answer = '{"errcode":40007,"errmsg":"invalid media_id rid: 62de424e-0f6c1ad4-1"}'
    with serving(json_answer(answer)) as (_, client), pytest.raises(ApiRefusal) as error:
        count(client)
    assert (error.value.code, error.value.errmsg) == (40007, "invalid media_id")
    assert error.value.rid == "62de424e-0f6c1ad4-1"
    assert error.value.path == "cgi-bin/draft/count"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops", NoAnswer),
        (b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n", NoAnswer),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", BadGateway),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
            BadGateway,
        ),
        (json_answer("<html>系统繁忙</html>"), NoAnswer),
        (json_answer('{"media_id":"cut'), NoAnswer),
        (json_answer("[1,2]"), NoAnswer),
        (json_answer('{"errcode":"oops"}'), NoAnswer),
        (json_answer('{"errcode":null}'), NoAnswer),
        (b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n", NoAnswer),
        (b"", NoAnswer),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}", NoAnswer),
        (JSON % (2, b"\xff\xfe"), NoAnswer),
    ],
)
def test_other_answers_have_their_names_and_tell_no_token(
    answer: bytes, kind: type[CallFailed], caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        serving(answer) as (_, client),
        pytest.raises(kind) as error,
    ):
        count(client)
    told = "".join(traceback.format_exception(error.value))
    assert TOKEN not in told
    assert TOKEN not in caplog.text


def test_closed_port_was_never_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = Client("wx1", base_url=f"http://127.0.0.1:{port}/")
    with pytest.raises(NotSent):
        count(client)
    client.close()


def test_unknown_host_was_never_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    client = Client("wx1", base_url="http://nowhere.invalid/")
    with pytest.raises(NotSent):
        count(client)
    client.close()


@pytest.mark.parametrize(
    ("errmsg", "text", "rid"),
    [
        ("ok", "ok", ""),
        ("api unauthorized rid: 62de424e-0f6c1ad4-12345678", "api unauthorized",
         "62de424e-0f6c1ad4-12345678"),
        ("invalid credential hint: [EtGfMA00850642]", "invalid credential hint: [EtGfMA00850642]",
         ""),
    ],
)  # fmt: skip
def test_request_id_is_taken_out_of_the_message(errmsg: str, text: str, rid: str) -> None:
    assert split_rid(errmsg) == (text, rid)
