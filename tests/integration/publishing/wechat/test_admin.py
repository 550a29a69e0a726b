"""The office sets an account up, tests it, and reads what is wrong in plain words."""

import pytest
from django.test import Client
from django.urls import reverse

from publishing.channels.wechat.models import Account
from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.factories import pages
from tests.integration.publishing.wechat.conftest import APPID, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(pages.office())
    return client


def fields(sandbox: RunningSandbox, **changes: str) -> dict[str, str]:
    return {
        "name": "兰亭书协",
        "slug": "shuxie",
        "association": "shuxie",
        "appid": APPID,
        "secret": SECRET,
        "base_url": f"{sandbox.address}/",
        "kind": "subscription",
        "publishes": "publish",
        "author": "兰亭书协",
        **changes,
    }


def test_office_sets_an_account_up(office: Client, sandbox: RunningSandbox) -> None:
    pages.association("shuxie")
    answer = office.post(reverse("wechat_accounts:add"), fields(sandbox))
    assert answer.status_code == 302, answer.context["form"].errors
    account = Account.objects.get()
    assert account.secret.reveal() == SECRET
    assert account.association == "shuxie"

    form = office.get(reverse("wechat_accounts:edit", args=[account.pk])).content.decode()
    assert SECRET not in form
    assert reverse("wechat_accounts:test", args=[account.pk]) in form

    # Empty means: as it is.
    changed = fields(sandbox, secret="", author="书协编辑部", slug="other")
    answer = office.post(reverse("wechat_accounts:edit", args=[account.pk]), changed)
    assert answer.status_code == 302
    account = Account.objects.get()
    assert (account.slug, account.author) == ("shuxie", "书协编辑部")
    assert account.secret.reveal() == SECRET


def test_a_new_account_needs_its_secret(office: Client, sandbox: RunningSandbox) -> None:
    answer = office.post(reverse("wechat_accounts:add"), fields(sandbox, secret="", association=""))
    assert answer.status_code == 200
    assert "secret" in answer.context["form"].errors
    assert not Account.objects.exists()


def test_the_secret_follows_no_new_address_unasked(
    office: Client, account: Account, sandbox: RunningSandbox
) -> None:
    """Whoever may change the address could otherwise have the stored secret sent to himself."""
    edit = reverse("wechat_accounts:edit", args=[account.pk])
    elsewhere = fields(sandbox, association="", secret="", base_url="http://127.0.0.1:9/")
    answer = office.post(edit, elsewhere)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["secret"]
    assert Account.objects.get().base_url == account.base_url

    answer = office.post(edit, {**elsewhere, "secret": SECRET})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Account.objects.get().base_url == "http://127.0.0.1:9/"


def test_list_shows_the_accounts(office: Client, account: Account) -> None:
    page = office.get(reverse("wechat_accounts:index")).content.decode()
    assert "兰亭书协" in page
    assert reverse("wechat_accounts:test", args=[account.pk]) in page


@pytest.mark.parametrize("name", ["index", "add", "edit", "test"])
def test_editors_of_an_association_see_no_accounts(
    client: Client, account: Account, name: str
) -> None:
    client.force_login(pages.editor(pages.association("shuxie")))
    args = [account.pk] if name in {"edit", "test"} else []
    answer = client.get(reverse(f"wechat_accounts:{name}", args=args))
    assert answer.status_code in {302, 403}
    assert "wechat-accounts" not in client.get(reverse("wagtailadmin_home")).content.decode()


def said(office: Client, account: Account) -> str:
    return office.get(reverse("wechat_accounts:test", args=[account.pk])).content.decode()


def test_the_test_tells_that_all_is_well(
    office: Client, account: Account, sandbox: RunningSandbox
) -> None:
    text = said(office, account)
    assert text.count('data-ok="yes"') == 3
    assert 'data-ok="no"' not in text


def test_the_test_learns_that_an_account_may_not_publish(
    office: Client, account: Account, sandbox: RunningSandbox
) -> None:
    sandbox.change_account(APPID, verified=False)
    assert "48001" in said(office, account)
    account.refresh_from_db()
    assert account.publishes == Account.Ladder.DRAFT
    sandbox.change_account(APPID, verified=True)
    said(office, account)
    account.refresh_from_db()
    assert account.publishes == Account.Ladder.PUBLISH


def test_the_test_names_the_address_that_is_not_allowed(
    office: Client, account: Account, sandbox: RunningSandbox
) -> None:
    sandbox.change_account(APPID, ip_allow=["203.0.113.7"])
    text = said(office, account)
    assert "40164" in text
    assert "127.0.0.1" in text


def test_the_test_says_that_the_secret_is_wrong(
    office: Client, account: Account, sandbox: RunningSandbox
) -> None:
    sandbox.change_account(APPID, secret="another")
    text = said(office, account)
    assert "AppSecret 不对" in text
    assert text.count('data-ok="no"') == 1


def test_the_test_says_that_nothing_answers(office: Client, account: Account) -> None:
    Account.objects.update(base_url="http://127.0.0.1:9/")
    assert 'data-ok="no"' in said(office, account)
