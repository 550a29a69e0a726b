"""The admin over plain HTTP, as a person's browser would send it."""

import json
import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import requests
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


class _Fields(HTMLParser):
    """Hidden fields of a page: enough for Django's tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.values[str(found["name"])] = found.get("value") or ""


class Desk:
    """One person at the admin."""

    def __init__(self, site: str, username: str, password: str) -> None:
        self.site = site
        self.session = requests.Session()
        answer = self.post(
            "/admin/login/", {"username": username, "password": password, "next": "/admin/"}
        )
        assert "/admin/login/" not in answer.url, f"{username} could not log in"

    def get(self, path: str) -> requests.Response:
        answer = self.session.get(f"{self.site}{path}", timeout=30)
        answer.raise_for_status()
        return answer

    def post(
        self, path: str, data: Mapping[str, Any], files: Mapping[str, Any] | None = None
    ) -> requests.Response:
        """POST with the token of the form at `path`."""
        fields = _Fields()
        fields.feed(self.get(path).text)
        token = fields.values.get("csrfmiddlewaretoken") or self.session.cookies["csrftoken"]
        answer = self.session.post(
            f"{self.site}{path}",
            data={"csrfmiddlewaretoken": token, **data},
            files=files,
            headers={"Referer": f"{self.site}{path}"},
            timeout=60,
        )
        answer.raise_for_status()
        return answer

    def upload_image(self, title: str, content: bytes) -> int:
        """Add an image to the library; its id."""
        page = self.get("/admin/images/multiple/add/").text
        # The editor's own collection, if there is more than one to choose from.
        collection = re.search(r'<option value="(\d+)"', page)
        answer = self.session.post(
            f"{self.site}/admin/images/multiple/add/",
            data={
                "title": title,
                "csrfmiddlewaretoken": self.session.cookies["csrftoken"],
                **({"collection": collection[1]} if collection else {}),
            },
            files={"files[]": (f"{title}.jpg", content, "image/jpeg")},
            headers={"Referer": self.site, "X-Requested-With": "XMLHttpRequest"},
            timeout=60,
        )
        answer.raise_for_status()
        told = json.loads(answer.text)
        assert told["success"], told
        return int(told["image_id"])

    def write_article(
        self, parent: int, title: str, blocks: Sequence[tuple[str, Any]], channels: Sequence[str]
    ) -> None:
        """Fill the form of a new article and submit it for review."""
        data = nested_form_data(
            {
                "title": title,
                "slug": "",
                "category": "news",
                "date": "2026-06-01",
                "body": streamfield(blocks),
                "byline": "",
                "source": "本会",
                "source_url": "",
                "digest": "",
                "cover": "",
                "attachments": inline_formset([]),
                "comments": inline_formset([]),
                "action-submit": "1",
            }
        )
        # nested_form_data would number them; boxes of one name are sent as they are.
        data["channels"] = list(channels)
        answer = self.post(f"/admin/pages/add/cms/articlepage/{parent}/", data)
        if f"/admin/pages/add/cms/articlepage/{parent}/" in answer.url:
            errors = re.findall(r'class="[^"]*error[^"]*"[^>]*>\s*([^<]+)', answer.text)
            raise AssertionError(f"not saved: {[e.strip() for e in errors if e.strip()]}")


def html(text: str) -> str:
    """A rich text field's value for a form."""
    return str(rich_text(text))


def until(condition: Callable[[], Any], *, seconds: float = 30) -> Any:
    """Ask again and again; what `condition` gives once that is true of it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
    return found


def rows(var: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the database holds, read beside the running processes."""
    database = sqlite3.connect(f"file:{var / 'yunwenyi.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(sql, values).fetchall()
    finally:
        database.close()
