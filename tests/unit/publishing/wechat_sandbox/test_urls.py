"""Which addresses the sandbox takes for its own: read as a browser would read them."""

import pytest

from publishing.channels.wechat.sandbox.urls import Urls

IMAGE = "abcdefghijklmnopqrstuvwx"
OWN = Urls(bases=("http://127.0.0.1:8150", "http://127.0.0.1:8149"), real=False)
REAL = Urls(bases=("http://127.0.0.1:8150",), real=True)


@pytest.mark.parametrize(
    "url",
    [
        f"http://127.0.0.1:8150/mmbiz/{IMAGE}/0?wx_fmt=png",
        f"http://127.0.0.1:8149/mmbiz/{IMAGE}/0",  # where it was served before
        f"https://mmbiz.qpic.cn/mmbiz_png/{IMAGE}/0?wx_fmt=png",
        REAL.image(IMAGE, "jpeg"),
    ],
)
def test_own_pictures(url: str) -> None:
    assert OWN.image_id(url) == IMAGE


@pytest.mark.parametrize(
    "url",
    [
        f"http://127.0.0.1:8151/mmbiz/{IMAGE}/0",
        f"https://example.com/mmbiz/{IMAGE}/0",
        f"https://example.com\\@mmbiz.qpic.cn/mmbiz/{IMAGE}/0",
        f"https://x@mmbiz.qpic.cn/mmbiz/{IMAGE}/0",
        f"https://mmbiz.qpic.cn.example.com/mmbiz/{IMAGE}/0",
        "http://[",
        "",
    ],
)
def test_other_pictures(url: str) -> None:
    assert OWN.image_id(url) is None
    assert not OWN.is_platform_image(url)


def test_articles_in_both_shapes() -> None:
    for urls in (OWN, REAL):
        assert OWN.article_id(urls.article("abcdefghijklmnopqr")) == "abcdefghijklmnopqr"
    assert OWN.article_id("http://[") is None
