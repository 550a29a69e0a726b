"""Persons: one artist, one record, whatever associations they belong to."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from cms.art_forms import ArtForm
from cms.blocks import BodyBlock
from cms.models.releasable import ReleasablePage
from cms.panels import title_panel


class PersonPage(ReleasablePage):
    """The title is the name as it is commonly written."""

    other_names = models.CharField(
        _("other names"), max_length=120, blank=True, help_text=_("Style and art names, pen names.")
    )
    born = models.CharField(_("born"), max_length=30, blank=True)
    art_form = models.CharField(_("field of art"), max_length=20, choices=ArtForm.choices)
    posts = models.CharField(_("posts"), max_length=250, blank=True)
    associations = ParentalManyToManyField(
        "cms.AssociationPage", verbose_name=_("associations"), blank=True, related_name="members"
    )
    biography = StreamField(BodyBlock(), verbose_name=_("biography"), blank=True)

    document_kind = "person"
    parent_page_types = ("cms.PersonSection",)
    subpage_types = ()
    content_panels = (
        title_panel,
        FieldRowPanel([FieldPanel("other_names"), FieldPanel("born")]),
        FieldRowPanel([FieldPanel("art_form"), FieldPanel("date")]),
        FieldPanel("posts"),
        FieldPanel("associations", widget=forms.CheckboxSelectMultiple),
        FieldPanel("biography"),
        *ReleasablePage.release_panels,
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
