"""The slice with an editor at a desk and a reviewer on a phone, in a real browser."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from cms.blocks import BodyBlock
from tests.acceptance.conftest import Demo
from tests.acceptance.desk import rows, until

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.acceptance,
    pytest.mark.needs("browser"),
]

DESK = {"width": 1440, "height": 1000}
PHONE = {"width": 390, "height": 844}
TITLE = "檐下听雨的人"


@pytest.fixture
def people(browser: Browser, demo: Demo) -> Iterator[Any]:
    """`people(username, viewport)`: a logged-in person's page."""
    contexts = []

    def log_in(username: str, viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{demo.site}/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", demo.password(username))
        page.click("button[type=submit]")
        page.wait_for_url(f"{demo.site}/admin/")
        return page

    yield log_in
    for context in contexts:
        context.close()


def _add_block(page: Page, name: str) -> None:
    label = str(BodyBlock().child_blocks[name].label)
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=label, exact=True).click()


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (1200, 800), "#6d7a6f").save(content, "JPEG")
    return content.getvalue()


def test_editor_writes_reviewer_approves_and_readers_read(
    people: Any, browser: Browser, demo: Demo
) -> None:
    ((section,),) = rows(
        demo.var,
        "SELECT child.id FROM wagtailcore_page child JOIN cms_articlesection s"
        " ON s.page_ptr_id = child.id JOIN wagtailcore_page above"
        " ON above.path = substr(child.path, 1, length(child.path) - 4)"
        " WHERE above.slug = 'shuxie'",
    )
    editor = people("shuxie-editor", DESK)
    editor.goto(f"{demo.site}/admin/pages/add/cms/articlepage/{section}/")
    editor.fill("[name=title]", TITLE)
    _add_block(editor, "paragraph")
    editor.locator(".public-DraftEditor-content").last.click()
    editor.keyboard.type("雨落在瓦上，像有人在磨墨。")
    _add_block(editor, "image")
    # The cover further down has the same button.
    editor.locator("[data-streamfield-child] [data-chooser-action-choose]:visible").last.click()
    editor.locator(".modal-content a[href='#tab-upload']").click()
    form = editor.locator(".modal-content form[data-chooser-modal-creation-form]")
    form.locator("[type=file]").set_input_files(
        {"name": "yanxia.jpg", "mimeType": "image/jpeg", "buffer": _picture()}
    )
    form.locator("[name$=title]").fill("檐下")
    form.locator("[type=submit]").click()
    expect(editor.locator(".modal-content")).to_have_count(0)
    _add_block(editor, "quotation")
    editor.locator("textarea[name*=value-text]").last.fill("听雨的人，都不赶路。")
    editor.locator("input[name=channels][value='wechat:shuxie']").check()
    editor.locator("footer .w-dropdown__toggle, nav .w-dropdown__toggle.button").last.click()
    editor.locator("button[name=action-submit]").click()
    # The page exists from the first autosave on; it is submitted when a review has begun.
    ((page_id, path),) = until(
        lambda: rows(
            demo.var,
            "SELECT p.id, p.url_path FROM wagtailcore_page p JOIN wagtailcore_workflowstate w"
            " ON w.object_id = p.id WHERE p.title = ? AND w.status = 'in_progress'",
            TITLE,
        )
    )
    reviewer = people("shuxie-reviewer", PHONE)
    reviewer.goto(f"{demo.site}/admin/pages/{page_id}/edit/")
    reviewer.locator("footer .w-dropdown__toggle, nav .w-dropdown__toggle.button").last.click()
    reviewer.locator("[data-workflow-action-name=approve]").first.click()
    until(lambda: rows(demo.var, "SELECT 1 FROM wagtailcore_page WHERE id = ? AND live", page_id))

    board = people("shuxie-editor", PHONE)
    board.goto(f"{demo.site}/admin/board/?query={TITLE}")
    line = board.locator(".board-line", has_text=TITLE)
    # The board looks again by itself until nothing moves.
    expect(line.locator(".board-cell")).to_have_count(4)
    expect(line.locator(".board-cell.board-there")).to_have_count(4, timeout=10_000)
    assert board.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    phone = browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    reader = phone.new_page()
    reader.goto(f"{demo.site}/{path.split('/', 2)[2]}")
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    reader.goto(f"{demo.site}/search/?q=磨墨")
    expect(reader.get_by_text(TITLE).first).to_be_visible()
    ((address,),) = rows(
        demo.var,
        "SELECT url FROM publishing_delivery WHERE article_id = ? AND channel = 'wechat:shuxie'",
        page_id,
    )
    reader.goto(address)
    expect(reader.get_by_text("都不赶路")).to_be_visible()
    picture = reader.locator("img").last
    assert picture.evaluate("e => e.complete && e.naturalWidth > 0")
    phone.close()
