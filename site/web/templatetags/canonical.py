"""The one address of a page, by the site's public name."""

from typing import Any

from django import template
from django.conf import settings
from wagtail.models import Page

from cms.export.addresses import address_of

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any], page: Page) -> str:
    """Absolute; also sets `site_url` for addresses of pictures."""
    context["site_url"] = settings.SITE_URL
    return address_of(page) if page.pk else ""
