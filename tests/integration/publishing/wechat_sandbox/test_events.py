"""Events: what the callback hears, how often, and how it is sealed (facts A8)."""

import base64
import hashlib
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml import ElementTree

from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller

TOKEN = "spamtest"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@dataclass
class Callback:
    """A receiver: ``answers`` are used up first, then it says success."""

    url: str
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)


@pytest.fixture
def callback() -> Iterator[Callback]:
    class Receiver(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Silent."""

        def _answer(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            self._answer(200, dict(parse_qsl(urlsplit(self.path).query))["echostr"])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            there.heard.append((dict(parse_qsl(urlsplit(self.path).query)), body))
            self._answer(*(there.answers.pop(0) if there.answers else (200, "success")))

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        there = Callback(url=f"http://127.0.0.1:{server.server_port}/wechat")
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        yield there
        server.shutdown()
        serving.join()


@pytest.fixture
def listening(new_caller: NewCaller, callback: Callback) -> Caller:
    return new_caller(
        callback={"url": callback.url, "token": TOKEN},
        events={"retry_seconds": 0.05},
        original_id="gh_jiangcheng",
    )


def _sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def _text(body: str, path: str) -> str | None:
    found: str | None = ElementTree.fromstring(body).findtext(path)
    return found


def test_the_result_of_publishing_arrives(listening: Caller, callback: Callback) -> None:
    done = listening.publish(listening.article(), listening.article())
    [(query, body)] = callback.heard
    assert query["signature"] == _sign(TOKEN, query["timestamp"], query["nonce"])
    assert _text(body, "ToUserName") == "gh_jiangcheng"
    assert _text(body, "MsgType") == "event"
    assert _text(body, "Event") == "PUBLISHJOBFINISH"
    info = "PublishEventInfo/"
    assert _text(body, info + "publish_id") == str(done["publish_id"])
    assert _text(body, info + "publish_status") == "0"
    assert _text(body, info + "article_id") == done["article_id"]
    assert _text(body, info + "article_detail/count") == "2"
    items = ElementTree.fromstring(body).findall(info + "article_detail/item")
    assert [item.findtext("article_url") for item in items] == [
        one["article_url"] for one in done["article_detail"]["item"]
    ]


def test_a_failure_names_the_articles(listening: Caller, callback: Callback) -> None:
    listening.change(publish={"status": 4})
    article = listening.article()
    listening.publish(article, article)
    root = ElementTree.fromstring(callback.heard[0][1])
    assert [one.text for one in root.findall("PublishEventInfo/fail_idx")] == ["1", "2"]
    assert root.find("PublishEventInfo/article_id") is None


def test_the_result_of_a_mass_message_arrives(listening: Caller, callback: Callback) -> None:
    body = {
        "filter": {"is_to_all": True},
        "mpnews": {"media_id": listening.draft()},
        "msgtype": "mpnews",
    }
    sent = listening.post("message/mass/sendall", body)
    listening.sandbox.settled(listening.appid)
    heard = callback.heard[0][1]
    assert _text(heard, "Event") == "MASSSENDJOBFINISH"
    assert _text(heard, "MsgID") == str(sent["msg_id"])
    assert _text(heard, "Status") == "send success"
    assert _text(heard, "ArticleUrlResult/Count") == "1"
    published = listening.sandbox.published(listening.appid)[0]
    assert _text(heard, "ArticleUrlResult/ResultList/item/ArticleUrl") == published["url"]


@pytest.mark.parametrize("mode", ["aes", "compatible"])
def test_a_sealed_event_opens_with_the_key(
    listening: Caller, callback: Callback, mode: str
) -> None:
    listening.change(callback={"mode": mode, "aes_key": AES_KEY})
    listening.publish()
    query, body = callback.heard[0]
    sealed = _text(body, "Encrypt") or ""
    assert query["encrypt_type"] == "aes"
    assert query["msg_signature"] == _sign(TOKEN, query["timestamp"], query["nonce"], sealed)
    key = base64.b64decode(AES_KEY + "=")
    opener = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).decryptor()
    plain = opener.update(base64.b64decode(sealed)) + opener.finalize()
    plain = plain[16 : -plain[-1]]
    (length,) = struct.unpack(">I", plain[:4])
    assert _text(plain[4 : 4 + length].decode(), "Event") == "PUBLISHJOBFINISH"
    assert plain[4 + length :].decode() == listening.appid
    assert (_text(body, "Event") is None) == (mode == "aes")


def test_an_event_is_tried_three_times(listening: Caller, callback: Callback) -> None:
    callback.answers = [(500, ""), (200, "<html>")]
    listening.publish()
    assert len(callback.heard) == 3
    assert len({body for _, body in callback.heard}) == 1
    [event] = listening.sandbox.state(listening.appid)["events"]
    assert (event["state"], event["tries"]) == ("delivered", 3)


def test_after_three_tries_it_is_given_up(listening: Caller, callback: Callback) -> None:
    callback.answers = [(500, "")] * 3
    listening.publish()
    [event] = listening.sandbox.state(listening.appid)["events"]
    assert (event["state"], len(callback.heard)) == ("failed", 3)


def test_events_go_astray_as_told(listening: Caller, callback: Callback) -> None:
    listening.change(events={"lose": True})
    listening.publish()
    assert callback.heard == []
    listening.change(events={"lose": False, "double": True})
    listening.publish()
    assert len(callback.heard) == 2
    assert callback.heard[0][1] == callback.heard[1][1]
    listening.change(events={"double": False, "wrong_type": True})
    listening.publish()
    assert _text(callback.heard[2][1], "Event") == "MASSSENDJOBFINISH"


def test_the_address_is_verified_when_it_is_saved(listening: Caller, callback: Callback) -> None:
    assert listening.sandbox.verify_callback(listening.appid)["ok"] is True
    listening.change(callback={"url": "http://127.0.0.1:9/"})
    assert listening.sandbox.verify_callback(listening.appid)["ok"] is False
