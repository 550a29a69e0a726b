"""Which pages everybody may see: the one definition for events, export and the sweep."""

from typing import Any, cast

from wagtail.models import Page


def public(pages: Any) -> Any:
    """Those of a page queryset that are live, under no view restriction, and articles of their
    own: an alias shows the revision of another page and must not be released a second time."""
    return pages.live().public().filter(live_revision__isnull=False, alias_of__isnull=True)


def public_revision(page_id: int) -> int | None:
    """Id of the live revision of a public page, as the database has it now; else None."""
    found = public(Page.objects.filter(pk=page_id))
    return cast("int | None", found.values_list("live_revision_id", flat=True).first())


def may_be_seen(page: Page) -> bool:
    """Whether a page may be shown by way of another one: live, under no view restriction."""
    return bool(page.live and Page.objects.filter(pk=page.pk).live().public().exists())
