"""What a visitor gets at one of our own addresses, asked without a network.

The request goes through every middleware, the page cache included, as one from outside would;
so it tells whether the page is there even while no web server is running.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils import translation

# Written by `web/base.html`.
_MARK: Final = re.compile(rb'<meta name="revision" content="(\d+)-(\d+)">')


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`article` and `revision` are what the page says of itself; zero for any other answer."""

    status: int
    article: int = 0
    revision: int = 0


def look(path: str) -> Seen:
    """What the site answers to a visitor asking for `path` by its public name."""
    site = urlsplit(settings.SITE_URL)
    https = site.scheme == "https"
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if https else 80)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    handler = BaseHandler()
    handler.load_middleware()
    # The middleware chooses a language for the request and leaves it behind in the thread.
    with translation.override(settings.LANGUAGE_CODE):
        response = handler.get_response(request)
    mark = _MARK.search(response.content) if isinstance(response, HttpResponse) else None
    if mark is None:
        return Seen(status=response.status_code)
    return Seen(status=response.status_code, article=int(mark[1]), revision=int(mark[2]))
