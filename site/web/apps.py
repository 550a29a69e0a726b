from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "web"
    verbose_name = _("Website")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail import signals
        from wagtail.models import PageViewRestriction

        for signal in (
            signals.page_published,
            signals.page_unpublished,
            signals.post_page_move,
            signals.page_slug_changed,
        ):
            signal.connect(_forget_pages, dispatch_uid="web.forget_pages")
        # A page that is closed to the public must not go on being shown from the cache, whether
        # or not a runner is at work.
        for change in (post_save, post_delete):
            change.connect(
                _forget_pages, sender=PageViewRestriction, dispatch_uid="web.forget_pages"
            )


def _forget_pages(**kwargs: Any) -> None:
    """Sections and associations are no articles of the ledger; their pages change all the same."""
    from web import page_cache

    transaction.on_commit(page_cache.forget)
