"""What search engines are told."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site


class _Pages(Sitemap[Page]):
    """Every public page, 2000 a file."""

    limit = 2000

    def items(self) -> "QuerySet[Page]":
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return cast("QuerySet[Page]", Page.objects.none())
        # Pages outside the site's tree have no address; the order must not change between files.
        found = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
        return cast("QuerySet[Page]", found.order_by("path"))

    def location(self, item: Page) -> str:
        return str(item.get_url_parts()[2])

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at

    def get_domain(self, site: Any = None) -> str:
        # The site's public name, whatever host was asked.
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`."""
    return sitemap_views.sitemap(request, sitemaps={"pages": _Pages})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: everything public may be read, the desk and endless searches not."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
