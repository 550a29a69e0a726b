"""One artists' association: the root of its own tree."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms.panels import title_panel


class AssociationPage(Page):
    """Home of an association. `slug` names it in addresses, feeds, commands and the index."""

    short_name = models.CharField(_("short name"), max_length=30, help_text=_("For example 书协."))
    motto = models.CharField(_("motto"), max_length=60, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    founded = models.PositiveSmallIntegerField(_("year of founding"), null=True, blank=True)
    seal = models.CharField(
        _("seal"),
        max_length=4,
        blank=True,
        help_text=_("One to four characters, set as a seal on its pages."),
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#9e2a22",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb."))],
    )

    parent_page_types = ("cms.FederationPage",)
    subpage_types = ("cms.ArticleSection", "cms.WorkSection", "cms.ExhibitionSection")
    content_panels = (
        title_panel,
        FieldPanel("short_name"),
        FieldPanel("motto"),
        FieldPanel("introduction"),
        FieldPanel("founded"),
        MultiFieldPanel([FieldPanel("seal"), FieldPanel("colour")], heading=_("Appearance")),
    )

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
