"""wechatpy's client, its gaps closed (facts B2, B3): one call, one answer, no secret in errors.

Paths are given from the host on (`cgi-bin/draft/add`). The token is an argument: wechatpy's own
token logic refreshes without bound and without a lock (B3 1, B3 6), so it is never reached.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from publishing.channels.wechat import limits
from publishing.channels.wechat.failures import ApiRefusal, BadGateway, NoAnswer, NotSent

_RID: Final = re.compile(r"\s*\brid:\s*([0-9a-f]+(?:-[0-9a-f]+)+)")

#: Gateways that are busy say so in the range of the caller's mistakes.
_TRY_AGAIN: Final = (requests.codes.request_timeout, requests.codes.too_many_requests)
#: The platform's messages have about 200 characters; more is somebody's page.
_MESSAGE_LENGTH: Final = 400

#: What a part of a multipart body is made of: file name, bytes, MIME type. Bytes, never a file
#: object: a repeated call would send that empty (B3 2).
Part = tuple[str, bytes, str]


def split_rid(errmsg: str) -> tuple[str, str]:
    """The message without its request id, and the id (facts A0)."""
    found = _RID.search(errmsg)
    return (_RID.sub("", errmsg).strip(), found[1]) if found else (errmsg.strip(), "")


def _before_sending(error: BaseException) -> bool:
    """Whether the connection never stood, so that nothing can have arrived."""
    if isinstance(
        error,
        requests.exceptions.ConnectTimeout
        | requests.exceptions.SSLError
        | requests.exceptions.ProxyError
        | NewConnectionError
        | ConnectTimeoutError,
    ):
        return True
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", None)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


class Client(WeChatClient):
    """One account's connection; not to be shared between threads (B3 14)."""

    def __init__(self, appid: str, *, base_url: str) -> None:
        super().__init__(appid, "", timeout=limits.CALL_TIMEOUT, auto_retry=False)
        self.API_BASE_URL = base_url

    def close(self) -> None:
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str | None,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Part] | None = None,
    ) -> dict[str, Any]:
        """The answer's JSON object. Raises one of `failures`, never anything of requests' own."""
        kwargs: dict[str, Any] = {
            # An explicit None keeps wechatpy from fetching one; requests drops the parameter.
            "params": {**(params or {}), "access_token": token},
            "timeout": limits.UPLOAD_TIMEOUT if files else limits.CALL_TIMEOUT,
            "allow_redirects": False,
        }
        if data is not None:
            kwargs["data"] = dict(data)
        if files is not None:
            kwargs["files"] = dict(files)
        try:
            answer = self._request(method, path, **kwargs)
        except WeChatClientException as error:
            # Raised below, outside the handler: its context would hold the URL and the token.
            failure = _as_failure(error, path, secrets=(token, (data or {}).get("secret")))
        except (requests.RequestException, OSError) as error:
            failure = (
                NotSent("the connection could not be made")
                if _before_sending(error)
                else NoAnswer("the connection ended without an answer")
            )
        else:
            return answer  # type: ignore[no-any-return]
        raise failure

    def _handle_result(
        self, res: Any, method: Any = None, url: Any = None, result_processor: Any = None, **_: Any
    ) -> Any:
        # raise_for_status lets redirects through.
        if res.status_code != requests.codes.ok:
            raise WeChatClientException(None, None, client=None, request=None, response=res)
        return super()._handle_result(res, method, url, result_processor)

    def _decode_result(self, res: Any) -> Any:
        """A JSON object or nothing: wechatpy hands a foreign answer out as it is (B3 4)."""
        try:
            # Bytes, since the answer is text/plain without a charset (A0); control characters
            # stand unescaped in old messages.
            answer = json.loads(res.content.decode("utf-8"), strict=False)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not _is_number(answer.get("errcode", 0)):
            raise requests.exceptions.ContentDecodingError("not a JSON object of the platform's")
        return answer


def _is_number(errcode: Any) -> bool:
    try:
        int(errcode)
    except (TypeError, ValueError):
        return False
    return True


def _as_failure(
    error: WeChatClientException, path: str, *, secrets: tuple[str | None, ...]
) -> Exception:
    if error.errcode is None:
        status = getattr(error.response, "status_code", 0)
        if status >= requests.codes.server_error or status in _TRY_AGAIN:
            return NoAnswer(f"HTTP {status}")
        return BadGateway(status)
    errmsg, rid = split_rid(str(error.errmsg))
    # A message may quote the request, and it goes to the board.
    for secret in filter(None, secrets):
        errmsg = errmsg.replace(secret, "…")
    return ApiRefusal(int(error.errcode), errmsg[:_MESSAGE_LENGTH], rid, path)
