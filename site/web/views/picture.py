"""One picture at one size, made at the first request and kept."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from web import pictures

_TYPES = {"webp": "image/webp", "jpeg": "image/jpeg"}


@require_safe
def picture(request: HttpRequest, image: int, mark: str, name: str) -> HttpResponseBase:
    """`/pictures/<image>/<mark>/w800.webp`, as `web.pictures` wrote it into a page."""
    spec = pictures.filter_spec(name)
    held = get_object_or_404(get_image_model(), pk=image)
    if spec is None or not pictures.is_signed(held, mark, name):
        raise Http404
    try:
        rendition = held.get_rendition(spec)
        file = rendition.file.open("rb")
    except (SourceImageIOError, FileNotFoundError) as gone:
        raise Http404 from gone
    response = FileResponse(file, content_type=_TYPES[name.rpartition(".")[2]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
