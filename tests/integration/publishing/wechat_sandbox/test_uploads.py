"""Body images, temporary media and the permanent library (facts A3)."""

import pytest
import requests

from publishing.channels.wechat.sandbox.process import RunningSandbox
from tests.integration.publishing.wechat_sandbox.caller import Caller, picture

MIB = 1024 * 1024


def test_an_uploaded_body_image_can_be_seen(caller: Caller) -> None:
    body = picture("PNG")
    answer = caller.upload("media/uploadimg", body)
    seen = requests.get(answer["url"], timeout=10)
    assert seen.content == body
    assert seen.headers["Content-Type"] == "image/png"
    assert seen.headers["X-Content-Type-Options"] == "nosniff"


def test_a_body_image_is_smaller_than_a_mebibyte(caller: Caller) -> None:
    assert "url" in caller.upload("media/uploadimg", picture(at_least=MIB - 1))
    assert caller.upload("media/uploadimg", picture(at_least=MIB))["errcode"] == 40009


@pytest.mark.parametrize("body", [picture("GIF"), picture("WEBP"), b"<svg/>", b"text"])
def test_a_body_image_is_told_by_its_bytes_not_its_name(caller: Caller, body: bytes) -> None:
    assert caller.upload("media/uploadimg", body, "picture.jpg")["errcode"] == 40005


def test_a_broken_picture_is_refused(caller: Caller) -> None:
    assert caller.upload("media/uploadimg", b"\xff\xd8\xffnothing")["errcode"] == 40137


def test_no_file_and_an_empty_file(caller: Caller) -> None:
    assert caller.post("media/uploadimg")["errcode"] == 41005
    assert caller.upload("media/uploadimg", b"")["errcode"] == 44001


def test_permanent_pictures_answer_an_address_others_do_not(caller: Caller) -> None:
    image = caller.upload("material/add_material", picture("GIF"), type="image")
    assert image.keys() == {"media_id", "url", "item"}
    voice = caller.upload("material/add_material", b"ID3sound", "a.mp3", type="voice")
    assert voice.keys() == {"media_id", "item"}


@pytest.mark.parametrize(
    ("kind", "body", "errcode"),
    [
        ("image", picture(at_least=10 * MIB + 1), 45001),
        ("image", b"ID3sound", 40113),
        ("thumb", picture(at_least=64 * 1024 + 1), 40006),
        ("thumb", picture("PNG"), 40113),
        ("voice", b"ID3" + bytes(2 * MIB), 40010),
        ("video", b"\0\0\0\x18ftyp" + bytes(10 * MIB), 40011),
        ("news", picture(), 40004),
    ],
)
def test_limits_of_the_library(caller: Caller, kind: str, body: bytes, errcode: int) -> None:
    assert caller.upload("material/add_material", body, type=kind)["errcode"] == errcode


def test_a_film_needs_a_description(caller: Caller) -> None:
    film = b"\0\0\0\x18ftypmp42"
    assert caller.upload("material/add_material", film, type="video")["errcode"] == 47001
    described = {"description": '{"title":"开幕","introduction":"现场"}'}
    media_id = caller.upload("material/add_material", film, type="video", form=described)[
        "media_id"
    ]
    told = caller.post("material/get_material", {"media_id": media_id})
    assert (told["title"], told["description"]) == ("开幕", "现场")
    assert requests.get(told["down_url"], timeout=10).content == film


def test_the_library_counts_lists_gives_back_and_forgets(caller: Caller) -> None:
    first, second = caller.cover(), caller.cover()
    assert caller.get("material/get_materialcount")["image_count"] == 2
    listed = caller.post("material/batchget_material", {"type": "image", "offset": 0, "count": 1})
    assert (listed["total_count"], listed["item_count"]) == (2, 1)
    assert listed["item"][0]["media_id"] == second
    response = caller.raw(
        "POST",
        "/cgi-bin/material/get_material",
        params={"access_token": caller.token},
        json={"media_id": first},
    )
    assert response.content == picture()
    assert caller.post("material/del_material", {"media_id": first})["errcode"] == 0
    assert caller.post("material/get_material", {"media_id": first})["errcode"] == 40007


def test_a_temporary_file_lives_three_days(caller: Caller, sandbox: RunningSandbox) -> None:
    answer = caller.upload("media/upload", picture(), type="image")
    assert answer["type"] == "image"
    address = {"media_id": answer["media_id"]}
    token = caller.stable()["access_token"]
    response = caller.raw("GET", "/cgi-bin/media/get", params={"access_token": token, **address})
    assert response.content == picture()
    sandbox.advance(3 * 24 * 3600)
    caller.token = ""
    assert caller.get("media/get", **address)["errcode"] == 40007


def test_a_temporary_thumb_answers_another_name(caller: Caller) -> None:
    assert "thumb_media_id" in caller.upload("media/upload", picture(), type="thumb")


def test_the_old_calls_of_permanent_news_are_gone(caller: Caller) -> None:
    for path in ("material/add_news", "material/update_news", "media/uploadnews"):
        assert caller.post(path)["errcode"] == 45103
