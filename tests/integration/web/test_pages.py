"""Every kind of page, as a visitor without script gets it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from publishing.runner import Runner
from tests.factories import pages

pytestmark = pytest.mark.django_db

_LOADED = {"img": "src", "script": "src", "source": "srcset", "iframe": "src", "link": "href"}


class _Loads(HTMLParser):
    """What a browser would load, and what a strict policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.blocked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.blocked += [f"{tag} {name}" for name in found if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in found):
            self.blocked.append(tag)
        if tag == "link" and found.get("rel") not in {"stylesheet", "icon", "preload"}:
            return
        value = found.get(_LOADED.get(tag, ""), "")
        self.addresses += [one.split()[0] for one in value.split(",") if one.strip()]


@pytest.fixture
def everything() -> dict[str, Page]:
    shuxie = pages.association("shuxie", seal="书协", motto="守墨")
    person = pages.person(title="沈砚秋")
    work = pages.work(
        shuxie,
        title="兰亭序手卷",
        format="hand_scroll",
        pictures=[pages.picture(width=2000, height=300)],
        makers=[person, "王右军"],
        inscription="永和九年\n岁在癸丑",
    )
    article = pages.article(
        shuxie,
        title="临帖三题",
        body=[
            ("heading", {"text": "一、读帖", "level": "2"}),
            ("paragraph", '<p>读帖如<b>听琴</b>。<a href="https://example.org/">远方</a></p>'),
            ("image", {"image": pages.picture(), "caption": "旧拓"}),
            ("quotation", {"text": "心手双畅", "attribution": "孙过庭"}),
            ("verse", "墨池飞出\n北溟鱼\n\n笔锋杀尽\n中山兔"),
            ("work", work),
        ],
    )
    exhibition = pages.exhibition(shuxie, title="砚边", works=[work])
    return {
        "home": pages.federation(),
        "association": shuxie,
        "article": article,
        "work": work,
        "exhibition": exhibition,
        "person": person,
        "articles": pages.section(shuxie, pages.ArticleSection),
        "works": pages.section(shuxie, pages.WorkSection),
        "exhibitions": pages.section(shuxie, pages.ExhibitionSection),
        "persons": pages.section(pages.federation(), pages.PersonSection),
    }


def _html(client: Client, page: Page) -> str:
    response = client.get(Page.objects.get(pk=page.pk).get_url_parts()[2])
    assert response.status_code == 200
    return response.content.decode()


def test_every_kind_of_page_shows_its_title_once_as_heading(
    client: Client, everything: dict[str, Page]
) -> None:
    for kind, page in everything.items():
        if kind == "home":
            continue
        headings = re.findall(r"<h1[^>]*>(.*?)</h1>", _html(client, page), re.S)
        assert headings == [page.title], kind


def test_nothing_of_another_host_and_nothing_that_the_policy_blocks(
    client: Client, everything: dict[str, Page]
) -> None:
    for kind, page in everything.items():
        loads = _Loads()
        loads.feed(_html(client, page))
        assert not loads.blocked, kind
        assert loads.addresses
        assert not [one for one in loads.addresses if urlsplit(one).netloc], kind


def test_article_has_all_its_blocks(client: Client, everything: dict[str, Page]) -> None:
    html = _html(client, everything["article"])
    for words in ("一、读帖", "听琴", "旧拓", "心手双畅", "孙过庭", "北溟鱼", "兰亭序手卷"):
        assert words in html
    assert '<link rel="canonical" href="http://testserver/shuxie/news/lin-tie-san-ti/">' in html


def test_people_works_and_exhibitions_are_tied_both_ways(
    client: Client, everything: dict[str, Page]
) -> None:
    assert "沈砚秋" in _html(client, everything["work"])
    assert "砚边" in _html(client, everything["work"])
    assert "兰亭序手卷" in _html(client, everything["person"])
    assert "兰亭序手卷" in _html(client, everything["exhibition"])


def test_drafts_show_nowhere(client: Client, everything: dict[str, Page]) -> None:
    pages.article(pages.association("shuxie"), title="未定稿", live=False)
    for kind in ("home", "association", "articles"):
        assert "未定稿" not in _html(client, everything[kind])


def test_unpublished_page_says_so_in_the_same_design(client: Client) -> None:
    article = pages.article(title="将撤之文")
    address = article.get_url_parts()[2]
    Runner().run_once()
    assert client.get(address).status_code == 200
    article.unpublish()
    Runner().run_once()
    response = client.get(address)
    assert response.status_code == 404
    assert "masthead" in response.content.decode()


def test_lists_cost_the_same_whatever_they_hold(client: Client) -> None:
    shuxie = pages.association("shuxie")
    addresses = ("/", "/shuxie/", "/shuxie/news/", "/shuxie/works/")

    def cost() -> dict[str, int]:
        found = {}
        for address in addresses:
            client.get(address)  # pictures' sizes are made at the first look
            cache.clear()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found[address] = len(queries)
        return found

    def add(count: int) -> None:
        for _ in range(count):
            pages.work(shuxie, pictures=[pages.picture()], makers=["某人"])
            pages.article(shuxie, body=[("image", {"image": pages.picture(), "caption": ""})])

    add(2)
    few = cost()
    add(5)
    assert cost() == few


def test_any_page_number_and_any_search_is_answered(client: Client) -> None:
    pages.article()
    for query in ("page=0", "page=9999", "page=-3", "page=%00", "page=abc"):
        assert client.get(f"/shuxie/news/?{query}").status_code == 200
    for query in (
        "",
        "q=",
        "q=%22",
        "q=%00",
        "q=AND+OR",
        "q=" + "永" * 500,
        "q=永和&page=x&kind=no",
    ):
        assert client.get(f"/search/?{query}").status_code in {200, 503}


def test_robots_and_sitemap(client: Client) -> None:
    pages.article(title="临帖三题")
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "/shuxie/news/lin-tie-san-ti/" in client.get("/sitemap.xml").content.decode()
