"""The editing form: which channels it offers, and what they would refuse, at the field."""

import pytest

from cms.models import ArticlePage
from publishing.channels.memory import MemoryChannel
from publishing.contract import Objection
from tests.factories import pages
from tests.factories.channels import channels

pytestmark = pytest.mark.django_db


def form_for(page: ArticlePage, user, data=None):
    handler = ArticlePage.get_edit_handler()
    return handler.get_form_class()(data=data, instance=page, for_user=user)


def filled(page: ArticlePage, **changes) -> dict[str, object]:
    data: dict[str, object] = {
        "title": page.title,
        "slug": page.slug,
        "date": "2026-04-03",
        "category": "news",
        "body-count": "0",
        **{f"attachments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")},
        **{f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")},
    }
    return data | changes


@pytest.fixture(autouse=True)
def _channels():
    with channels():
        yield


def test_accounts_are_offered_with_what_will_happen():
    page = pages.article(live=False)
    field = form_for(page, pages.office()).fields["channels"]
    assert [value for value, _ in field.choices] == ["accounts:one", "accounts:two"]
    assert "发布后不能修改" in str(field.choices[0][1])


def test_a_tick_is_kept_and_one_for_a_closed_account_is_not_dropped():
    page = pages.article(live=False, channels=["accounts:closed"])
    user = pages.office()
    choices = [value for value, _ in form_for(page, user).fields["channels"].choices]
    assert choices == ["accounts:one", "accounts:two", "accounts:closed"]
    form = form_for(page, user, filled(page, channels=["accounts:one", "accounts:closed"]))
    assert form.is_valid(), form.errors
    assert form.instance.channels == ["accounts:one", "accounts:closed"]


def test_a_channel_that_was_not_offered_cannot_be_ticked():
    page = pages.article(live=False)
    form = form_for(page, pages.office(), filled(page, channels=["wechat:zuoxie"]))
    assert not form.is_valid()
    assert list(form.errors) == ["channels"]


@pytest.mark.parametrize(("field", "shown_at"), [("digest", "digest"), ("nowhere", "__all__")])
def test_what_a_channel_would_refuse_is_shown_at_the_field(monkeypatch, field, shown_at):
    monkeypatch.setattr(
        MemoryChannel,
        "preflight",
        lambda *_: [Objection(sentence="The digest is too long.", field=field)],
    )
    page = pages.article(live=False)
    form = form_for(page, pages.office(), filled(page))
    assert not form.is_valid()
    assert form.errors[shown_at] == ["Memory: The digest is too long."]


def test_a_draft_is_saved_however_unfinished(monkeypatch):
    monkeypatch.setattr(
        MemoryChannel, "preflight", lambda *_: [Objection(sentence="No.", field="title")]
    )
    page = pages.article(live=False)
    form = form_for(page, pages.office(), filled(page))
    form.defer_required_fields()
    assert form.is_valid(), form.errors
