"""What an article's body is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        choices=[("2", _("Large")), ("3", _("Small"))], default="2", label=_("Size")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        form_classname = "struct-block heading-block"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    attribution = blocks.CharBlock(label=_("Whose words"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class VerseBlock(blocks.TextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Verse")
        help_text = _("One line a line; an empty line parts two stanzas.")


class WorkBlock(blocks.PageChooserBlock):
    class Meta:
        icon = "view"
        label = _("Work")


class BodyBlock(blocks.StreamBlock):
    """The order is the order of the menu: what is used most comes first."""

    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=RICH_TEXT)
    image = PictureBlock()
    heading = HeadingBlock()
    quotation = QuotationBlock()
    work = WorkBlock(page_type="cms.WorkPage")
    verse = VerseBlock(rows=6)
