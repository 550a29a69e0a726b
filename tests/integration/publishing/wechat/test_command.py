"""`manage.py wechat_account`: an account without the admin."""

import io

import pytest
from django.core.management import CommandError, call_command

from publishing.channels.wechat.models import Account
from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat.conftest import APPID, SECRET

pytestmark = pytest.mark.django_db


def _run(monkeypatch: pytest.MonkeyPatch, secret: str, *arguments: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
    out = io.StringIO()
    call_command("wechat_account", *arguments, stdout=out)
    return out.getvalue()


def test_sets_up_and_tests(monkeypatch: pytest.MonkeyPatch, sandbox: RunningSandbox) -> None:
    said = _run(
        monkeypatch, SECRET,
        "shuxie", "--appid", APPID, "--association", "shuxie", "--base-url", sandbox.address,
    )  # fmt: skip
    account = Account.objects.get(slug="shuxie")
    assert account.secret.reveal() == SECRET
    assert account.association == "shuxie"
    assert "wechat:shuxie" in said
    assert "✗" not in said
    assert SECRET not in said


def test_wrong_secret_is_told_and_the_account_kept(
    monkeypatch: pytest.MonkeyPatch, sandbox: RunningSandbox
) -> None:
    with pytest.raises(CommandError):
        _run(monkeypatch, "wrong", "shuxie", "--appid", APPID, "--base-url", sandbox.address)
    assert Account.objects.filter(slug="shuxie").exists()


@pytest.mark.parametrize(
    ("secret", "appid"), [("", APPID), (SECRET, "gh_123")], ids=["no secret", "no AppID"]
)
def test_what_cannot_be_used_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, secret: str, appid: str
) -> None:
    with pytest.raises(CommandError):
        _run(monkeypatch, secret, "shuxie", "--appid", appid, "--no-test")
    assert not Account.objects.exists()
