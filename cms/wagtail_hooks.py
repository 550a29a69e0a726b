"""Wagtail's hooks that the content itself needs."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.permissions import policy_registry

from cms import files


@hooks.register("before_serve_document")
def only_what_is_offered(document: Any, request: HttpRequest) -> None:
    """Wagtail serves every file by its number. Readers get those a live page offers; the rest
    (drafts' attachments, originals of imports) only who may use the file in the admin."""
    policy = policy_registry.get_by_type(type(document))
    user = request.user
    may_use = user.is_authenticated and policy.user_has_any_permission_for_instance(
        user, ["choose", "change"], document
    )
    if not may_use and not files.is_offered(document):
        raise Http404
