"""Publishing without notification, and what becomes of articles (facts A5)."""

import pytest

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller


def test_a_submitted_draft_is_published_and_leaves_the_box(caller: Caller) -> None:
    media_id = caller.draft(caller.article(), caller.article(title="第二篇"))
    submitted = caller.post("freepublish/submit", {"media_id": media_id})
    assert submitted["errcode"] == 0
    assert isinstance(submitted["publish_id"], int)
    caller.sandbox.settled(caller.appid)
    done = caller.post("freepublish/get", {"publish_id": str(submitted["publish_id"])})
    assert done["publish_status"] == 0
    assert done["fail_idx"] == []
    detail = done["article_detail"]
    assert (detail["count"], [one["idx"] for one in detail["item"]]) == (2, [1, 2])
    assert caller.post("draft/get", {"media_id": media_id})["errcode"] == 40007
    assert caller.post("freepublish/submit", {"media_id": media_id})["errcode"] == 40007
    assert len(caller.sandbox.published(caller.appid)) == 2


def test_until_then_the_job_is_under_way_and_the_draft_still_there(new_caller: NewCaller) -> None:
    caller = new_caller(publish={"delay_seconds": 3600})
    media_id = caller.draft()
    publish_id = caller.post("freepublish/submit", {"media_id": media_id})["publish_id"]
    under_way = caller.post("freepublish/get", {"publish_id": publish_id})
    assert under_way == {"publish_id": publish_id, "publish_status": 1, "fail_idx": []}
    assert "news_item" in caller.post("draft/get", {"media_id": media_id})
    caller.sandbox.set_publication(caller.appid, publish_id, 0)
    assert caller.post("freepublish/get", {"publish_id": publish_id})["publish_status"] == 0


def test_the_delay_runs_by_the_sandboxs_clock(
    new_caller: NewCaller, sandbox: RunningSandbox
) -> None:
    caller = new_caller(publish={"delay_seconds": 600})
    publish_id = caller.post("freepublish/submit", {"media_id": caller.draft()})["publish_id"]
    sandbox.advance(601)
    assert caller.post("freepublish/get", {"publish_id": publish_id})["publish_status"] == 0


@pytest.mark.parametrize(("status", "fail_idx"), [(2, [1, 2]), (3, []), (4, [1, 2])])
def test_a_failed_job_says_which_articles_and_leaves_the_draft(
    caller: Caller, status: int, fail_idx: list[int]
) -> None:
    caller.change(publish={"next_statuses": [status]})
    article = caller.article()
    done = caller.publish(article, article)
    assert (done["publish_status"], done["fail_idx"]) == (status, fail_idx)
    assert "article_id" not in done
    assert caller.get("draft/count")["total_count"] == 1
    # The next job is the account's usual one again.
    assert caller.publish()["publish_status"] == 0


def test_while_it_is_published_a_draft_is_not_taken_twice(new_caller: NewCaller) -> None:
    caller = new_caller(publish={"delay_seconds": 3600})
    body = {"media_id": caller.draft()}
    assert caller.post("freepublish/submit", body)["errcode"] == 0
    assert caller.post("freepublish/submit", body)["errcode"] == 40007


def test_an_account_may_be_told_to_publish_twice(new_caller: NewCaller) -> None:
    caller = new_caller(publish={"delay_seconds": 0.2, "double_submit": True})
    body = {"media_id": caller.draft()}
    for _ in range(2):
        assert caller.post("freepublish/submit", body)["errcode"] == 0
    caller.sandbox.settled(caller.appid)
    assert len(caller.sandbox.published(caller.appid)) == 2


def test_published_articles_can_be_read_and_listed_newest_first(caller: Caller) -> None:
    first, second = caller.publish(), caller.publish(caller.article(title="第二篇"))
    read = caller.post("freepublish/getarticle", {"article_id": first["article_id"]})
    item = read["news_item"][0]
    assert item["url"] == first["article_detail"]["item"][0]["article_url"]
    assert (item["title"], item["is_deleted"]) == ("秋日诗会", False)
    assert item["content_source_url"] == "https://example.com/a"
    listed = caller.post("freepublish/batchget", {"offset": 0, "count": 20, "no_content": 1})
    assert [one["article_id"] for one in listed["item"]] == [
        second["article_id"],
        first["article_id"],
    ]
    assert "content" not in listed["item"][0]["content"]["news_item"][0]
    assert caller.post("freepublish/getarticle", {"article_id": "nobody"})["errcode"] == 53600


def test_deleting_one_article_counts_from_one_and_leaves_the_others(caller: Caller) -> None:
    article = caller.article()
    done = caller.publish(article, article)
    body = {"article_id": done["article_id"]}
    assert caller.post("freepublish/delete", {**body, "index": 3})["errcode"] == 40060
    assert caller.post("freepublish/delete", {**body, "index": 2})["errcode"] == 0
    items = caller.post("freepublish/getarticle", body)["news_item"]
    assert [item["is_deleted"] for item in items] == [False, True]
    assert caller.post("freepublish/get", {"publish_id": done["publish_id"]})["publish_status"] == 0
    assert caller.post("freepublish/delete", body)["errcode"] == 0
    after = caller.post("freepublish/get", {"publish_id": done["publish_id"]})
    assert after["publish_status"] == 5
    assert "article_id" not in after
    assert caller.post("freepublish/delete", body)["errcode"] == 53600


def test_the_platform_can_ban_what_was_published(caller: Caller) -> None:
    done = caller.publish()
    caller.sandbox.set_publication(caller.appid, done["publish_id"], 6)
    after = caller.post("freepublish/get", {"publish_id": done["publish_id"]})
    assert after["publish_status"] == 6


def test_a_person_can_publish_a_draft_on_the_web_site(new_caller: NewCaller) -> None:
    caller = new_caller(verified=False)
    by_hand = caller.sandbox.publish_by_hand(caller.appid, caller.draft())
    assert caller.sandbox.published(caller.appid)[0]["article_id"] == by_hand["article_id"]
    assert caller.get("draft/count")["total_count"] == 0


def test_an_unknown_job(caller: Caller) -> None:
    assert caller.post("freepublish/get", {"publish_id": 1})["errcode"] == 53502
    assert caller.post("freepublish/get", {})["errcode"] == 40002


def test_comments_of_a_published_article(caller: Caller) -> None:
    caller.publish()
    message = caller.sandbox.state(caller.appid)["publications"][0]["publish_id"]
    body = {"msg_data_id": message, "index": 0}
    assert caller.post("comment/open", body)["errcode"] == 0
    assert caller.post("comment/list", {**body, "begin": 0, "count": 49})["comment"] == []
    assert caller.post("comment/close", {**body, "index": 1})["errcode"] == 88001
