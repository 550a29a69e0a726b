"""The federation: the root of the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.panels import title_panel


class FederationPage(Page):
    """The home page. One per site."""

    short_name = models.CharField(_("short name"), max_length=30)
    motto = models.CharField(_("motto"), max_length=60, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    max_count = 1
    parent_page_types = ("wagtailcore.Page",)
    subpage_types = (
        "cms.AssociationPage",
        "cms.ArticleSection",
        "cms.WorkSection",
        "cms.ExhibitionSection",
        "cms.PersonSection",
    )
    content_panels = (
        title_panel,
        FieldPanel("short_name"),
        FieldPanel("motto"),
        FieldPanel("introduction"),
    )

    class Meta:
        verbose_name = _("federation")
        verbose_name_plural = _("federations")
