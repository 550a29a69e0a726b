"""Works of art, of every field."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.art_forms import ArtForm, WorkFormat
from cms.blocks import BodyBlock
from cms.models.releasable import ReleasablePage
from cms.panels import title_panel


class WorkPage(ReleasablePage):
    art_form = models.CharField(_("field of art"), max_length=20, choices=ArtForm.choices)
    format = models.CharField(
        _("format"), max_length=20, choices=WorkFormat.choices, default=WorkFormat.SINGLE
    )
    # As written on labels: 约2019, 甲辰. Issue by issue this grows into a reckoned date.
    year = models.CharField(_("year"), max_length=30, blank=True)
    materials = models.CharField(_("materials"), max_length=120, blank=True)
    dimensions = models.CharField(_("dimensions"), max_length=120, blank=True)
    inscription = models.TextField(
        _("inscription"), blank=True, help_text=_("The words of the work as written.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    document_kind = "work"
    parent_page_types = ("cms.WorkSection",)
    subpage_types = ()
    content_panels = (
        title_panel,
        InlinePanel("makers", heading=_("Makers"), label=_("Maker")),
        FieldRowPanel([FieldPanel("art_form"), FieldPanel("format")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("materials"), FieldPanel("dimensions")]),
        InlinePanel("pictures", heading=_("Pictures"), label=_("Picture")),
        MultiFieldPanel([FieldPanel("inscription")], heading=_("Inscription")),
        FieldPanel("body"),
        *ReleasablePage.release_panels,
    )

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")


class WorkMaker(Orderable):
    """Who made it: a person of the federation, or a name alone (a poet of the Tang)."""

    page = ParentalKey(WorkPage, on_delete=models.CASCADE, related_name="makers")
    person = models.ForeignKey(
        "cms.PersonPage",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="made",
    )
    name = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("Only for somebody without a page.")
    )
    role = models.CharField(_("role"), max_length=30, blank=True)

    panels = (FieldPanel("person"), FieldRowPanel([FieldPanel("name"), FieldPanel("role")]))

    class Meta(Orderable.Meta):
        verbose_name = _("maker")
        verbose_name_plural = _("makers")

    @property
    def shown_name(self) -> str:
        return self.person.title if self.person is not None else self.name


class WorkPicture(Orderable):
    """One picture of a work: the first is the whole, further ones are details or leaves."""

    page = ParentalKey(WorkPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "media.MediaImage", verbose_name=_("image"), on_delete=models.PROTECT, related_name="+"
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    panels = (FieldPanel("image"), FieldPanel("caption"))

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
