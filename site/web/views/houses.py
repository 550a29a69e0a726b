"""The associations' own colours as a style sheet: pages may hold no style of their own (CSP)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.models import AssociationPage


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """One rule per association: `.of-<slug> { --own: … }`."""
    rows = AssociationPage.objects.live().order_by("path").values_list("slug", "colour")
    rules = "".join(f".of-{slug}{{--own:{colour}}}\n" for slug, colour in rows)
    response = HttpResponse(rules, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response
