"""Which files readers may have."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.models import Attachment
from media.models import MediaDocument


def is_offered(document: MediaDocument) -> bool:
    """Whether a live page that is not private offers the file, as an attachment meant for
    readers or by a link in its text."""
    open_pages = Page.objects.live().public()
    if Attachment.objects.filter(document=document, public=True, page__in=open_pages).exists():
        return True
    # Attachments are rows of their own and were answered above.
    linking = (
        ReferenceIndex.get_references_to(document)
        .exclude(model_path__startswith="attachments.")
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .values_list("object_id", flat=True)
    )
    return bool(open_pages.filter(pk__in=[int(page) for page in linking]).exists())
