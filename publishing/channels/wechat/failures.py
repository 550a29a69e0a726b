"""How a call to WeChat can fail, before the error book says what that means.

None of these carries a request, a URL or a token: they end in logs and on the board.
"""


class CallFailed(Exception):
    """A call that brought no usable answer."""


class NotSent(CallFailed):
    """Certain: nothing reached the platform (refused, no route, name unknown, TLS)."""


class NoAnswer(CallFailed):
    """Open: time-out after sending, HTTP 5xx, cut or foreign answer. It may have worked."""


class BadGateway(CallFailed):
    """Something else answered: a redirect, 404, a proxy. The address of the account is wrong."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class ApiRefusal(CallFailed):
    """The platform answered with an errcode (facts A10): certain, it did nothing (but see -1)."""

    def __init__(self, code: int, errmsg: str, rid: str, path: str) -> None:
        super().__init__(f"{code} {errmsg}")
        self.code, self.errmsg, self.rid, self.path = code, errmsg, rid, path
