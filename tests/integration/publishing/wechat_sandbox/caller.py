"""A client of the platform that knows nothing of ours: what goes over the wire, and no more."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
from PIL import Image

from publishing.channels.wechat.sandbox.process import RunningSandbox


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), at_least: int = 0) -> bytes:
    """A real picture; ``at_least`` so many bytes."""
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue() + bytes(max(at_least - written.tell(), 0))


@dataclass
class Caller:
    """One account's client; the token is fetched once."""

    sandbox: RunningSandbox
    appid: str
    secret: str = "secret"
    token: str = ""
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def credentials(self) -> dict[str, str]:
        return {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}

    def raw(self, method: str, path: str, **kw: Any) -> requests.Response:
        return requests.request(method, self.sandbox.address + path, timeout=20, **kw)

    def _query(self, query: dict[str, Any]) -> dict[str, Any]:
        if not self.token:
            self.token = self.stable()["access_token"]
        return {"access_token": self.token, **query}

    def stable(self, **more: Any) -> dict[str, Any]:
        return read(self.raw("POST", "/cgi-bin/stable_token", json={**self.credentials, **more}))

    def plain_token(self, **more: str) -> dict[str, Any]:
        return read(self.raw("GET", "/cgi-bin/token", params={**self.credentials, **more}))

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return read(self.raw("GET", f"/cgi-bin/{path}", params=self._query(query)))

    def post(self, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        sent = json.dumps({} if body is None else body, ensure_ascii=False).encode()
        return read(self.raw("POST", f"/cgi-bin/{path}", params=self._query(query), data=sent))

    def upload(self, path: str, body: bytes, name: str = "a.jpg", **query: Any) -> dict[str, Any]:
        form = query.pop("form", None)
        return read(
            self.raw(
                "POST",
                f"/cgi-bin/{path}",
                params=self._query(query),
                files={"media": (name, body)},
                data=form,
            )
        )

    def cover(self) -> str:
        """The media_id of a permanent picture."""
        media_id: str = self.upload("material/add_material", picture(), type="image")["media_id"]
        return media_id

    def article(self, **changes: Any) -> dict[str, Any]:
        article = {
            "title": "秋日诗会",
            "author": "林小满",
            "digest": "桂花落尽，银杏正黄。",
            "content": "<p>十一月的江城。</p>",
            "content_source_url": "https://example.com/a",
            "thumb_media_id": "",
            **changes,
        }
        return {**article, "thumb_media_id": article["thumb_media_id"] or self.cover()}

    def draft(self, *articles: dict[str, Any]) -> str:
        added = self.post("draft/add", {"articles": list(articles) or [self.article()]})
        media_id: str = added["media_id"]
        return media_id

    def publish(self, *articles: dict[str, Any]) -> dict[str, Any]:
        """Submit and wait; answers what freepublish/get says then."""
        submitted = self.post("freepublish/submit", {"media_id": self.draft(*articles)})
        self.sandbox.settled(self.appid)
        return self.post("freepublish/get", {"publish_id": submitted["publish_id"]})

    def change(self, **settings: Any) -> None:
        self.sandbox.change_account(self.appid, **settings)


def read(response: requests.Response) -> dict[str, Any]:
    """The JSON of an answer, decoded as its reader must: from bytes, as UTF-8."""
    answer: dict[str, Any] = json.loads(response.content.decode())
    return answer


NewCaller = Callable[..., Caller]
