"""What a web page states about itself in its head, and WeChat in the lines below its title."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import html

from cms.imports import titles
from cms.imports.characters import han_count, printable, squeezed
from cms.imports.flow import Stated
from cms.imports.names import are_names

_META = {
    # name or property in lower case -> field; those of the government's page standard first
    "articletitle": "title", "og:title": "title", "twitter:title": "title",
    "sitename": "site_name", "og:site_name": "site_name",
    "contentsource": "source", "source": "source",
    "author": "byline", "article:author": "byline", "og:article:author": "byline",
    "pubdate": "published", "publishdate": "published", "article:published_time": "published",
    "og:release_date": "published", "weibo: article:create_at": "published",
    "og:url": "url",
}  # fmt: skip
_GENERIC = re.compile(
    r"^(?:untitled.*|无标题.*|新建.*|文章详情|详情页?|正文|内容页?|index|document)$", re.I
)
_WECHAT_TIME = re.compile(r"""\bct\s*=\s*["'](\d{10})["']""")
_DATE = re.compile(r"(?:19|20)\d\d")


def stated_by(root: html.HtmlElement) -> Stated:
    """Call before scripts are taken out of the page: WeChat keeps the time of publication there."""
    meta = _meta(root)
    heading = _heading(root)
    page_title = _text_of(root.find(".//title"))
    site_name = meta.get("site_name", "")
    title = meta.get("title") or page_title
    if _GENERIC.match(title):
        title = ""
    if heading and (not title or heading in title or title in heading):
        title = heading
    elif title:
        title, site = titles.without_site(title, site_name=site_name, heading=heading)
        site_name = site_name or site
    byline = meta.get("byline", "") or _by_id(root, "js_author_name")
    source = meta.get("source", "") or _by_id(root, "js_name")
    url = meta.get("url", "") or next(
        (link.get("href", "") for link in root.iterfind(".//link[@rel='canonical']")), ""
    )
    return Stated(
        title=title,
        site_name=site_name,
        byline=byline if are_names(byline) else "",
        source=source if "://" not in source else "",
        source_url=url if url.startswith(("http://", "https://")) else None,
        published_text=_published(root, meta.get("published", "")),
    )


def _meta(root: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = _line(element.get("content", ""))
        if name in _META and content:
            found.setdefault(_META[name], content[:300])
    return found


def _heading(root: html.HtmlElement) -> str:
    """The page's h1, if it has one that is no logo: a logo links to the home page."""
    found = [
        text
        for element in _headings(root)
        if len(text := _text_of(element)) >= 4 and element.find(".//a") is None
    ]
    return found[0] if len(found) == 1 or (found and len(set(found)) == 1) else ""


def _headings(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from root.iter("h1")


def _published(root: html.HtmlElement, stated: str) -> str:
    if _DATE.search(stated):
        return stated
    for element in root.iter("time"):
        moment: str = element.get("datetime", "")
        if _DATE.search(moment):
            return moment
    if shown := _by_id(root, "publish_time"):
        return shown
    if root.find(".//*[@id='js_content']") is None:
        return ""
    for script in root.iter("script"):
        if match := _WECHAT_TIME.search(script.text or ""):
            moment_there = datetime.fromtimestamp(int(match[1]), tz=ZoneInfo("Asia/Shanghai"))
            return moment_there.strftime("%Y-%m-%d %H:%M:%S")
    return ""


def _by_id(root: html.HtmlElement, name: str) -> str:
    text = _text_of(root.find(f".//*[@id='{name}']"))
    return text if len(text) <= 40 and (han_count(text) or _DATE.search(text)) else ""


def _text_of(element: html.HtmlElement | None) -> str:
    return "" if element is None else _line(element.text_content())


def _line(text: str) -> str:
    return squeezed(" ".join(printable(text).split()))
