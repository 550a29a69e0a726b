"""First light: one article reaches the site, the feeds, a WeChat account and the search box."""

import io
import time
from collections.abc import Callable
from statistics import median
from urllib.parse import quote

import feedparser
import pytest
import requests
from PIL import Image, ImageDraw

from tests.acceptance.conftest import Demo
from tests.acceptance.desk import Desk, html, rows

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.acceptance]

WITHIN_SECONDS = 2.0
TITLES = ("蘸水写尽一池春", "蘸水又写一池春", "蘸水再写一池春")


def _picture() -> bytes:
    picture = Image.new("RGB", (1400, 900), "#e9e2d0")
    ImageDraw.Draw(picture).ellipse((300, 200, 1100, 700), fill="#3a3631")
    content = io.BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


def _get(url: str) -> requests.Response:
    return requests.get(url, timeout=20)


def _everywhere(demo: Demo, title: str, page: int, path: str) -> dict[str, Callable[[], bool]]:
    """What a reader does in each place to see whether the article is there."""

    def in_feed(name: str) -> bool:
        feed = feedparser.parse(_get(f"{demo.site}/feeds/{name}.xml").content)
        return any(entry.title == title for entry in feed.entries)

    def in_search() -> bool:
        # Two characters from inside a sentence of the body.
        return title in _get(f"{demo.site}/search/?q={quote('砚田')}").text

    def in_wechat() -> bool:
        address = _wechat_address(demo, page)
        return bool(address) and title in _get(address).text

    return {
        "website": lambda: _get(f"{demo.site}{path}").status_code == 200,
        "feed of the association": lambda: in_feed("shuxie"),
        "feed of the site": lambda: in_feed("site"),
        "search": in_search,
        "WeChat": in_wechat,
    }


def _wechat_address(demo: Demo, page: int) -> str:
    found = rows(
        demo.var,
        "SELECT url FROM publishing_delivery WHERE article_id = ? AND channel = 'wechat:shuxie'"
        " AND have IS NOT NULL",
        page,
    )
    return str(found[0][0]) if found else ""


def _seconds_until(conditions: dict[str, Callable[[], bool]], *, holds: bool) -> dict[str, float]:
    began = time.monotonic()
    seconds: dict[str, float] = {}
    while len(seconds) < len(conditions):
        for name, condition in conditions.items():
            if name not in seconds and condition() is holds:
                seconds[name] = time.monotonic() - began
        missing = conditions.keys() - seconds.keys()
        assert time.monotonic() - began < 30, f"after 30 s still not as it should be: {missing}"
    return seconds


@pytest.fixture(scope="module")
def section(demo: Demo) -> int:
    ((found,),) = rows(
        demo.var,
        "SELECT child.id FROM wagtailcore_page child JOIN cms_articlesection s"
        " ON s.page_ptr_id = child.id JOIN wagtailcore_page above"
        " ON above.path = substr(child.path, 1, length(child.path) - 4)"
        " WHERE above.slug = 'shuxie'",
    )
    return int(found)


def test_articles_go_everywhere_and_come_back(demo: Demo, section: int) -> None:
    # The middle of three: a busy machine may hold one of them up.
    there, gone = zip(*(_one_article(demo, section, title) for title in TITLES), strict=True)
    assert median(there) < WITHIN_SECONDS, there
    assert median(gone) < WITHIN_SECONDS, gone


def _one_article(demo: Demo, section: int, title: str) -> tuple[float, float]:
    """Write, review, release, look, withdraw; seconds until it was everywhere, and nowhere."""
    editor = Desk(demo.site, "shuxie-editor", demo.password("shuxie-editor"))
    reviewer = Desk(demo.site, "shuxie-reviewer", demo.password("shuxie-reviewer"))
    picture = editor.upload_image(title, _picture())
    ((work,),) = rows(
        demo.var,
        "SELECT page_ptr_id FROM cms_workpage w JOIN wagtailcore_page p ON p.id = w.page_ptr_id"
        " WHERE p.live LIMIT 1",
    )
    editor.write_article(
        section,
        title,
        [
            ("paragraph", html("<p>老人在广场上以砚田为名,<b>蘸水</b>写字,日出即干。</p>")),
            ("image", {"image": picture, "caption": "水写的字"}),
            ("quotation", {"text": "字是写给自己看的。", "attribution": "一位老人"}),
            ("work", work),
        ],
        ["wechat:shuxie"],
    )
    ((page, path, live),) = rows(
        demo.var, "SELECT id, url_path, live FROM wagtailcore_page WHERE title = ?", title
    )
    path = path.removeprefix("/" + path.split("/")[1])
    assert not live
    places = _everywhere(demo, title, page, path)
    assert not any(there() for there in places.values()), "nothing may show before the approval"

    ((task,),) = rows(
        demo.var,
        "SELECT t.id FROM wagtailcore_taskstate t JOIN wagtailcore_workflowstate w"
        " ON w.current_task_state_id = t.id WHERE w.object_id = ? AND w.status = 'in_progress'",
        str(page),
    )
    # Nobody passes his own.
    own = editor.session.post(
        f"{demo.site}/admin/pages/workflow/action/{page}/approve/{task}/",
        data={"csrfmiddlewaretoken": editor.session.cookies["csrftoken"]},
        headers={"Referer": demo.site},
        timeout=30,
    )
    assert own.status_code == 403 or not rows(
        demo.var, "SELECT 1 FROM wagtailcore_page WHERE id = ? AND live", page
    )

    approved = reviewer.session.post(
        f"{demo.site}/admin/pages/workflow/action/{page}/approve/{task}/",
        data={"csrfmiddlewaretoken": reviewer.session.cookies["csrftoken"]},
        headers={"Referer": demo.site},
        timeout=30,
    )
    approved.raise_for_status()
    seconds = _seconds_until(places, holds=True)

    # What the reader in WeChat sees came from the platform's own picture host.
    article = _get(_wechat_address(demo, page)).text
    assert "水写的字" in article
    assert "字是写给自己看的。" in article
    assert f"{demo.site}/media/" not in article, "the picture must be re-hosted"

    board = reviewer.get(f"/admin/board/?query={quote(title)}").text
    for channel in ("网站", "订阅", "搜索"):
        assert channel in board

    head = Desk(demo.site, "shuxie-head", demo.password("shuxie-head"))
    head.post(f"/admin/pages/{page}/unpublish/", {})
    gone = _seconds_until(places, holds=False)
    return max(seconds.values()), max(gone.values())
