"""Middleware of the whole: what neither the public pages nor the admin owns alone."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/admin/"


class AtomicWrites:
    """Run every request that may write in one transaction.

    Wagtail's publishing actions open none, so without this a page could be live while the
    ledger has no row for it. Django's ATOMIC_REQUESTS would do the same for reads too, and on
    SQLite (write lock taken at the start) readers would then queue behind each other.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            return None
        if not request.path.startswith(ADMIN_PREFIX):
            return None
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            # A lazy template response must be rendered while the transaction is open.
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response


class AdminMayUseInlineScript:
    """Loosen the content security policy under the admin's prefix, nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response
