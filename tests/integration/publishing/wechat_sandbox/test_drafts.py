"""The draft box and the rules of an article (facts A0, A4, A9)."""

import json
from typing import Any

import pytest

from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller, picture


def _refusal(caller: Caller, **changes: Any) -> int:
    return int(caller.post("draft/add", {"articles": [caller.article(**changes)]})["errcode"])


def _only(caller: Caller, media_id: str) -> dict[str, Any]:
    item: dict[str, Any] = caller.post("draft/get", {"media_id": media_id})["news_item"][0]
    return item


def test_a_draft_comes_back_as_the_platform_rewrote_it(caller: Caller) -> None:
    image = caller.upload("media/uploadimg", picture())["url"]
    media_id = caller.draft(
        caller.article(
            content=f'<p class="a" style="color:#FA5151">甲<img src="{image}">'
            '<img src="https://example.com/b.png"><a href="https://example.com">乙</a></p>'
        )
    )
    item = _only(caller, media_id)
    assert item["content"] == (
        '<p style="color: rgb(250, 81, 81);"><span leaf="">甲</span>'
        f'<img src="{image}"  /><span leaf="">乙</span></p>'
        '<p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p>'
    )
    assert item["title"] == "秋日诗会"
    assert item["show_cover_pic"] == 0
    assert item["url"].startswith("http")
    assert item["thumb_url"].startswith("http")


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"title": "题" * 33}, 45003),
        ({"title": " "}, 40227),
        ({"author": "名" * 17}, 45110),
        ({"digest": "摘" * 129}, 45004),
        ({"content": ""}, 44004),
        ({"content": "文" * 20_000}, 45002),
        ({"content_source_url": "ftp://example.com"}, 41039),
        ({"content_source_url": "http://[example"}, 41039),
        ({"content_source_url": "https://example.com/" + "a" * 1024}, 45005),
        ({"thumb_media_id": "nobody"}, 40007),
        ({"pic_crop_235_1": "0_0_2_1"}, 53402),
        ({"pic_crop_1_1": "0.5_0_0.1_1"}, 53402),
        ({"need_open_comment": 2}, 47003),
        ({"article_type": "video"}, 47003),
    ],
)
def test_rules_of_an_article(caller: Caller, changes: dict[str, Any], errcode: int) -> None:
    assert _refusal(caller, **changes) == errcode


def test_the_longest_that_is_taken(caller: Caller) -> None:
    caller.draft(
        caller.article(
            title="题" * 32, author="名" * 16, digest="摘" * 128, pic_crop_1_1="0.1945_0_1_0.5236"
        )
    )


@pytest.mark.parametrize(
    ("name", "text", "errcode"),
    [("title", "题" * 6, 45003), ("author", "名" * 3, 45110), ("digest", "摘" * 22, 45004)],
)
def test_escapes_are_kept_and_counted_letter_by_letter(
    caller: Caller, name: str, text: str, errcode: int
) -> None:
    body = {"articles": [caller.article(**{name: text})]}
    token = caller.stable()["access_token"]
    answer = caller.raw(
        "POST",
        "/cgi-bin/draft/add",
        params={"access_token": token},
        data=json.dumps(body, ensure_ascii=True),
    ).json()
    assert answer["errcode"] == errcode


def test_a_short_escape_is_stored_as_it_was_written(caller: Caller) -> None:
    article = caller.article(title="_", author="", digest="")
    sent = json.dumps({"articles": [article]}).replace('"_"', r'"\u79cb\n\\u"')
    token = caller.stable()["access_token"]
    media_id = caller.raw(
        "POST", "/cgi-bin/draft/add", params={"access_token": token}, data=sent
    ).json()["media_id"]
    assert _only(caller, media_id)["title"] == r"\u79cb" + "\n" + r"\u"


def test_a_missing_digest_is_the_beginning_of_the_text(caller: Caller) -> None:
    media_id = caller.draft(caller.article(digest="", content=f"<p>{'江城' * 40}</p>"))
    assert _only(caller, media_id)["digest"] == "江城" * 27


def test_several_articles_have_no_digest_and_eight_are_the_most(caller: Caller) -> None:
    article = caller.article()
    media_id = caller.draft(*[article] * 8)
    items = caller.post("draft/get", {"media_id": media_id})["news_item"]
    assert [item["digest"] for item in items] == [""] * 8
    assert caller.post("draft/add", {"articles": [article] * 9})["errcode"] == 45008
    assert caller.post("draft/add", {"articles": []})["errcode"] == 44003


def test_a_temporary_picture_is_no_cover(caller: Caller) -> None:
    temporary = caller.upload("media/upload", picture(), type="image")["media_id"]
    assert _refusal(caller, thumb_media_id=temporary) == 40007


def test_a_permanent_thumb_is_a_cover_too(caller: Caller) -> None:
    thumb = caller.upload("material/add_material", picture(), type="thumb")["media_id"]
    caller.draft(caller.article(thumb_media_id=thumb))


def test_another_accounts_picture_is_no_cover(caller: Caller, new_caller: NewCaller) -> None:
    assert _refusal(caller, thumb_media_id=new_caller().cover()) == 40007


def test_comments_need_the_right(new_caller: NewCaller) -> None:
    assert _refusal(new_caller(comments=False), need_open_comment=1) == 88000


def test_the_life_of_a_draft(caller: Caller) -> None:
    media_id = caller.draft(caller.article(), caller.article(title="第二篇"))
    other = caller.draft()
    assert caller.get("draft/count")["total_count"] == 2
    changed = caller.article(title="改过的")
    update = {"media_id": media_id, "index": 1, "articles": changed}
    assert caller.post("draft/update", update)["errcode"] == 0
    items = caller.post("draft/get", {"media_id": media_id})["news_item"]
    assert [item["title"] for item in items] == ["秋日诗会", "改过的"]
    assert caller.post("draft/update", {**update, "index": 2})["errcode"] == 40114
    assert caller.post("draft/update", {**update, "articles": [changed]})["errcode"] == 47001
    assert caller.post("draft/delete", {"media_id": media_id})["errcode"] == 0
    for path in ("draft/get", "draft/delete", "freepublish/submit"):
        assert caller.post(path, {"media_id": media_id})["errcode"] == 40007
    assert [one["media_id"] for one in caller.sandbox.drafts(caller.appid)] == [other]


def test_adding_twice_makes_two(caller: Caller) -> None:
    body = {"articles": [caller.article()]}
    first, second = (caller.post("draft/add", body)["media_id"] for _ in range(2))
    assert first != second
    assert caller.get("draft/count")["total_count"] == 2


def test_the_list_shows_the_last_changed_first_and_leaves_the_text_out_on_request(
    caller: Caller,
) -> None:
    first, second = caller.draft(), caller.draft()
    listed = caller.post("draft/batchget", {"offset": 0, "count": 20, "no_content": 1})
    assert [one["media_id"] for one in listed["item"]] == [second, first]
    assert (listed["total_count"], listed["item_count"]) == (2, 2)
    assert "content" not in listed["item"][0]["content"]["news_item"][0]
    with_text = caller.post("draft/batchget", {"offset": 1, "count": 1})["item"][0]
    assert "十一月" in with_text["content"]["news_item"][0]["content"]
    for count in (0, 21):
        assert caller.post("draft/batchget", {"offset": 0, "count": count})["errcode"] == 40035


def test_a_picture_message(caller: Caller) -> None:
    cover = caller.cover()
    message = {
        "article_type": "newspic",
        "title": "银杏大道",
        "content": "十一月的<b>银杏</b>大道\n摄影：周宁",
        "image_info": {"image_list": [{"image_media_id": cover}]},
    }
    item = _only(caller, caller.draft(message))
    assert item["content"] == "十一月的银杏大道\n摄影：周宁"
    assert item["image_info"]["image_list"] == [{"image_media_id": cover}]
    many = {"image_list": [{"image_media_id": cover}] * 21}
    answer = caller.post("draft/add", {"articles": [{**message, "image_info": many}]})
    assert answer["errcode"] == 45034


def test_an_account_does_not_see_anothers_drafts(caller: Caller, new_caller: NewCaller) -> None:
    assert new_caller().post("draft/get", {"media_id": caller.draft()})["errcode"] == 40007
