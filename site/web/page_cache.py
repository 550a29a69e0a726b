"""Pages of anonymous visitors, kept until anything is released or withdrawn.

One generation for the whole site: lists, footers and related works show what changed elsewhere,
so a page's own tag would not be enough. A new generation makes every kept page unreachable at
once; the cost does not grow with the number of pages.
"""

import hashlib
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

_GENERATION: Final = "web.generation"
# Kept pages of old generations are never asked for again; this is when they go.
_SECONDS: Final = 3600
_NEVER: Final = (
    "/admin/",
    "/documents/",
    "/media/",
    "/pictures/",
    "/static/",
    "/feeds/",
    "/search/",
    "/healthz",
)
_LARGEST: Final = 2_000_000
# `page` is part of a list's address; the others tell where a reader of WeChat comes from.
_KNOWN: Final = frozenset({"page", "from", "ywy"})


def forget() -> None:
    """Every page kept so far is out of date; seen by all processes that share the cache."""
    cache.set(_GENERATION, uuid4().hex, None)


def _generation() -> str:
    # A word and not a number: should the cache lose it, the next must differ from all before.
    found: str | None = cache.get(_GENERATION)
    if found is None:
        cache.add(_GENERATION, uuid4().hex, None)
        found = cache.get(_GENERATION)
    return found or uuid4().hex


def _key(request: HttpRequest) -> str:
    # Read before the page is made: a release meanwhile makes what is stored unreachable.
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    number = request.GET.get("page", "")
    whole = f"{_generation()} {address} {number}".encode()
    return f"web.page.{hashlib.sha256(whole).hexdigest()}"


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        # Wagtail's previews: a made-up request for the page's own address.
        and not getattr(request, "is_dummy", False)
        and not request.path.startswith(_NEVER)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        # An address with anything else is answered, not kept: made-up ones would push out the rest.
        and request.GET.keys() <= _KNOWN
        and len(request.GET.get("page", "")) < 7
    )


class PageCacheMiddleware:
    """Answers from the cache where it may, and keeps what it may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        kept: HttpResponse | None = cache.get(key)
        if kept is None:
            kept = self.get_response(request)
            if not self._is_good(kept):
                return kept
            kept["Cache-Control"] = "public, max-age=0, must-revalidate"
            kept["ETag"] = f'"{hashlib.sha256(kept.content).hexdigest()[:32]}"'
            cache.set(key, kept, _SECONDS)
        return get_conditional_response(request, etag=kept["ETag"], response=kept) or kept

    @staticmethod
    def _is_good(response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not response.has_header("Set-Cookie")
            and "private" not in response.get("Cache-Control", "")
            and "no-store" not in response.get("Cache-Control", "")
            and len(response.content) <= _LARGEST
        )
