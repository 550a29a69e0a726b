"""Claim, checkpoint, settle: the only writers of a row under way.

Every write is one conditional UPDATE that names the lease token, the same on SQLite and
PostgreSQL; a runner whose lease was taken over changes nothing. No lock is held while a channel
is spoken to.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from publishing import clock
from publishing.contract import LeaseLost, Receipt
from publishing.models import Attempt, Delivery, Outcome

# After one of these the channel may hold something else than we know.
_MAY_HAVE_ARRIVED = (Outcome.UNKNOWN, Outcome.CUT_OFF, Outcome.LOST, Outcome.MISSED)


@dataclass(frozen=True, kw_only=True, eq=False)
class Claim:
    """One row, held by one runner until the lease runs out. Equal to nothing but itself."""

    delivery: int
    token: uuid.UUID
    article: int
    channel: str
    wanted: int | None
    seq: int
    have: int | None
    handle: Mapping[str, Any]
    progress: Mapping[str, Any]
    attempts: int
    must_ask: bool
    # A person asked for this very try, having seen how the last one ended.
    by_hand: bool
    started_at: datetime


def _lease() -> timedelta:
    return timedelta(seconds=settings.PUBLISHING_LEASE_SECONDS)


def unsettled() -> QuerySet[Delivery]:
    """Rows whose channel does not have what is wanted."""
    return Delivery.objects.exclude(wanted_seq=F("have_seq"))


def _due(now: datetime) -> QuerySet[Delivery]:
    return unsettled().filter(
        Q(lease_until=None) | Q(lease_until__lt=now), given_up=False, due_at__lte=now
    )


def due(limit: int, *, without: Iterable[str] = ()) -> list[int]:
    """Keys of rows that can be claimed now, longest waiting first.

    `without`: aliases of channels that shall wait, `wechat` standing for all its accounts.
    """
    rows = _due(clock.now()).order_by("due_at", "pk")
    for alias in without:
        rows = rows.exclude(Q(channel=alias) | Q(channel__startswith=f"{alias}:"))
    return list(rows.values_list("pk", flat=True)[:limit])


def claim(delivery: int) -> Claim | None:
    """Take the row, or None if another runner was quicker or nothing is due any more."""
    now = clock.now()
    token = uuid.uuid4()
    with transaction.atomic():
        taken = (
            _due(now)
            .filter(pk=delivery)
            .update(lease_token=token, lease_until=now + _lease(), attempts=F("attempts") + 1)
        )
        if not taken:
            return None
        row = Delivery.objects.get(pk=delivery)
        # Whoever held the lease before is gone or will be refused by the token.
        row.log.filter(outcome="").update(outcome=Outcome.CUT_OFF, ended_at=now)
        settled = row.log.filter(outcome=Outcome.ACCEPTED).values("pk").order_by("-pk")[:1]
        since = row.log.filter(pk__gt=settled) if settled.exists() else row.log.all()
        must_ask = since.filter(outcome__in=_MAY_HAVE_ARRIVED).exists()
        last = row.log.values_list("outcome", flat=True).first()
        Attempt.objects.create(delivery=row, token=token, revision=row.wanted, started_at=now)
    return Claim(
        delivery=row.pk,
        token=token,
        article=row.article_id,
        channel=row.channel,
        wanted=row.wanted,
        seq=row.wanted_seq,
        have=row.have,
        handle=row.handle,
        progress=row.progress,
        attempts=row.attempts,
        must_ask=must_ask,
        by_hand=last == Outcome.ASKED,
        started_at=now,
    )


def _held(claim: Claim) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=claim.delivery, lease_token=claim.token)


def _update(claim: Claim, **values: Any) -> None:
    if not _held(claim).update(**values):
        raise LeaseLost(f"{claim.channel} of {claim.article}")


def renew(claim: Claim) -> None:
    """Hold the row for another lease; raises `LeaseLost`."""
    _update(claim, lease_until=clock.now() + _lease())


def checkpoint(claim: Claim, progress: Mapping[str, Any]) -> None:
    """Save the progress durably and hold the row on; raises `LeaseLost`."""
    _update(claim, progress=dict(progress), lease_until=clock.now() + _lease())


def settle(claim: Claim, receipt: Receipt, notes: list[Any]) -> None:
    """The channel now holds what was wanted when the row was claimed."""
    now = clock.now()
    with transaction.atomic():
        _close(claim, Outcome.ACCEPTED, now, notes)
        _update(
            claim,
            have=claim.wanted,
            have_seq=claim.seq,
            have_at=now,
            url=receipt.url,
            handle=dict(receipt.handle),
            progress={},
            attempts=0,
            given_up=False,
            lease_token=None,
            lease_until=None,
        )


def put_back(
    claim: Claim,
    outcome: Outcome,
    *,
    due_at: datetime | None,
    notes: list[Any],
    counts: bool = True,
    sentence: str = "",
    code: str = "",
    reference: str = "",
    turn: str = "",
) -> None:
    """End this try unsettled. `due_at` None: not before a person acts.

    If something else was wanted meanwhile, that stays due at once: what went wrong with the
    earlier revision says nothing about it.
    """
    with transaction.atomic():
        _close(
            claim, outcome, clock.now(), notes,
            sentence=sentence, code=code[:40], reference=reference[:100], turn=turn,
        )  # fmt: skip
        free: dict[str, Any] = {"lease_token": None, "lease_until": None}
        unchanged = _held(claim).filter(wanted_seq=claim.seq)
        verdict = {"given_up": True} if due_at is None else {"due_at": due_at}
        tries = {} if counts else {"attempts": 0}
        if not unchanged.update(**free, **verdict, **tries):
            _update(claim, **free)


def let_go(claim: Claim) -> None:
    """The runner is told to stop in the middle of this try: free the row for the next runner,
    which will ask the channel first. Whatever the thread still does is refused by the token."""
    now = clock.now()
    with transaction.atomic():
        if _held(claim).update(lease_token=None, lease_until=None, due_at=now):
            _close(claim, Outcome.CUT_OFF, now, None)


def lost(claim: Claim, notes: list[Any]) -> None:
    """Another runner has the row: leave it alone, keep the record."""
    _close(claim, Outcome.LOST, clock.now(), notes)


def wake(article: int, channel: str) -> None:
    """Something happened at the channel: look at the delivery now."""
    unsettled().filter(article=article, channel=channel, given_up=False).update(due_at=clock.now())


def _close(
    claim: Claim, outcome: Outcome, now: datetime, notes: list[Any] | None, **words: str
) -> None:
    # An attempt closed as "cut off" by whoever took over stays so, but keeps what it noted.
    attempt = Attempt.objects.filter(token=claim.token)
    if notes is not None:
        attempt.update(notes=notes)
    attempt.filter(outcome="").update(outcome=outcome, ended_at=now, **words)
