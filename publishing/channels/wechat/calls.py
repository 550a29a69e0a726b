"""The platform's calls this adapter makes, as functions with values in and out (facts A3-A5).

Each is noted with method, path and outcome; a refused token is replaced once; what went wrong
comes out as the contract's errors, by the error book.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from types import TracebackType
from typing import Any, Final, Self

from publishing.channels.wechat import limits, tokens
from publishing.channels.wechat.client import Client, Part
from publishing.channels.wechat.error_book import Reaction, look_up, translate
from publishing.channels.wechat.failures import ApiRefusal, CallFailed, NoAnswer
from publishing.channels.wechat.models import Account
from publishing.contract import Refused

#: A draft that is not (or no longer) in the box; an unknown picture (A10).
NO_SUCH_MEDIA: Final = "40007"
NOT_GRANTED: Final = "48001"
NO_SUCH_ARTICLE: Final = "53600"
QUOTA_SPENT: Final = "45009"

Note = Callable[[str, str], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """How far a submitted draft is: 0 published, 1 at work, 2-4 failed, 5-6 taken down (A5)."""

    status: int
    article_id: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A draft (`media_id`) or a published article (`article_id`) in the platform's own list."""

    id: str
    changed_at: datetime
    source_url: str
    url: str
    deleted: bool = False


class Calls:
    """One account's calls by one worker; close it, or use it with `with`."""

    def __init__(self, account: Account, note: Note) -> None:
        self._account, self._note = account, note
        self._client = Client(account.appid, base_url=account.base_url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    # The account itself

    def fetch_token(self) -> None:
        """Ask for a token now, whatever is in store: are the credentials good?"""
        try:
            tokens.fetch(self._account, self._noted_without_token)
        except CallFailed as failure:
            raise translate(failure, repeatable=True) from failure

    def may_publish(self) -> None:
        """Raises `Refused` with code 48001 where the platform does not grant it (A5)."""
        self._call(
            "POST",
            "cgi-bin/freepublish/batchget",
            data={"offset": 0, "count": 1, "no_content": 1},
        )

    # Pictures (A3). Repeating an upload harms nobody: at worst the library holds it twice.

    def upload_body_picture(self, part: Part) -> str:
        """The address under which articles may show it."""
        answer = self._call("POST", "cgi-bin/media/uploadimg", gives="url", files={"media": part})
        return _https(str(answer["url"]))

    def upload_cover(self, part: Part) -> str:
        """The media_id of a permanent picture."""
        return self._add_material("image", part)

    def upload_thumb(self, part: Part) -> str:
        """The same for a small JPEG of the type that is made for covers."""
        return self._add_material("thumb", part)

    def _add_material(self, kind: str, part: Part) -> str:
        answer = self._call(
            "POST",
            "cgi-bin/material/add_material",
            gives="media_id",
            params={"type": kind},
            files={"media": part},
        )
        return str(answer["media_id"])

    def newest_pictures(self) -> list[tuple[str, str]]:
        """(file name, media_id) of the newest pictures in the library."""
        answer = self._call(
            "POST",
            "cgi-bin/material/batchget_material",
            gives="total_count",
            data={"type": "image", "offset": 0, "count": limits.PAGE.value},
        )
        return [(str(item["name"]), str(item["media_id"])) for item in answer.get("item") or []]

    # Drafts (A4)

    def add_draft(self, article: Mapping[str, Any]) -> str:
        """Its media_id. Not idempotent: every accepted call makes one more draft."""
        answer = self._call(
            "POST",
            "cgi-bin/draft/add",
            gives="media_id",
            data={"articles": [dict(article)]},
            repeatable=False,
        )
        return str(answer["media_id"])

    def update_draft(self, media_id: str, article: Mapping[str, Any]) -> None:
        self._call(
            "POST",
            "cgi-bin/draft/update",
            data={"media_id": media_id, "index": 0, "articles": dict(article)},
        )

    def delete_draft(self, media_id: str) -> None:
        self._call("POST", "cgi-bin/draft/delete", data={"media_id": media_id})

    def draft_is_there(self, media_id: str) -> bool:
        try:
            self._call("POST", "cgi-bin/draft/get", gives="news_item", data={"media_id": media_id})
        except Refused as refused:
            if refused.code == NO_SUCH_MEDIA:
                return False
            raise
        return True

    def count_drafts(self) -> int:
        answer = self._call("GET", "cgi-bin/draft/count", gives="total_count")
        return int(answer["total_count"])

    def drafts(self, *, pages: int, since: datetime | None = None) -> Iterator[Listed]:
        """Those of so many pages at most; none that hold only what is older than `since`."""
        yield from self._listed("cgi-bin/draft/batchget", "media_id", pages, since)

    # Publishing (A5)

    def submit(self, media_id: str) -> str:
        """The publish_id: accepted is not published. Not idempotent."""
        answer = self._call(
            "POST",
            "cgi-bin/freepublish/submit",
            gives="publish_id",
            data={"media_id": media_id},
            repeatable=False,
        )
        return str(answer["publish_id"])

    def job(self, publish_id: str) -> Job:
        answer = self._call(
            "POST",
            "cgi-bin/freepublish/get",
            gives="publish_status",
            data={"publish_id": publish_id},
        )
        items = (answer.get("article_detail") or {}).get("item") or [{}]
        return Job(
            status=int(answer["publish_status"]),
            # Documented samples carry line breaks (A8).
            article_id="".join(str(answer.get("article_id") or "").split()),
            url=str(items[0].get("article_url") or ""),
        )

    def published(self, *, pages: int, since: datetime | None = None) -> Iterator[Listed]:
        """As `drafts`, with those taken down since."""
        yield from self._listed("cgi-bin/freepublish/batchget", "article_id", pages, since)

    def article(self, article_id: str) -> Mapping[str, Any] | None:
        """The first piece of a published article as readers see it; None if it is gone."""
        try:
            answer = self._call(
                "POST",
                "cgi-bin/freepublish/getarticle",
                gives="news_item",
                data={"article_id": article_id},
            )
        except Refused as refused:
            if refused.code == NO_SUCH_ARTICLE:
                return None
            raise
        items = answer.get("news_item") or []
        return items[0] if items and not items[0].get("is_deleted") else None

    def delete_published(self, article_id: str) -> None:
        """Irreversible; already gone is as good."""
        try:
            self._call("POST", "cgi-bin/freepublish/delete", data={"article_id": article_id})
        except Refused as refused:
            if refused.code != NO_SUCH_ARTICLE:
                raise

    def _listed(self, path: str, key: str, pages: int, since: datetime | None) -> Iterator[Listed]:
        without = 1
        for page in range(pages):
            answer = self._page(path, page, without)
            if without and any(not _pieces(item) for item in answer.get("item") or []):
                # "Without content" may be read as without the titles and addresses as well.
                without = 0
                answer = self._page(path, page, without)
            items = answer.get("item") or []
            found = [listed for item in items for listed in _as_listed(item, key)]
            yield from found
            if not items or (page + 1) * limits.PAGE.value >= int(answer.get("total_count") or 0):
                return
            if since is not None and _ends_before(found, since):
                return

    def _page(self, path: str, page: int, without: int) -> dict[str, Any]:
        return self._call(
            "POST",
            path,
            gives="total_count",
            data={
                "offset": page * limits.PAGE.value,
                "count": limits.PAGE.value,
                "no_content": without,
            },
        )

    def _call(
        self, method: str, path: str, *, repeatable: bool = True, gives: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        """`gives`: what an answer must hold. One that lacks it is none: an empty object must not
        pass for an empty list, nor for an article that is gone."""
        try:
            answer = self._answer(method, path, kwargs)
            if gives and answer.get(gives) in (None, ""):
                raise NoAnswer(f"an answer without {gives}")
        except CallFailed as failure:
            raise translate(failure, repeatable=repeatable) from failure
        return answer

    def _answer(self, method: str, path: str, kwargs: dict[str, Any]) -> dict[str, Any]:
        token = self._token()
        try:
            return self._noted(method, path, token, kwargs)
        except ApiRefusal as refusal:
            entry = look_up(refusal.code, path)
            if entry is None or entry.reaction is not Reaction.REFRESH:
                raise
        token = self._token(refused=token)
        return self._noted(method, path, token, kwargs)

    def _token(self, *, refused: str = "") -> str:
        return tokens.token_of(
            self._account,
            lambda: tokens.fetch(self._account, self._noted_without_token),
            refused=refused,
        )

    def _noted_without_token(self, path: str, data: Mapping[str, Any]) -> dict[str, Any]:
        return self._noted("POST", path, None, {"data": data})

    def _noted(
        self, method: str, path: str, token: str | None, kwargs: dict[str, Any]
    ) -> dict[str, Any]:
        began = time.monotonic()
        try:
            answer = self._client.call(method, path, token=token, **kwargs)
        except ApiRefusal as refusal:
            self._note(f"{method} {path}", f"errcode {refusal.code} {refusal.errmsg} {refusal.rid}")
            raise
        except CallFailed as failure:
            self._note(f"{method} {path}", f"{type(failure).__name__}: {failure}")
            raise
        self._note(f"{method} {path}", f"errcode 0, {time.monotonic() - began:.2f} s")
        return answer


def _pieces(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return (item.get("content") or {}).get("news_item") or []


def _as_listed(item: Mapping[str, Any], key: str) -> Iterator[Listed]:
    # Recorded answers have the time inside as well; one without counts as now (A4).
    moment = item.get("update_time") or (item.get("content") or {}).get("update_time")
    for piece in _pieces(item)[:1]:
        yield Listed(
            id=str(item[key]),
            changed_at=datetime.fromtimestamp(int(moment), UTC) if moment else datetime.now(UTC),
            # An attribute of rewritten HTML on its way, so perhaps escaped as one.
            source_url=unescape(str(piece.get("content_source_url") or "")),
            url=str(piece.get("url") or ""),
            deleted=bool(piece.get("is_deleted")),
        )


def _ends_before(found: list[Listed], since: datetime) -> bool:
    """Whether the pages after this one hold only what is older: newest first, as the platform
    lists, though nobody promises it (A4, A5)."""
    if not found:
        return False
    newest_first = found[0].changed_at >= found[-1].changed_at
    return newest_first and all(listed.changed_at < since for listed in found)


def _https(url: str) -> str:
    """uploadimg answers http:// addresses of hosts that all speak https (A3)."""
    return url.replace("http://mmbiz.", "https://mmbiz.", 1)
