"""The results page. Works without script; every search has an address that can be kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.query import SearchUnavailable, find

_FILTERS = ("kind", "association", "art_form")


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/search/?q=…&kind=…&association=…&art_form=…&page=…`; any value gets an answer."""
    text = request.GET.get("q", "")
    filters = {name: request.GET.get(name, "") for name in _FILTERS}
    context: dict[str, object] = {"text": text, "filters": filters}
    try:
        context["results"] = find(text, page=_number(request.GET.get("page", "")), **filters)
    except SearchUnavailable as away:
        context["sentence"] = away.sentence
        return render(request, "web/search.html", context, status=503)
    return render(request, "web/search.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
