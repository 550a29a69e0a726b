"""Renditions over HTTP, for installations without a web server in front."""

import re
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

_NAME: Final = re.compile(r"[\w.-]+\.(?:avif|gif|jpe?g|png|webp)", re.IGNORECASE)


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT/images. Its name carries size, crop and format, so that a changed
    picture has another address and this one can be kept for a year."""
    if not _NAME.fullmatch(name):
        raise Http404
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT / "images"))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
