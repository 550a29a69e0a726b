"""Addresses of what the sandbox holds, in its own shape or in the platform's (``--real-urls``)."""

import base64
import hashlib
import json
import re
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlsplit

# Read as a browser reads it, which takes "\\" for "/" and what stands before "@" for a name.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_IMAGE_PATH = re.compile(r"^/mmbiz(?:_[a-z]+)?/([\w-]{20,})/0$")
_ARTICLE_PATH = re.compile(r"^/s/([\w-]{16,})$")
PLATFORM_IMAGE_HOSTS = frozenset({"mmbiz.qpic.cn", "mmbiz.qlogo.cn"})
PLATFORM_HOST = "mp.weixin.qq.com"


@dataclass(frozen=True, kw_only=True, slots=True)
class Urls:
    """``bases``: every public address this state file was served under, the present one first.

    The former ones matter: a client keeps the addresses of its uploads over a restart of the
    sandbox on another port.
    """

    bases: tuple[str, ...]
    real: bool

    @classmethod
    def load(cls, db: sqlite3.Connection, base: str, *, real: bool) -> "Urls":
        """Remember ``base`` in the state beside those used before."""
        row = db.execute("SELECT value FROM meta WHERE name = 'public_bases'").fetchone()
        former = [old for old in (json.loads(row["value"]) if row else []) if old != base]
        bases = (base, *former)
        db.execute("REPLACE INTO meta VALUES ('public_bases', ?)", (json.dumps(bases),))
        return cls(bases=bases, real=real)

    def image(self, image_id: str, kind: str) -> str:
        if self.real:
            return f"http://mmbiz.qpic.cn/mmbiz_{kind[:3]}/{image_id}/0?wx_fmt={kind}"
        return f"{self.bases[0]}/mmbiz/{image_id}/0?wx_fmt={kind}"

    def video(self, media_id: str) -> str:
        host = "http://mp.weixin.qq.com" if self.real else self.bases[0]
        return f"{host}/mmvideo/{media_id}"

    def article(self, url_id: str) -> str:
        host = f"https://{PLATFORM_HOST}" if self.real else self.bases[0]
        return f"{host}/s/{url_id}"

    def preview(self, appid: str, media_id: str, index: int) -> str:
        """The temporary link of a draft (``index`` from 0)."""
        if not self.real:
            return f"{self.bases[0]}/draft/{media_id}?idx={index + 1}"
        biz = base64.b64encode(appid.encode()).decode()
        sn = hashlib.md5(f"{media_id}{index}".encode(), usedforsecurity=False).hexdigest()
        return (
            f"http://{PLATFORM_HOST}/s?__biz={biz}&mid=100000006&idx={index + 1}"
            f"&sn={sn}&chksm={sn}{sn[:20]}#rd"
        )

    def _ours(self, url: str) -> str | None:
        """The path, if the address is on one of our own bases."""
        for base in self.bases:
            if url.startswith(base + "/"):
                return re.split(r"[?#]", url[len(base) :], maxsplit=1)[0]
        return None

    def is_platform_image(self, url: str) -> bool:
        return _host(url) in PLATFORM_IMAGE_HOSTS

    def image_id(self, url: str) -> str | None:
        """The id of an image held here, from either shape of address."""
        path = urlsplit(url).path if self.is_platform_image(url) else self._ours(url)
        found = _IMAGE_PATH.match(path or "")
        return found[1] if found else None

    def article_id(self, url: str) -> str | None:
        """The id after /s/ of an article's address, from either shape."""
        on_platform = _host(url) == PLATFORM_HOST
        found = _ARTICLE_PATH.match((urlsplit(url).path if on_platform else self._ours(url)) or "")
        return found[1] if found else None


def _host(url: str) -> str | None:
    """The host of a plain http(s) address; None for anything that could be read in two ways."""
    return urlsplit(url).hostname if _PLAIN.fullmatch(url) else None
