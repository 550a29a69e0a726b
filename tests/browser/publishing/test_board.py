"""The board in a real browser: it changes by itself, fits a phone, and breaks no policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, expect

from publishing.contract import OutcomeUnknown, Refused, Turn
from publishing.runner import Runner
from tests.factories import pages
from tests.factories.channels import channels, memory

pytestmark = [
    pytest.mark.needs("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def site(live_server: Any) -> Iterator[str]:
    with channels():
        memory().failures = [Refused("标题太长,请改到 64 字以内。", turn=Turn.EDITOR)]
        pages.article(title="“山水间”:中国画邀请展暨学术研讨会在市美术馆开幕并将展至六月")
        Runner().run_once()
        memory().failures = [OutcomeUnknown("平台没有回答。")]
        pages.article(title="临帖三题", channels=["accounts:one", "accounts:two"])
        Runner().run_once()
        pages.work(title="兰亭序", channels=["accounts:one"])
        Runner().run_once()
        pages.article(title="新稿", channels=["accounts:one"])
        yield str(live_server.url)


@pytest.mark.parametrize("width", [390, 1440])
def test_it_changes_by_itself_and_fits(browser: Browser, site: str, width: int) -> None:
    client = Client()
    client.force_login(pages.office())
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": site,
            }
        ]
    )
    page = context.new_page()
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("console", listen)
    page.goto(f"{site}/admin/board/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".board-line")).to_have_count(4)
    new = page.locator(".board-line", has_text="新稿").locator(".board-cell")
    assert "board-waiting" in (new.first.get_attribute("class") or "")

    Runner().run_once()
    expect(new.first).to_have_class("board-cell board-there", timeout=5000)
    assert said == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    small = page.evaluate(
        "[...document.querySelectorAll('.board a, .board button, .board select, .board input')]"
        ".filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []

    page.locator(".board-person a").first.click()
    expect(page.locator(".board-state")).to_contain_text("标题太长")
    page.locator(".board-state button").click()
    expect(page.locator(".board-attempts > li")).to_have_count(2)
    assert said == []
    context.close()
