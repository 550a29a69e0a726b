"""Pages in a real browser: nothing overflows, nothing is blocked, on a phone and at a desk."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from tests.factories import pages

pytestmark = [
    pytest.mark.needs("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def site(live_server: Any) -> str:
    shuxie = pages.association("shuxie", seal="书协", motto="守墨")
    person = pages.person(title="沈砚秋")
    scroll = pages.work(
        shuxie,
        title="兰亭序手卷",
        format="hand_scroll",
        pictures=[pages.picture(width=6000, height=600)],
        makers=[person],
        inscription="永和九年\n岁在癸丑",
    )
    pages.article(
        shuxie,
        title="一个很长很长的标题要在三百九十像素宽的手机上也排得下来而不溢出",
        body=[
            (
                "paragraph",
                "<p>https://example.org/a-very-long-address-without-any-break" * 3 + "</p>",
            ),
            ("image", {"image": pages.picture(), "caption": "旧拓"}),
            ("work", scroll),
        ],
    )
    pages.exhibition(shuxie, title="砚边", works=[scroll])
    return str(live_server.url)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_overflows_or_breaks_the_policy(
    browser: Browser, site: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN"
    )
    page = context.new_page()
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", listen)
    seen = ["/", "/shuxie/", "/shuxie/news/", "/works/", "/shuxie/works/lan-ting-xu-shou-juan/",
            "/shuxie/exhibitions/yan-bian/", "/artists/", "/search/?q=永和"]  # fmt: skip
    page.goto(f"{site}/shuxie/news/")
    seen.append(page.locator(".entry h3 a").first.get_attribute("href") or "")
    for address in seen:
        page.goto(f"{site}{address}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []
    context.close()


def test_hand_scroll_begins_at_its_right_end(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/shuxie/works/lan-ting-xu-shou-juan/")
    page.wait_for_load_state("networkidle")
    picture = page.locator(".work-picture img").bounding_box()
    assert picture is not None
    assert picture["width"] > 1000
    assert abs(picture["x"] + picture["width"] - 390) < 40
    context.close()
