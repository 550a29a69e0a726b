"""The pages in a real browser: they fit a phone, and hostile HTML runs into the policy."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from publishing.channels.wechat.sandbox.process import RunningSandbox, running_sandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, picture

pytestmark = pytest.mark.needs("browser")

APPID = "wx0123456789abcdef"
HOSTILE = (
    "<script>window.reached = 1</script><img src='x' onerror='window.reached = 1'>"
    "<img src='http://127.0.0.1:9/a.png'>"
    "<iframe srcdoc='<script>parent.reached = 1</script>'></iframe>"
    "<link rel='stylesheet' href='http://127.0.0.1:9/a.css'><style>body{display:none}</style>"
    "<p style='background:url(http://127.0.0.1:9/b.png)'>正文</p><base href='http://127.0.0.1:9/'>"
)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sandbox") / "state.sqlite3"


@pytest.fixture(scope="module")
def sandbox(state: Path) -> Iterator[RunningSandbox]:
    account = {"appid": APPID, "secret": "secret", "name": "江城文艺"}
    with running_sandbox(state, accounts=[account]) as running:
        yield running


@pytest.fixture(scope="module")
def article(sandbox: RunningSandbox) -> str:
    """Where an article with a wide picture, a wide table and a long word can be read."""
    caller = Caller(sandbox, APPID)
    image = caller.upload("media/uploadimg", picture(size=(2000, 900)))["url"]
    wide = "<td>三百二十一页</td>" * 12
    done = caller.publish(
        caller.article(
            content=f'<p style="margin: 0 -900px 0 -900px">边</p><p><img src="{image}"></p>'
            f"<table><tbody><tr>{wide}</tr></tbody></table>"
            f"<p>{'a' * 300}</p><pre>{'b ' * 300}</pre>"
        )
    )
    address: str = done["article_detail"]["item"][0]["article_url"]
    return address


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=request.param
    )
    yield context.new_page()
    context.close()


def test_every_page_fits_a_phone_and_complains_of_nothing(
    sandbox: RunningSandbox, article: str, phone: Page
) -> None:
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    for address in (article, sandbox.address, f"{sandbox.address}/accounts/{APPID}"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") == 390, address
    assert complaints == []


def test_on_a_wide_screen_the_article_stands_in_a_phone(article: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(article)
    frame = page.locator(".phone").bounding_box()
    assert frame is not None
    assert frame["width"] < 450
    assert page.locator(".note").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    context.close()


def test_what_slips_through_the_sanitiser_runs_into_the_policy(
    sandbox: RunningSandbox, article: str, state: Path, browser: Browser
) -> None:
    # Put into the state by hand: the sanitiser takes it all away, so nothing gets here by a call.
    with sqlite3.connect(state) as db:
        [body] = db.execute("SELECT body FROM articles").fetchone()
        spoiled = json.dumps({**json.loads(body), "content": HOSTILE})
        db.execute("UPDATE articles SET body = ?", (spoiled,))
    db.close()
    context = browser.new_context()
    page = context.new_page()
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url))
    page.goto(article)
    assert page.get_by_text("正文").is_visible()
    assert page.evaluate("window.reached") is None
    assert all(address.startswith(sandbox.address) for address in loaded)
    assert page.locator(".note a").evaluate("link => link.href").startswith(sandbox.address)
    context.close()
    with sqlite3.connect(state) as db:
        db.execute("UPDATE articles SET body = ?", (body,))
    db.close()
