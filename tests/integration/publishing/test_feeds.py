"""The feeds as a reader's program sees them."""

import json
import re
from datetime import UTC, datetime

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import ArticleSection
from publishing.channels.feeds.models import Entry
from publishing.models import Delivery
from publishing.runner import Runner
from tests.factories import pages
from tests.factories.channels import channels
from tests.factories.golden import same_as_golden

pytestmark = pytest.mark.django_db

FEEDS = {"feeds": "publishing.channels.feeds.channel.FeedsChannel"}


@pytest.fixture(autouse=True)
def _feeds_alone():
    with channels(**FEEDS):
        yield


def released(**fields):
    page = pages.article(**fields)
    Runner().run_once()
    return page


def get(name: str, **headers):
    return Client().get(f"/feeds/{name}", headers=headers)


def ids(name: str) -> list[str]:
    return [item["id"] for item in get(f"{name}.json").json()["items"]]


@pytest.mark.parametrize(
    ("name", "version", "content_type"),
    [
        ("site.xml", "rss20", "application/rss+xml; charset=utf-8"),
        ("site.atom", "atom10", "application/atom+xml; charset=utf-8"),
    ],
)
def test_a_reader_understands_it(name, version, content_type):
    cover = pages.picture(width=1600, height=900)
    page = released(
        title="“山水间”:中国画邀请展 & 研讨会 <三>",
        byline="张三",
        digest="在水一方。",
        cover=cover,
        body=[
            pages.paragraph('请看<a href="/shuxie/">书协</a>。'),
            ("image", {"image": cover, "caption": "图一"}),
        ],
    )
    answer = get(name)
    assert answer["Content-Type"] == content_type
    feed = feedparser.parse(answer.content)
    assert (feed.bozo, feed.version) == (False, version)
    assert (feed.feed.title, feed.feed.link) == (
        "兰亭市文学艺术界联合会",
        "http://testserver/",
    )
    (entry,) = feed.entries
    assert entry.title == page.title
    assert entry.link == f"http://testserver/shuxie/news/{page.slug}/"
    assert entry.id == f"urn:x-yunwenyi:article:{page.pk}"
    assert entry.summary == "在水一方。"
    (content,) = entry.content
    assert 'href="http://testserver/shuxie/"' in content.value
    assert 'src="http://testserver/media/images/' in content.value
    enclosures = [(e.type, int(e.length) > 0) for e in entry.enclosures]
    assert enclosures == ([("image/jpeg", True)] if name == "site.xml" else [])
    assert "张三" in str(entry.get("authors"))


def test_json_feed_has_what_the_format_asks_for():
    page = released(title="临帖三题", byline="张三", cover=pages.picture())
    feed = get("site.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/feeds/site.json"
    (item,) = feed["items"]
    assert item["id"] == f"urn:x-yunwenyi:article:{page.pk}"
    assert item["authors"] == [{"name": "张三"}]
    assert item["image"].startswith("http://testserver/media/images/")
    assert datetime.fromisoformat(item["date_published"]).utcoffset() is not None
    assert "会稽山阴之兰亭" in item["content_html"]


def test_every_association_has_its_own():
    here = released(owner=pages.association("shuxie"))
    there = released(owner=pages.association("zuoxie"))
    assert ids("shuxie") == [f"urn:x-yunwenyi:article:{here.pk}"]
    assert set(ids("site")) == {f"urn:x-yunwenyi:article:{page.pk}" for page in (here, there)}
    assert get("nobody.xml").status_code == 404
    assert get("site.pdf").status_code == 404
    assert Client().post("/feeds/site.xml").status_code == 405


def test_whoever_has_the_newest_is_told_so():
    released()
    for name in ("site.xml", "site.atom", "site.json"):
        first = get(name)
        again = get(name, if_none_match=first["ETag"])
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert again["ETag"] == first["ETag"]
    etag = get("site.xml")["ETag"]
    page = released()
    assert get("site.xml", if_none_match=etag).status_code == 200
    etag = get("site.xml")["ETag"]
    page.unpublish()
    Runner().run_once()
    assert get("site.xml", if_none_match=etag).status_code == 200


def test_nobody_is_told_to_keep_what_was_withdrawn():
    released()
    page = released()
    later = "Fri, 01 Jan 2100 00:00:00 GMT"
    page.unpublish()
    Runner().run_once()
    assert get("site.xml", if_modified_since=later).status_code == 200


def test_what_is_withdrawn_leaves():
    page = released()
    assert len(ids("site")) == 1
    page.unpublish()
    Runner().run_once()
    assert ids("site") == []
    assert feedparser.parse(get("site.xml").content).bozo is False


def test_an_item_keeps_its_id_when_the_page_moves_and_changes():
    page = released(owner=pages.association("shuxie"))
    before = ids("site")
    page.move(pages.section(pages.association("zuoxie"), ArticleSection), pos="last-child")
    page.refresh_from_db()
    page.title, page.slug = "改题", "gai-ti"
    page.save_revision().publish()
    Runner().run_once()
    assert ids("site") == before == ids("zuoxie")
    assert ids("shuxie") == []
    (item,) = get("site.json").json()["items"]
    assert (item["url"], item["title"]) == ("http://testserver/zuoxie/news/gai-ti/", "改题")


@pytest.mark.parametrize("name", ["site.xml", "site.atom", "site.json"])
def test_characters_xml_forbids_break_no_feed(name):
    released(
        title="临\x0b帖\x01",
        byline="张\x08三",
        digest="\x1f在\ufffe",
        body=[("paragraph", "<p>水\x0c边 ]]> 😀</p>")],
    )
    Entry.objects.update(html=Entry.objects.get().html + "\x0b\ud7ff")
    answer = get(name)
    assert answer.status_code == 200
    if name == "site.json":
        (item,) = json.loads(answer.content)["items"]
        title, body = item["title"], item["content_html"]
    else:
        feed = feedparser.parse(answer.content)
        assert not feed.bozo
        title, body = feed.entries[0].title, feed.entries[0].content[0].value
    assert title == "临帖"
    assert "水" in body
    assert "😀" in body


def test_costs_the_same_for_one_entry_and_for_many():
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert get("site.xml").status_code == 200
        return len(asked)

    released(cover=pages.picture())
    queries()
    released(cover=pages.picture())
    before = queries()
    for _ in range(4):
        released(cover=pages.picture())
    assert queries() == before <= 5


def test_an_empty_feed_is_a_feed():
    pages.association()
    assert feedparser.parse(get("shuxie.atom").content).bozo is False


def test_golden():
    released(
        title="兰亭雅集纪事",
        byline="张三",
        digest="暮春之初,会于兰亭。",
        body=[
            ("heading", {"text": "缘起", "level": "2"}),
            pages.paragraph("永和九年,<b>岁在癸丑</b>。"),
            ("quotation", {"text": "群贤毕至", "attribution": "王羲之"}),
            ("verse", "仰观宇宙之大\n俯察品类之盛\n\n信可乐也"),
        ],
    )
    moment = datetime(2026, 4, 3, 1, 30, tzinfo=UTC)
    Entry.objects.update(released_at=moment, first_published_at=moment)
    number = str(Delivery.objects.get().article_id)
    for name in ("shuxie.xml", "shuxie.atom", "shuxie.json"):
        text = get(name).content.decode()
        text = text.replace(f"article:{number}", "article:1")
        text = re.sub(r"<lastBuildDate>.*?</lastBuildDate>", "<lastBuildDate/>", text)
        same_as_golden(f"feeds/{name}", text)
