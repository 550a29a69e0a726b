"""Articles: news, notices, criticism, essays."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.art_forms import ArticleCategory
from cms.blocks import BodyBlock
from cms.models.releasable import ReleasablePage
from cms.panels import title_panel


class ArticlePage(ReleasablePage):
    category = models.CharField(
        _("category"),
        max_length=20,
        choices=ArticleCategory.choices,
        default=ArticleCategory.NEWS,
    )
    byline = models.CharField(_("author"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    document_kind = "article"
    parent_page_types = ("cms.ArticleSection",)
    subpage_types = ()
    content_panels = (
        title_panel,
        FieldRowPanel([FieldPanel("category"), FieldPanel("date")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("byline"), FieldPanel("source")]), FieldPanel("source_url")],
            heading=_("Author and source"),
        ),
        *ReleasablePage.release_panels,
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class Attachment(Orderable):
    """A file kept with an article. `public` ones are offered to readers; the original an
    article was imported from is kept unoffered."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "media.MediaDocument", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )
    public = models.BooleanField(_("offer to readers"), default=True)

    panels = (FieldPanel("document"), FieldPanel("public"))

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
