"""The feeds' addresses."""

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from publishing.channels.feeds import build
from publishing.channels.feeds.models import Entry
from publishing.channels.feeds.scope import Scope
from publishing.channels.feeds.scopes import scope_named

_BUILDERS: dict[str, tuple[str, Callable[[Scope, list[Entry]], bytes]]] = {
    "xml": ("application/rss+xml; charset=utf-8", build.rss),
    "atom": ("application/atom+xml; charset=utf-8", build.atom),
    "json": ("application/feed+json; charset=utf-8", build.json_feed),
}


@require_safe
def feed(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """One feed; 304 for a reader who has the newest, built anew only after a release.

    By ETag alone: a withdrawal makes the newest date older, so that a reader who asked by
    `If-Modified-Since` would be told to keep what was withdrawn.
    """
    scope = scope_named(name)
    if scope is None or suffix not in _BUILDERS:
        raise Http404
    content_type, builder = _BUILDERS[suffix]
    entries = list(scope.entries())
    state = [(e.article, e.revision, e.released_at.isoformat(), e.url) for e in entries]
    mark = sha256(repr((scope, suffix, state)).encode()).hexdigest()[:32]
    etag = quote_etag(mark)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        body = cache.get_or_set(f"feed:{mark}", lambda: builder(scope, entries), 3600)
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
