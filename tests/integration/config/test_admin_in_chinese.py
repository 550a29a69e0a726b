"""An editor and a reviewer go through the admin in Chinese and meet no English.

Looks at what the server sends: the words of the scripts come from the same catalogues, which
`tests/unit/config/test_catalogues.py` holds to be complete.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.models import ArticlePage, ArticleSection
from config import catalogues
from tests.factories import pages

pytestmark = pytest.mark.django_db

# Names, keys and formats that are the same in Chinese.
SAME_IN_CHINESE = re.compile(
    r"Wagtail v?[\d.]+|Wagtail|(?:Ctrl|⌘|Shift|Alt|Esc|\+| )+[a-z.,?\[]?$|"
    r"(?<![A-Za-z])(?:GIF|JPE?G|PNG|WEBP|AVIF|HEIC|URL|ID|HTML|CSV|XLSX|AppID|AppSecret|MB|English)(?![A-Za-z])|"
    # Addresses, slugs and the names of the people in this test.
    r"https?://\S+|[\w-]+@[\w.]+|(?:shuxie|wenlian)[\w-]*|testserver",
)
# English in Wagtail's own templates and data that no catalogue reaches.
OUT_OF_REACH = {
    "Actions",  # aria-label of the header's buttons
    "Root",  # title of the root of the page tree
    "None",  # content of a counter that is hidden until a script fills it
}
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:['’ -][A-Za-z]+)*")


@cache
def _english_words() -> frozenset[str]:
    return frozenset(entry.msgid for po in catalogues.sources() for entry in polib.pofile(str(po)))


def _english(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(["script", "style", "svg", "noscript", "textarea"]):
        tag.decompose()
    texts = [
        str(text).strip()
        for text in soup.find_all(string=True)
        # Comments and the document type.
        if not isinstance(text, PreformattedString)
    ]
    for tag in soup.find_all(True):
        texts += [
            str(tag[name]) for name in ("aria-label", "title", "placeholder") if tag.get(name)
        ]
    return [
        text
        for text in texts
        if text not in OUT_OF_REACH
        and (text in _english_words() or ENGLISH.search(SAME_IN_CHINESE.sub("", text)))
    ]


Look = Callable[..., str]


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    # A request's language stays with the thread after it.
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def look(client: Client) -> Look:
    def fetch(path: str, *, user: Any = None) -> str:
        if user is not None:
            client.force_login(user)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        html = answer.content.decode()
        assert _english(html) == [], path
        return html

    return fetch


def test_login(look: Look) -> None:
    html = look(reverse("wagtailadmin_login"))
    assert "登录云文艺" in html
    assert "密码" in html


def test_a_person_who_chose_english_gets_it(client: Client) -> None:
    editor = pages.editor(pages.association())
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(editor)
    assert "Delivery board" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_language_of_a_browser_changes_nothing(client: Client) -> None:
    answer = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "en"})
    assert "登录云文艺" in answer.content.decode()


def test_association_is_named_in_the_language_of_the_site() -> None:
    with translation.override("en"):
        owner = pages.association("zuoxie")
    assert pages.section(owner, ArticleSection).title == "资讯"


def test_editor_writes_and_submits(look: Look, client: Client) -> None:
    owner = pages.association()
    editor = pages.editor(owner)
    draft = pages.article(owner, title="临帖三题", live=False)
    news = pages.section(owner, ArticleSection)
    for path in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[owner.pk]),
        reverse("wagtailadmin_explore", args=[news.pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[news.pk]),
        reverse("wagtailadmin_pages:add", args=["cms", "articlepage", news.pk]),
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:search") + "?q=临帖",
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:add_multiple"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_account"),
        reverse("publishing_board:board"),
    ):
        look(path, user=editor)

    html = look(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert "保存草稿" in html
    assert "提交给书协审稿流程" in html


def test_reviewer_passes_it_on(look: Look) -> None:
    owner = pages.association()
    editor, reviewer = pages.editor(owner), pages.reviewer(owner)
    draft = pages.article(owner, title="临帖三题", live=False)
    workflow = draft.get_workflow()
    assert workflow.name == "书协审稿流程"
    state = workflow.start(draft, editor)

    html = look(reverse("wagtailadmin_home"), user=reviewer)
    assert "等待您审核" in html
    html = look(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert "通过" in html
    assert "退回修改" in html
    state.current_task_state.approve(user=reviewer)
    assert ArticlePage.objects.get(pk=draft.pk).live
    look(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    look(reverse("wagtailadmin_pages:workflow_history", args=[draft.pk]))
    look(reverse("wagtailadmin_pages:history", args=[draft.pk]))
    look(reverse("publishing_board:board"))


def test_head_withdraws_moves_and_deletes(look: Look) -> None:
    owner = pages.association()
    head = pages.head(owner)
    piece: Page = pages.article(owner, title="临帖三题")
    for name in ("unpublish", "delete", "copy", "edit", "history", "usage"):
        look(reverse(f"wagtailadmin_pages:{name}", args=[piece.pk]), user=head)


def test_office_sets_an_account_up(look: Look) -> None:
    pages.association()
    office = pages.office()
    for path in (
        reverse("wagtailadmin_home"),
        reverse("wechat_accounts:index"),
        reverse("wechat_accounts:add"),
        reverse("wagtailadmin_collections:index"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
    ):
        look(path, user=office)
