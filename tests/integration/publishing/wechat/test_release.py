"""An article on its way into an account, and back: by the ledger, over a socket."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from publishing import clock, outbox, registry
from publishing.channels.wechat.calls import Calls
from publishing.channels.wechat.models import Account, Upload
from publishing.channels.wechat.sandbox.process import RunningSandbox
from publishing.models import Delivery, Outcome
from publishing.runner import Runner
from tests.factories import pages
from tests.integration.publishing.wechat.conftest import APPID

pytestmark = pytest.mark.django_db
CHANNEL = "wechat:shuxie"
SECONDS = 15.0


def carry(page: Any, *, seconds: float = SECONDS) -> Delivery:
    """Run until the row settles, needs a person, or is not due within that time."""
    row = Delivery.objects.get(article=page.pk, channel=CHANNEL)
    deadline = time.monotonic() + seconds
    runner = Runner()
    while True:
        runner.run_once()
        row.refresh_from_db()
        wait = (row.due_at - clock.now()).total_seconds()
        if row.wanted_seq == row.have_seq or row.given_up or wait > deadline - time.monotonic():
            return row
        time.sleep(max(wait, 0.01))


def settled(row: Delivery) -> bool:
    return row.wanted_seq == row.have_seq


def last_sentence(row: Delivery) -> str:
    attempt = row.log.first()
    return attempt.sentence if attempt else ""


@pytest.fixture
def picture(account: Account) -> Any:
    return pages.picture(width=900, height=600, title="临帖")


def article(picture: Any, **fields: Any) -> Any:
    fields.setdefault(
        "body", [pages.paragraph("永和九年。"), ("image", {"image": picture, "caption": "局部"})]
    )
    fields.setdefault("title", "临帖三题")
    return pages.article(pages.association("shuxie"), channels=[CHANNEL], **fields)


def edit(page: Any, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def seen(sandbox: RunningSandbox) -> list[dict[str, Any]]:
    return [held for held in sandbox.published(APPID) if held["gone"] is None]


def calls(sandbox: RunningSandbox, path: str) -> int:
    return sandbox.count(appid=APPID, path=f"/cgi-bin/{path}")


def test_article_is_published_with_its_pictures_in_two_seconds(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    began = time.monotonic()
    row = carry(page)
    assert settled(row), last_sentence(row)
    assert time.monotonic() - began < 2
    (published,) = seen(sandbox)
    assert published["title"] == "临帖三题"
    assert row.url == published["url"]
    assert f"{sandbox.address}/mmbiz/" in published["content"]
    assert "testserver/media" not in published["content"]
    assert published["content_source_url"].startswith(page.full_url)
    assert sandbox.drafts(APPID) == []


def test_board_shows_every_call_and_no_secret(picture: Any, sandbox: RunningSandbox) -> None:
    row = carry(article(picture))
    notes = str(list(row.log.values_list("notes", flat=True)))
    for path in ("stable_token", "uploadimg", "add_material", "draft/add", "freepublish/submit"):
        assert path in notes
    assert "access_token" not in notes
    assert Account.objects.get().access_token.reveal() not in notes
    assert Account.objects.get().secret.reveal() not in notes


def test_nothing_is_uploaded_twice(picture: Any, sandbox: RunningSandbox) -> None:
    carry(article(picture))
    carry(article(picture, title="再临"))
    assert calls(sandbox, "media/uploadimg") == 1
    assert calls(sandbox, "material/add_material") == 1
    assert Upload.objects.count() == 2
    assert len(seen(sandbox)) == 2


def test_withdrawn_article_is_gone(picture: Any, sandbox: RunningSandbox) -> None:
    page = article(picture)
    carry(page)
    page.unpublish()
    row = carry(page)
    assert settled(row)
    assert row.have is None
    assert seen(sandbox) == []


def test_withdrawal_waits_for_a_publication_under_way(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    Runner().run_once()  # submitted
    page.unpublish()
    row = carry(page)
    assert settled(row)
    assert len(sandbox.published(APPID)) == 1
    assert seen(sandbox) == []
    assert sandbox.drafts(APPID) == []


def test_withdrawal_of_what_was_never_sent_asks_nobody(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    page.unpublish()
    assert settled(carry(page))
    assert sandbox.count(appid=APPID) == 0


def test_revision_that_looks_the_same_settles_without_a_second_article(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    first = carry(page)
    edit(page, slug="lin-tie-moved")
    row = carry(page)
    assert settled(row)
    assert row.have != first.have
    assert row.url == first.url
    assert len(sandbox.published(APPID)) == 1


def test_edited_article_stays_published_and_a_person_is_told(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    first = carry(page)
    edit(page, title="临帖三题（修订）")
    row = carry(page)
    assert row.given_up
    assert row.log.first().turn == "operator"
    assert row.have == first.have
    assert [held["title"] for held in seen(sandbox)] == ["临帖三题"]

    # Withdrawn and released anew, it is published anew.
    page.unpublish()
    assert settled(carry(page))
    page.refresh_from_db()
    page.get_latest_revision().publish()
    assert settled(carry(page))
    assert [held["title"] for held in seen(sandbox)] == ["临帖三题（修订）"]


def test_operator_who_mends_the_published_article_by_hand_settles_it(
    picture: Any, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(picture)
    carry(page)
    edit(page, title="临帖三题（修订）")
    row = carry(page)
    assert row.given_up
    outbox.want_again(row)
    assert carry(page).given_up  # Nothing was changed there yet.

    read = Calls.article

    def mended(calls: Calls, article_id: str) -> Mapping[str, Any] | None:
        there = read(calls, article_id)
        # The web editor leaves markup of its own: only the words count.
        return {
            **(there or {}),
            "title": "临帖三题（修订）",
            "content": f"<section>{(there or {})['content']}\n</section>",
        }

    monkeypatch.setattr(Calls, "article", mended)
    outbox.want_again(row)
    assert settled(carry(page))
    assert calls(sandbox, "freepublish/submit") == 1


def test_draft_that_vanished_after_a_doubtful_submit_is_not_made_again_unasked(
    picture: Any, account: Account, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.configured()["wechat"], "_settles", timedelta(seconds=1))
    sandbox.add_fault("drop_connection", when="before", path="/cgi-bin/freepublish/submit", count=1)
    page = article(picture)
    Runner().run_once()
    (draft,) = sandbox.drafts(APPID)
    with Calls(account, lambda step, detail: None) as by_hand:
        by_hand.delete_draft(draft["media_id"])
    row = carry(page)
    assert row.given_up
    assert row.log.first().turn == "operator"
    assert sandbox.drafts(APPID) == []
    # The operator looked: it is not there.
    outbox.want_again(row)
    assert settled(carry(page))
    assert len(seen(sandbox)) == 1


def test_two_revisions_in_a_row_publish_the_later(picture: Any, sandbox: RunningSandbox) -> None:
    """The draft of the first is changed in place, if it was not submitted yet."""
    sandbox.add_fault("errcode", errcode=45009, path="/cgi-bin/freepublish/submit", count=1)
    page = article(picture)
    row = carry(page, seconds=1)
    assert len(sandbox.drafts(APPID)) == 1
    edit(page, title="临帖四题")
    row = carry(page)
    assert settled(row), last_sentence(row)
    assert [held["title"] for held in sandbox.published(APPID)] == ["临帖四题"]
    assert calls(sandbox, "draft/add") == 1
    assert sandbox.drafts(APPID) == []


def test_article_taken_down_by_hand_is_published_anew_when_released_again(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    carry(page)
    (published,) = seen(sandbox)
    sandbox.take_down(APPID, published["article_id"])
    edit(page, title="临帖五题")
    assert settled(carry(page))
    assert [held["title"] for held in seen(sandbox)] == ["临帖五题"]


@pytest.mark.parametrize("status", [2, 3, 4])
def test_refused_publication_needs_a_person_and_can_be_tried_again(
    picture: Any, sandbox: RunningSandbox, status: int
) -> None:
    sandbox.change_account(APPID, publish={"next_statuses": [status]})
    page = article(picture)
    row = carry(page)
    assert row.given_up
    assert last_sentence(row)
    outbox.want_again(row)
    assert settled(carry(page))
    assert len(sandbox.published(APPID)) == 1
    assert calls(sandbox, "draft/add") == 1


def test_editor_mends_what_the_review_refused(picture: Any, sandbox: RunningSandbox) -> None:
    sandbox.change_account(APPID, publish={"next_statuses": [4]})
    page = article(picture)
    assert carry(page).given_up
    edit(page, title="改过的题目")
    assert settled(carry(page))
    assert [held["title"] for held in sandbox.published(APPID)] == ["改过的题目"]


def test_dead_token_is_replaced_once(picture: Any, sandbox: RunningSandbox) -> None:
    carry(article(picture))
    sandbox.revoke_tokens(APPID)
    before = calls(sandbox, "stable_token")
    assert settled(carry(article(picture, title="再临")))
    assert calls(sandbox, "stable_token") == before + 1


def test_spent_quota_waits_for_tomorrow(picture: Any, sandbox: RunningSandbox) -> None:
    sandbox.change_account(APPID, quota={"/cgi-bin/freepublish/submit": 0})
    row = carry(article(picture), seconds=1)
    assert not row.given_up
    assert not settled(row)
    assert 0 < (row.due_at - clock.now()).total_seconds() <= 24 * 3600 + 120
    assert row.log.first().outcome == Outcome.LATER


def test_cover_deleted_from_the_library_is_brought_again(
    picture: Any, sandbox: RunningSandbox
) -> None:
    carry(article(picture))
    Upload.objects.filter(purpose=Upload.Purpose.COVER).update(media_id="cleared")
    assert settled(carry(article(picture, title="再临")))
    assert len(seen(sandbox)) == 2


# What the platform does not let everybody do (A5)


def test_unverified_account_gets_a_draft_and_its_operator_a_sentence(
    picture: Any, sandbox: RunningSandbox
) -> None:
    sandbox.change_account(APPID, verified=False)
    page = article(picture)
    row = carry(page, seconds=1)
    assert not settled(row)
    assert not row.given_up
    assert row.log.first().outcome == Outcome.UNDER_WAY
    assert last_sentence(row)
    assert len(sandbox.drafts(APPID)) == 1
    assert Account.objects.get().publishes == Account.Ladder.DRAFT

    # Edited meanwhile: the draft changes in place.
    edit(page, title="临帖四题")
    carry(page, seconds=1)
    (draft,) = sandbox.drafts(APPID)
    assert draft["articles"][0]["title"] == "临帖四题"

    # The operator publishes it: noticed at the next look.
    sandbox.publish_by_hand(APPID, draft["media_id"])
    outbox.want_again(row)
    assert settled(carry(page))
    assert len(seen(sandbox)) == 1

    # Taking it back is the operator's too, who says so by trying again.
    page.unpublish()
    row = carry(page)
    assert row.given_up
    assert row.log.first().turn == "operator"
    outbox.want_again(row)
    assert settled(carry(page))


def test_draft_of_an_unverified_account_is_withdrawn(picture: Any, sandbox: RunningSandbox) -> None:
    sandbox.change_account(APPID, verified=False)
    page = article(picture)
    carry(page, seconds=1)
    page.unpublish()
    assert settled(carry(page))
    assert sandbox.drafts(APPID) == []


def test_operator_of_a_draft_account_publishes_and_its_address_is_found(
    picture: Any, sandbox: RunningSandbox
) -> None:
    Account.objects.update(publishes=Account.Ladder.DRAFT)
    page = article(picture)
    row = carry(page, seconds=1)
    (draft,) = sandbox.drafts(APPID)
    sandbox.publish_by_hand(APPID, draft["media_id"])
    outbox.want_again(row)
    row = carry(page)
    assert settled(row)
    assert row.url == seen(sandbox)[0]["url"]


# Faults: whatever goes wrong on the wire, one article


KINDS = ("drop_connection", "http502", "truncated_json", "html200", "-1")
FAULTS = [
    *((kind, path) for kind in KINDS for path in ("draft/add", "freepublish/submit")),
    ("drop_connection", "stable_token"),
    ("drop_connection", "media/uploadimg"),
    ("drop_connection", "material/add_material"),
    ("http502", "freepublish/get"),
]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("kind", "path"), FAULTS)
def test_one_article_whatever_the_wire_does(
    picture: Any, sandbox: RunningSandbox, monkeypatch: Any, kind: str, path: str, when: str
) -> None:
    monkeypatch.setattr(registry.configured()["wechat"], "_settles", timedelta(seconds=1.5))
    sandbox.change_account(APPID, publish={"double_submit": True})
    sandbox.add_fault(kind, when=when, path=f"/cgi-bin/{path}", count=1)
    row = carry(article(picture))
    assert settled(row), [(a.outcome, a.sentence, a.notes) for a in row.log.all()]
    assert len(seen(sandbox)) == 1
    assert sandbox.drafts(APPID) == []


def test_text_that_is_too_long_is_the_editors_and_sends_nothing(
    picture: Any, sandbox: RunningSandbox
) -> None:
    row = carry(article(picture, title="题" * 33))
    assert row.given_up
    assert row.log.first().turn == "editor"
    assert "32" in last_sentence(row)
    assert sandbox.count(appid=APPID) == 0
