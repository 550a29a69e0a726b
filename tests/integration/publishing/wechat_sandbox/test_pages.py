"""The pages: what readers and trainers see, and what a hostile article cannot do there."""

import re

import lxml.html
import pytest
import requests

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, NewCaller, picture


def _page(address: str) -> requests.Response:
    response = requests.get(address, timeout=10)
    response.encoding = "utf-8"
    return response


def _article_page(caller: Caller, **changes: object) -> requests.Response:
    done = caller.publish(caller.article(**changes))
    return _page(done["article_detail"]["item"][0]["article_url"])


def test_a_reader_gets_the_article(caller: Caller) -> None:
    image = caller.upload("media/uploadimg", picture())["url"]
    page = _article_page(caller, content=f'<p>十一月的江城。<img src="{image}"></p>')
    tree = lxml.html.document_fromstring(page.text)
    assert tree.findtext(".//h1") == "秋日诗会"
    meta = "".join(tree.find_class("meta")[0].itertext()).split()
    assert meta[:2] == ["林小满", "江城文艺"]
    assert re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", meta[2])
    assert "十一月的江城。" in tree.find_class("body")[0].text_content()
    [source] = tree.xpath("//a[text()='阅读原文']")
    assert source.get("href") == "https://example.com/a"
    [shown] = tree.find_class("body")[0].iter("img")
    assert requests.get(caller.sandbox.address + shown.get("src"), timeout=10).ok


@pytest.mark.parametrize("path", ["/", "/accounts/nobody", "/nothing"])
def test_every_page_has_the_strict_policy(sandbox: RunningSandbox, path: str) -> None:
    policy = _page(sandbox.address + path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_title_is_text_and_nothing_runs(caller: Caller) -> None:
    page = _article_page(caller, title="<script>alert(1)</script>", author="<b>&", digest="")
    account = _page(f"{caller.sandbox.address}/accounts/{caller.appid}")
    for text in (page.text, account.text):
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_pages_call_on_no_other_host(caller: Caller) -> None:
    page = _article_page(caller, content='<p>甲<img src="https://mmbiz.qpic.cn/a/b"></p>')
    for element in lxml.html.document_fromstring(page.text).iter("img", "link", "script"):
        address = element.get("src") or element.get("href") or ""
        # The one picture of another account stays in the body; the policy keeps it from loading.
        assert address.startswith(("/", "https://mmbiz.qpic.cn/"))
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("by", "told"),
    [("publisher", "该内容已被发布者删除"), ("platform", "此内容因违规无法查看")],
)
def test_what_was_taken_down_cannot_be_read(caller: Caller, by: str, told: str) -> None:
    done = caller.publish()
    caller.sandbox.take_down(caller.appid, done["article_id"], by=by)
    text = _page(done["article_detail"]["item"][0]["article_url"]).text
    assert told in text
    assert "十一月的江城" not in text


def test_a_draft_can_be_previewed_by_its_link(caller: Caller) -> None:
    media_id = caller.draft(caller.article(), caller.article(title="第二篇"))
    second = caller.post("draft/get", {"media_id": media_id})["news_item"][1]
    text = _page(second["url"]).text
    assert "<h1>第二篇</h1>" in text
    assert "此链接为临时预览" in text
    caller.post("draft/delete", {"media_id": media_id})
    assert _page(second["url"]).status_code == 404


def test_the_home_page_lists_the_accounts(caller: Caller, new_caller: NewCaller) -> None:
    new_caller(name="江城书协", verified=False)
    text = _page(caller.sandbox.address).text
    assert "江城书协" in text
    assert "未认证，只能存草稿" in text
    assert f"/accounts/{caller.appid}" in text


def test_the_account_page_tells_everything_in_words(caller: Caller) -> None:
    caller.publish(caller.article(title="发布了的"))
    done = caller.publish(caller.article(title="又删掉的"))
    caller.sandbox.take_down(caller.appid, done["article_id"])
    caller.draft(caller.article(title="还在写的"))
    caller.post("draft/get", {"media_id": "nobody"})
    caller.sandbox.add_fault("http502", appid=caller.appid, when="after")
    caller.raw("GET", "/cgi-bin/draft/count", params={"access_token": caller.token})
    text = _page(f"{caller.sandbox.address}/accounts/{caller.appid}").text
    for words in (
        "发布了的",
        "又删掉的",
        "已由账号删除",
        "还在写的",
        "发布成功",
        "新建草稿",
        "拒绝 40007",
        "练习故障：返回 502 页面（已执行）",
    ):
        assert words in text
    assert caller.token not in text


def test_a_picture_message_shows_its_pictures(caller: Caller) -> None:
    cover = caller.cover()
    done = caller.publish(
        {
            "article_type": "newspic",
            "title": "银杏大道",
            "content": "十一月",
            "image_info": {"image_list": [{"image_media_id": cover}] * 2},
        }
    )
    page = _page(done["article_detail"]["item"][0]["article_url"])
    assert page.text.count("<figure>") == 2


def test_pages_only_read(sandbox: RunningSandbox) -> None:
    assert requests.post(sandbox.address, timeout=10).status_code == 405
    for name in ("desk.css", "reader.css"):
        style = _page(f"{sandbox.address}/static/{name}")
        assert style.headers["Content-Type"].startswith("text/css")
        assert "http" not in style.text
    assert _page(f"{sandbox.address}/static/site.py").status_code == 404
