"""Pictures and files as Wagtail holds them, with what our fields of art need beside.

Not called Image and Document: the names would clash with the reverse accessors of Wagtail's own.
"""

from contextlib import closing
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class MediaImage(AbstractImage):
    """One picture. `description` (Wagtail's) is its alternative text; `credit` names its maker."""

    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> "File[bytes]":
        """As Wagtail's, which leaves the temporary file it wrote to open until it is collected."""
        made = super().generate_rendition_file(*args, **kwargs)
        with closing(made):
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class Rendition(AbstractRendition):
    """A picture at one size and format, made once and kept.

    Its address is all that stands between a draft's picture and the public, and Wagtail's would be
    the upload's own name and a size that can be guessed.
    """

    image = models.ForeignKey(MediaImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        mark = salted_hmac("media.renditions", f"{self.image_id} {filename}", algorithm="sha256")
        path: str = super().get_upload_to(f"{mark.hexdigest()[:16]}.{filename}")
        return path


class MediaDocument(AbstractDocument):
    """One file: an attachment, or the original an article was imported from."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
