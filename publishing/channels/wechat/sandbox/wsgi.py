"""The WSGI application: platform calls, control calls and pages, told apart by their path."""

import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response

from publishing.channels.wechat.sandbox.api import Request, Upload
from publishing.channels.wechat.sandbox.control import Control
from publishing.channels.wechat.sandbox.gateway import Gateway, Wire
from publishing.channels.wechat.sandbox.limits import MIB
from publishing.channels.wechat.sandbox.pages.site import Pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LARGEST = 32 * MIB
_PLATFORM = ("/cgi-bin/", "/datacube/")


class Application:
    """Sends each request to the part that answers it."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._control = Control(gateway)
        self._pages = Pages(gateway.store, gateway.urls)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        request = HttpRequest(environ)
        request.max_content_length = _LARGEST
        request.max_form_memory_size = _LARGEST
        if request.path.startswith(_PLATFORM):
            try:
                wire = self._gateway.answer(_read(request))
            except RequestEntityTooLarge as error:
                return error(environ, start_response)
            if wire.body is None:
                return _hang_up(environ)
            return _response(wire, wire.body)(environ, start_response)
        if request.path.startswith("/_sandbox/"):
            return self._control.answer(request)(environ, start_response)
        return self._pages.answer(request)(environ, start_response)


def _read(request: HttpRequest) -> Request:
    """The request as the platform sees it: JSON whatever the Content-Type says."""
    form: dict[str, str] = {}
    body, upload = b"", None
    if request.mimetype == "multipart/form-data":
        form = request.form.to_dict()
        part = request.files.get("media")
        if part is not None:
            upload = Upload(filename=part.filename or "", body=part.read())
    else:
        body = request.get_data(cache=True, parse_form_data=False)
    return Request(
        method=request.method,
        path=request.path,
        peer=request.remote_addr or "",
        query=request.args.to_dict(),
        body=body,
        form=form,
        upload=upload,
    )


def _response(wire: Wire, body: bytes) -> Response:
    # content_type, not mimetype: the platform sends text/plain without a charset (facts A0).
    response = Response(body, status=wire.status)
    response.headers["Content-Type"] = wire.content_type
    if wire.filename:
        name = quote(wire.filename)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _hang_up(environ: "WSGIEnvironment") -> Iterable[bytes]:
    """End the connection without a word of an answer."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError
