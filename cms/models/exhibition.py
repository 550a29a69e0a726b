"""Exhibitions: works in order, with labels."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.blocks import BodyBlock
from cms.models.releasable import ReleasablePage
from cms.panels import title_panel


class ExhibitionPage(ReleasablePage):
    opens = models.DateField(_("opens"), null=True, blank=True)
    closes = models.DateField(_("closes"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    curators = models.CharField(_("curators"), max_length=120, blank=True)
    organisers = models.CharField(_("organisers"), max_length=250, blank=True)
    preface = StreamField(BodyBlock(), verbose_name=_("preface"), blank=True)

    document_kind = "exhibition"
    parent_page_types = ("cms.ExhibitionSection",)
    subpage_types = ()
    content_panels = (
        title_panel,
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("curators"), FieldPanel("organisers")]),
        FieldPanel("preface"),
        InlinePanel("hung", heading=_("Works on show"), label=_("Work")),
        *ReleasablePage.release_panels,
    )

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")

    def clean(self) -> None:
        super().clean()
        if self.opens and self.closes and self.closes < self.opens:
            raise ValidationError({"closes": _("An exhibition cannot close before it opens.")})


class ExhibitionWork(Orderable):
    """One work on the wall."""

    page = ParentalKey(ExhibitionPage, on_delete=models.CASCADE, related_name="hung")
    work = models.ForeignKey(
        "cms.WorkPage", verbose_name=_("work"), on_delete=models.CASCADE, related_name="shown_in"
    )
    label = models.TextField(
        _("label"), blank=True, help_text=_("What stands beside the work on the wall.")
    )

    panels = (PageChooserPanel("work"), FieldPanel("label"))

    class Meta(Orderable.Meta):
        verbose_name = _("work on show")
        verbose_name_plural = _("works on show")
