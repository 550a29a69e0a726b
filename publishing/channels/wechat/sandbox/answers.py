"""What goes back over the wire: JSON as the platform writes it, or the bytes of a file."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

# errcode -> errmsg of the refusals (facts A10). A hint after the comma is added where it is raised.
MESSAGES: Mapping[int, str] = {
    -1: "system error",
    40001: (
        "invalid credential, access_token is invalid or not latest, could get access_token by "
        "getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"
    ),
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid meida size",  # the platform's own spelling
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40010: "invalid voice size",
    40011: "invalid video size",
    40013: "invalid appid",
    40014: "invalid access_token",
    40035: "invalid parameter",
    40059: "invalid msg id",
    40060: "invalid article idx",
    40066: "invalid url",
    40113: "unsupported file type",
    40114: "invalid index value",
    40125: "invalid appsecret",
    40130: "invalid openid list size, at least two openid",
    40137: "invalid image format",
    40152: "invalid tag id",
    40155: "invalid url, link to another account's home page",
    40201: "callback url not set",
    40202: "invalid action",
    40203: "invalid check_operator",
    40227: "title is empty",
    40243: "invalid appsecret, appsecret is frozen",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    41039: "invalid content_source_url",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44002: "empty post data",
    44003: "empty news data",
    44004: "empty content",
    45001: "media size out of limit",
    45002: "content size out of limit",
    45003: "title size out of limit",
    45004: "description size out of limit",
    45005: "url size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45028: "has no masssend quota",
    45034: "image count out of limit",
    45065: "clientmsgid exist",
    45066: "same clientmsgid retry too fast",
    45067: "clientmsgid size out of limit",
    45074: "material list is full",
    45083: "invalid mass speed",
    45084: "no permission to set mass speed",
    45086: "invalid weapp appid in content",
    45103: "This API has been unsupported",
    45110: "author size out of limit",
    45166: "invalid content",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    48006: "forbid to clear quota because of reaching the limit",
    50002: "user limited",
    50004: "forbid to use token api",
    50007: "account is frozen",
    53402: "fail to crop cover",
    53406: "product ability is not opened",
    53500: "publish is banned",
    53501: "publish too frequently",
    53502: "invalid publish_id",
    53503: "draft does not pass the check",
    53504: "draft must be used on mp.weixin.qq.com",
    53505: "save the draft by hand before publishing",
    53600: "invalid article_id",
    76001: "rid not found",
    76002: "rid is invalid",
    76021: "cgi_path not found, please check",
    76022: "could not use this cgi_path, no permission",
    88000: "without comment privilege",
    88001: "msg_data is not exists",
}


class Refused(Exception):
    """The platform says no: an errcode, its errmsg without the rid, and any extra fields."""

    def __init__(self, errcode: int, hint: str = "", /, **extra: Any) -> None:
        text = MESSAGES.get(errcode, "error")
        self.errcode = errcode
        self.errmsg = f"{text}, {hint}" if hint else text
        self.extra = extra
        super().__init__(errcode, self.errmsg)


class RefusedAs(Refused):
    """A refusal whose whole errmsg is given (the form matters, as for 40164)."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(errcode)
        self.errmsg = errmsg


@dataclass(frozen=True, kw_only=True, slots=True)
class FileAnswer:
    """The raw bytes of a stored file, as media/get and get_material send them."""

    body: bytes
    mimetype: str
    filename: str


Answer = JsonObject | FileAnswer


def new_rid(now: float) -> str:
    """A request id in the platform's shape: three groups of eight hex digits (facts A0)."""
    return f"{int(now):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"


def refusal_json(refused: Refused, rid: str) -> JsonObject:
    """The answer to a refused call; ``rid`` ends the message."""
    return {
        "errcode": refused.errcode,
        "errmsg": f"{refused.errmsg} rid: {rid}",
        **refused.extra,
    }


def encode(answer: JsonObject) -> bytes:
    """UTF-8 JSON with slashes escaped, as the platform writes it (facts A0)."""
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return text.replace("/", "\\/").encode()


def decode(body: bytes) -> JsonObject:
    r"""The request's JSON object, whatever its Content-Type said.

    ``\uXXXX`` is *not* resolved: the platform keeps those six characters as they stand and counts
    them (facts A0), so they are turned into text before the parser can see them.

    Raises Refused 44002 for an empty body, 47001 for anything that is not a JSON object.
    """
    if not body.strip():
        raise Refused(44002)
    try:
        text = _ESCAPE.sub(lambda m: r"\\u" if m[1] == "u" else m[0], body.decode())
        value = json.loads(text)
    except ValueError as error:
        raise Refused(47001, "hint: cannot parse the posted JSON") from error
    except RecursionError as error:
        raise Refused(47001, "hint: nested too deep") from error
    if not isinstance(value, dict):
        raise Refused(47001, "hint: an object is expected")
    return value
