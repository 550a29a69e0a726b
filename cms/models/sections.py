"""Sections: the rooms of a tree, each holding pages of one type."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.panels import title_panel

_PARENTS = ("cms.FederationPage", "cms.AssociationPage")


class ArticleSection(Page):
    parent_page_types = _PARENTS
    subpage_types = ("cms.ArticlePage",)
    content_panels = (title_panel,)

    class Meta:
        verbose_name = _("article section")
        verbose_name_plural = _("article sections")


class WorkSection(Page):
    parent_page_types = _PARENTS
    subpage_types = ("cms.WorkPage",)
    content_panels = (title_panel,)

    class Meta:
        verbose_name = _("work section")
        verbose_name_plural = _("work sections")


class ExhibitionSection(Page):
    parent_page_types = _PARENTS
    subpage_types = ("cms.ExhibitionPage",)
    content_panels = (title_panel,)

    class Meta:
        verbose_name = _("exhibition section")
        verbose_name_plural = _("exhibition sections")


class PersonSection(Page):
    """The federation's artists: one record each, whatever associations they belong to."""

    parent_page_types = ("cms.FederationPage",)
    subpage_types = ("cms.PersonPage",)
    content_panels = (title_panel,)

    class Meta:
        verbose_name = _("artists section")
        verbose_name_plural = _("artists sections")
