"""The delivery board: what is where, since when, and why not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms import houses
from publishing import clock, outbox, states
from publishing.board.matrix import matrix, visible, with_last_attempts
from publishing.models import Delivery
from publishing.registry import labels


def _admit(request: HttpRequest) -> None:
    if not request.user.has_perm("publishing.use_board"):
        raise PermissionDenied


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The matrix; with `?part=1` only its table, for the page that looks again by itself."""
    _admit(request)
    chosen = {name: request.GET.get(name, "") for name in ("kind", "association", "query")}
    shown = matrix(request.user, page=request.GET.get("p", 1), **chosen)
    context = {
        "matrix": shown,
        "chosen": chosen,
        "kinds": [
            ("", _("All")),
            ("person", _("Needs a person")),
            ("moving", _("Under way")),
            ("there", _("Released")),
            ("absent", _("Withdrawn")),
        ],
        "associations": houses.associations(),
    }
    part = "part" if request.GET.get("part") else "board"
    return render(request, f"publishing/board/{part}.html", context)


def _row(request: HttpRequest, pk: int) -> Delivery:
    _admit(request)
    return get_object_or_404(visible(request.user), pk=pk)


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery: its state and every attempt."""
    row = _row(request, pk)
    ((row, last),) = with_last_attempts(Delivery.objects.filter(pk=row.pk).select_related())
    context: dict[str, Any] = {
        "row": row,
        "label": labels().get(row.channel, row.channel),
        "state": states.state_of(row, last, clock.now()),
        "attempts": [(a, states.turn_words(a.turn)) for a in row.log.all()[:100]],
    }
    return render(request, "publishing/board/delivery.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one delivery again at once."""
    row = _row(request, pk)
    outbox.want_again(row, who=request.user.get_username())
    messages.success(request, _("It will be tried again at once."))
    return redirect("publishing_board:delivery", pk=row.pk)
