"""What the facts allow a platform to answer and the sandbox does not: found with another peer."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from publishing import outbox, registry
from publishing.channels.wechat import limits
from publishing.channels.wechat.calls import Calls, Job, Listed
from publishing.channels.wechat.client import Client
from publishing.channels.wechat.models import Account, Upload
from publishing.channels.wechat.sandbox.process import RunningSandbox
from publishing.channels.wechat.source_url import edition_in
from publishing.contract import OutcomeUnknown, TryLater
from publishing.models import Delivery
from tests.integration.publishing.wechat.conftest import APPID
from tests.integration.publishing.wechat.test_release import (
    article,
    calls,
    carry,
    edit,
    last_sentence,
    picture,
    seen,
    settled,
)

__all__ = ["picture"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ANSWER = dict[str, Any]


@pytest.fixture
def platform_says(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[str, ANSWER], ANSWER]], Calls]:
    """Calls of an account at a platform that answers (path, data) by a function."""

    def build(answer: Callable[[str, ANSWER], ANSWER]) -> Calls:
        def call(self: Client, method: str, path: str, **kwargs: Any) -> ANSWER:
            if path == "cgi-bin/stable_token" and answer is not no_token:
                return {"access_token": "t", "expires_in": 7200}
            return answer(path, dict(kwargs.get("data") or {}))

        monkeypatch.setattr(Client, "call", call)
        account = Account.objects.create(name="书协", slug="a", appid="wx1", secret="s" * 32)
        return Calls(account, lambda step, detail: None)

    return build


def no_token(path: str, data: ANSWER) -> ANSWER:
    return {"errcode": 0, "errmsg": "ok"}


def entry(number: int, moment: datetime, **fields: Any) -> ANSWER:
    piece = {"content_source_url": f"http://testserver/?n={number}", "url": "http://mp/"}
    return {
        "media_id": f"m{number}",
        "content": {"news_item": [piece]},
        "update_time": int(moment.timestamp()),
        **fields,
    }


def listing(entries: list[ANSWER]) -> Callable[[str, ANSWER], ANSWER]:
    def answer(path: str, data: ANSWER) -> ANSWER:
        items = entries[data["offset"] : data["offset"] + data["count"]]
        return {"total_count": len(entries), "item_count": len(items), "item": items}

    return answer


def ids(listed: Any) -> list[str]:
    return [one.id for one in listed]


def test_list_that_begins_with_the_oldest_is_read_to_its_end(platform_says: Any) -> None:
    entries = [entry(n, NOW - timedelta(days=45 - n)) for n in range(45)]
    with platform_says(listing(entries)) as box:
        assert len(ids(box.drafts(pages=20, since=NOW - timedelta(hours=1)))) == 45


def test_list_that_begins_with_the_newest_is_left_where_only_older_ones_follow(
    platform_says: Any,
) -> None:
    entries = [entry(n, NOW - timedelta(days=n)) for n in range(45)]
    with platform_says(listing(entries)) as box:
        # Whole pages: a clock that is wrong hides nothing that was read anyhow.
        assert len(ids(box.drafts(pages=20, since=NOW - timedelta(hours=1)))) == 40
        assert len(ids(box.drafts(pages=20, since=NOW + timedelta(days=1)))) == 20


@pytest.mark.parametrize("nothing", [{"item": None}, {}, {"item": []}])
def test_empty_list_in_any_form_is_empty(platform_says: Any, nothing: ANSWER) -> None:
    with platform_says(lambda path, data: {"total_count": 0, **nothing}) as box:
        assert ids(box.drafts(pages=20)) == []
        assert box.newest_pictures() == []


def test_list_that_leaves_out_too_much_is_asked_for_in_full(platform_says: Any) -> None:
    asked = []

    def answer(path: str, data: ANSWER) -> ANSWER:
        asked.append(data["no_content"])
        found = entry(1, NOW)
        if data["no_content"]:
            del found["content"]
        return {"total_count": 1, "item": [found]}

    with platform_says(answer) as box:
        assert ids(box.drafts(pages=20)) == ["m1"]
    assert asked == [1, 0]


def test_time_may_stand_inside_and_address_may_be_escaped(platform_says: Any) -> None:
    found = entry(1, NOW)
    found["content"]["update_time"] = found.pop("update_time")
    (piece,) = found["content"]["news_item"]
    piece["content_source_url"] = "http://testserver/?from=wechat&amp;ywy=7-0123456789abcdef"
    with platform_says(listing([found])) as box:
        (listed,) = box.drafts(pages=1)
    assert listed.changed_at == NOW
    assert edition_in(listed.source_url, "7") == "0123456789abcdef"


@pytest.mark.parametrize("answer", [{}, {"errcode": 0, "errmsg": "ok"}])
def test_answer_that_lists_nothing_is_no_empty_list(platform_says: Any, answer: ANSWER) -> None:
    """Else a published article would count as gone, and be published again."""
    with platform_says(lambda path, data: answer) as box:
        with pytest.raises(TryLater):
            ids(box.published(pages=5))
        with pytest.raises(TryLater):
            box.article("a")
        with pytest.raises(TryLater):
            box.draft_is_there("m")
        with pytest.raises(TryLater):
            box.newest_pictures()


@pytest.mark.parametrize("answer", [{}, {"errcode": 0, "errmsg": "ok"}, {"media_id": ""}])
def test_success_that_names_nothing_leaves_it_open(platform_says: Any, answer: ANSWER) -> None:
    with platform_says(lambda path, data: answer) as box:
        with pytest.raises(OutcomeUnknown):
            box.add_draft({})
        with pytest.raises(OutcomeUnknown):
            box.submit("m")
        with pytest.raises(TryLater):
            box.upload_cover(("a.jpg", b"", "image/jpeg"))
        with pytest.raises(TryLater):
            box.job("1")


def test_token_that_is_none_is_asked_for_again(platform_says: Any) -> None:
    with platform_says(no_token) as box, pytest.raises(TryLater):
        box.count_drafts()


# On the way


def test_cover_that_is_refused_as_a_picture_goes_as_a_thumb(
    picture: Any, sandbox: RunningSandbox
) -> None:
    sandbox.add_fault("errcode", errcode=40007, path="/cgi-bin/draft/add", count=2)
    row = carry(article(picture))
    assert settled(row), last_sentence(row)
    assert len(seen(sandbox)) == 1
    assert calls(sandbox, "draft/add") == 3
    # The next article goes the short way.
    cover = Upload.objects.get(purpose=Upload.Purpose.COVER)
    assert settled(carry(article(picture, title="再临")))
    assert calls(sandbox, "draft/add") == 4
    assert Upload.objects.get(purpose=Upload.Purpose.COVER).media_id == cover.media_id


def test_picture_that_is_refused_for_its_size_is_sent_smaller(
    picture: Any, sandbox: RunningSandbox
) -> None:
    sandbox.add_fault("errcode", errcode=40009, path="/cgi-bin/media/uploadimg", count=1)
    assert settled(carry(article(picture)))
    assert calls(sandbox, "media/uploadimg") == 2
    assert len(seen(sandbox)) == 1


def test_looks_of_the_day_used_up_the_list_tells_the_end(
    picture: Any, sandbox: RunningSandbox
) -> None:
    sandbox.add_fault("errcode", errcode=45009, path="/cgi-bin/freepublish/get", count=50)
    row = carry(article(picture))
    assert settled(row), last_sentence(row)
    (published,) = seen(sandbox)
    assert row.url == published["url"]
    assert row.handle["article_id"] == published["article_id"]


def test_publication_that_does_not_say_where_is_found_in_the_list(
    picture: Any, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Calls.job
    monkeypatch.setattr(
        Calls, "job", lambda calls, publish_id: Job(status=look(calls, publish_id).status)
    )
    row = carry(article(picture))
    assert settled(row), last_sentence(row)
    (published,) = seen(sandbox)
    assert row.url == published["url"]


def _waiting_draft(page: Any, sandbox: RunningSandbox) -> str:
    """Its media_id; submitting it has to wait."""
    sandbox.add_fault("errcode", errcode=45009, path="/cgi-bin/freepublish/submit", count=1)
    carry(page, seconds=1)
    (draft,) = sandbox.drafts(APPID)
    return str(draft["media_id"])


def test_draft_published_by_hand_is_found_though_the_list_lags(
    picture: Any, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(picture)
    sandbox.publish_by_hand(APPID, _waiting_draft(page, sandbox))
    monkeypatch.setattr(limits, "LIST_LAGS", (timedelta(milliseconds=100),))
    read, asked = Calls.published, []

    def lagging(calls: Calls, **kwargs: Any) -> Any:
        asked.append(1)
        return iter(()) if len(asked) == 1 else read(calls, **kwargs)

    monkeypatch.setattr(Calls, "published", lagging)
    outbox.want_again(Delivery.objects.get(article=page.pk, channel="wechat:shuxie"))
    row = carry(page)
    assert settled(row), last_sentence(row)
    assert len(asked) == 2
    assert len(sandbox.published(APPID)) == 1


def test_draft_published_by_hand_and_then_edited_is_not_published_beside_it(
    picture: Any, sandbox: RunningSandbox
) -> None:
    page = article(picture)
    sandbox.publish_by_hand(APPID, _waiting_draft(page, sandbox))
    edit(page, title="临帖三题（修订）")
    row = carry(page)
    assert row.given_up
    assert len(sandbox.published(APPID)) == 1
    assert sandbox.drafts(APPID) == []


def test_withdrawal_minds_no_draft_that_only_the_list_still_shows(
    picture: Any, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.configured()["wechat"], "_settles", timedelta(seconds=1))
    sandbox.add_fault("drop_connection", when="before", path="/cgi-bin/draft/add", count=1)
    page = article(picture)
    carry(page, seconds=0.5)
    key = f"http://testserver/?ywy={page.pk}-0123456789abcdef"
    gone = Listed(id="gone", changed_at=datetime.now(UTC), source_url=key, url="")
    monkeypatch.setattr(Calls, "drafts", lambda calls, **_: iter([gone]))
    page.unpublish()
    row = carry(page)
    assert settled(row), last_sentence(row)


def test_message_that_quotes_the_request_shows_no_token(
    picture: Any, account: Account, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Client._decode_result

    def quoting(client: Client, res: Any) -> Mapping[str, Any]:
        if "draft/add" in res.url:
            return {"errcode": 99999, "errmsg": f"bad request {res.url} rid: 1-2"}
        return call(client, res)  # type: ignore[no-any-return]

    monkeypatch.setattr(Client, "_decode_result", quoting)
    row = carry(article(picture))
    assert row.given_up
    told = json.dumps(list(row.log.values_list("sentence", "notes")), ensure_ascii=False)
    assert "bad request" in told
    assert Account.objects.get().access_token.reveal() not in told


def test_message_that_quotes_the_secret_shows_none_of_it(
    picture: Any, account: Account, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Client,
        "_decode_result",
        lambda client, res: {"errcode": 99999, "errmsg": res.request.body.decode()},
    )
    row = carry(article(picture))
    assert row.given_up
    told = json.dumps(list(row.log.values_list("sentence", "notes")), ensure_ascii=False)
    assert "client_credential" in told
    assert account.secret.reveal() not in told
