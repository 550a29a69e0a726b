"""What should be where. The only writer of `wanted`.

`want` runs inside the transaction that makes a page live or takes it down, so that the ledger
can never miss a release. Nothing is sent from here.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.models import Page

from cms import events
from cms.models import ReleasablePage
from publishing import clock, policy
from publishing.models import Attempt, Delivery, Outcome


def want(page: ReleasablePage, revision: int | None) -> None:
    """Every channel of the policy shall hold `revision` of the page; None: no channel any more.

    Channels that hold an earlier revision but are no longer chosen are told to withdraw it.
    """
    chosen = policy.channels_for(page) if revision is not None else frozenset()
    with transaction.atomic():
        # One writer at a time for an article: of two first releases on PostgreSQL the second
        # must see the rows of the first.
        Page.objects.select_for_update().filter(pk=page.pk).values_list("pk", flat=True).first()
        known = set(Delivery.objects.filter(article=page.pk).values_list("channel", flat=True))
        _set(page, chosen & known, revision)
        # Nothing is owed to a channel that neither holds nor is getting the article.
        _set(page, known - chosen, None)
        moment = clock.now()
        Delivery.objects.bulk_create(
            [
                Delivery(
                    article_id=page.pk,
                    channel=channel,
                    title=page.title,
                    wanted=revision,
                    wanted_seq=1,
                    wanted_at=moment,
                    due_at=moment,
                )
                for channel in sorted(chosen - known)
            ]
        )


def want_nothing(article: int) -> None:
    """No channel shall hold the article any more; its page may be gone already."""
    _set_rows(Delivery.objects.filter(article=article), None)


def want_again(delivery: Delivery, who: str = "") -> None:
    """A person (`who`, for the log) asks for another try at once. Nothing to do once settled."""
    moment = clock.now()
    with transaction.atomic():
        rows = Delivery.objects.filter(pk=delivery.pk).exclude(wanted_seq=F("have_seq"))
        if rows.update(due_at=moment, attempts=0, given_up=False):
            Attempt.note(delivery.pk, Outcome.ASKED, moment, revision=delivery.wanted, sentence=who)


def _set(page: ReleasablePage, channels: Iterable[str], revision: int | None) -> None:
    rows = Delivery.objects.filter(article=page.pk, channel__in=list(channels))
    _set_rows(rows, revision, title=page.title)


def _set_rows(rows: QuerySet[Delivery], revision: int | None, **values: str) -> None:
    if revision is None:
        # Withdrawing twice is one withdrawal.
        rows = rows.filter(wanted__isnull=False)
    moment = clock.now()
    rows.update(
        **values,
        wanted=revision,
        wanted_seq=F("wanted_seq") + 1,
        wanted_at=moment,
        due_at=moment,
        attempts=0,
        given_up=False,
    )


def _on_released(page: ReleasablePage, revision: int, **kwargs: Any) -> None:
    want(page, revision)


def _on_withdrawn(page: ReleasablePage, **kwargs: Any) -> None:
    want(page, None)


def connect() -> None:
    """Called once, when the app is ready."""
    events.released.connect(_on_released, dispatch_uid="publishing.outbox.released")
    events.withdrawn.connect(_on_withdrawn, dispatch_uid="publishing.outbox.withdrawn")
