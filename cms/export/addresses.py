"""Absolute addresses: what leaves the site must lead back to it."""

from urllib.parse import urljoin

from django.conf import settings
from wagtail.models import Page


def absolute(address: str) -> str:
    """`/a/b/` -> `https://site/a/b/`; an absolute address stays as it is."""
    return urljoin(f"{settings.SITE_URL}/", address)


def address_of(page: Page) -> str:
    """The canonical address of a page, by the site's public name whatever host was asked."""
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else ""
