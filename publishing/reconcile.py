"""The sweep: live pages against rows, rows against what channels say they hold.

Finds what no signal told: bulk updates, restored backups, an index folder that was deleted.
It runs beside editors and runners, so what it has read may be old by the time it acts: every
correction looks again, under the lock of the page or by a conditional UPDATE.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import export
from cms.models import ReleasablePage
from cms.public import public, public_revision
from publishing import clock, outbox, policy, registry
from publishing.contract import Channel, PublishingError, Turn
from publishing.models import Attempt, Delivery, Outcome

log = structlog.get_logger(__name__)

_T = TypeVar("_T")
_CHUNK = 500
# `have` of a row whose channel holds something of which no revision is known.
_SOMETHING = -1


@dataclass(frozen=True, kw_only=True)
class Findings:
    """How many articles each step of the sweep put right, and which channels could not be asked."""

    missing: int  # public, but the ledger wanted something else
    left_over: int  # not public, but still wanted somewhere
    lost: int  # settled, but the channel does not hold it
    stray: int  # held by the channel, wanted by nobody
    silent: tuple[str, ...] = ()


def sweep() -> Findings:
    """Compare and put right; costs time in proportion to the number of live articles."""
    missing = _want_what_is_public()
    left_over = _withdraw_what_is_not()
    lost = stray = 0
    silent: list[str] = []
    for address in _addresses():
        moment = clock.now()
        try:
            channel = registry.channel_at(address)
            held = _held(channel)
        except (InterfaceError, OperationalError):
            raise
        except PublishingError as error:
            # Away or closed: nothing is known about it, so nothing is concluded.
            log.warning("reconcile.channel_silent", channel=address, error=str(error))
            silent.append(address)
            continue
        except Exception:
            # A bug in one adapter must not keep the others from being swept.
            log.exception("reconcile.channel_broke", channel=address)
            silent.append(address)
            continue
        if held is not None:
            lost += _release_what_was_lost(address, channel, held, moment)
            stray += _withdraw_strays(address, held, moment)
    findings = Findings(
        missing=missing, left_over=left_over, lost=lost, stray=stray, silent=tuple(silent)
    )
    log.info("reconcile.swept", **vars(findings))
    return findings


def _addresses() -> list[str]:
    used = Delivery.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return sorted({*registry.always(), *used})


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _want_what_is_public() -> int:
    count = 0
    always = frozenset(registry.always())
    for chunk in _chunks(export.live_articles()):
        wanted: dict[int, dict[str, int]] = {}
        rows = Delivery.objects.filter(article__in=[page for page, *_rest in chunk])
        for article, channel, revision in rows.values_list("article", "channel", "wanted"):
            if revision is not None:
                wanted.setdefault(article, {})[channel] = revision
        for page_id, revision, ticked in chunk:
            if wanted.get(page_id, {}) != dict.fromkeys(always | frozenset(ticked), revision):
                count += _want_as_it_is_now(page_id)
    return count


def _withdraw_what_is_not() -> int:
    seen = public(Page.objects)
    rows = Delivery.objects.filter(wanted__isnull=False).exclude(article__in=seen.values("pk"))
    pages = rows.order_by().values_list("article", flat=True).distinct()
    return sum(_want_as_it_is_now(page_id) for page_id in list(pages))


def _want_as_it_is_now(page_id: int) -> bool:
    """Whether the ledger differed from the page as the database has it under the page's lock."""
    with transaction.atomic():
        page = Page.objects.select_for_update().filter(pk=page_id).first()
        found = page.specific if page is not None else None
        rows = Delivery.objects.filter(article=page_id, wanted__isnull=False)
        wanted = dict(rows.values_list("channel", "wanted"))
        revision = public_revision(page_id)
        if not isinstance(found, ReleasablePage) or revision is None:
            outbox.want_nothing(page_id)
            return bool(wanted)
        if wanted == dict.fromkeys(policy.channels_for(found), revision):
            return False
        outbox.want(found, revision)
        return True


def _held(channel: Channel) -> set[int] | None:
    held = channel.held()
    # Whatever is listed under a key that is no page of ours was not put there by us.
    return None if held is None else {int(key) for key in held if str(key).isdecimal()}


def _release_what_was_lost(address: str, channel: Channel, held: set[int], moment: datetime) -> int:
    """Settled rows the channel does not list. What was settled after `moment` could not be listed.

    A list may be wrong, so the adapter is made to ask for the article before it sends. A channel
    that cannot replace what it published would publish a second time, against the will of an
    operator who removed it there by hand: a person decides.
    """
    rows = Delivery.objects.filter(
        channel=address, have__isnull=False, wanted_seq=F("have_seq"), have_at__lt=moment
    )
    gone = [
        (pk, have)
        for pk, article, have in rows.values_list("pk", "article", "have")
        if article not in held
    ]
    by_itself = channel.capabilities.updates
    sentence = _("The channel does not list it any more.")
    if not by_itself:
        sentence = _(
            "The channel does not list it any more; it may have been removed there by hand. "
            "Try again to release it once more."
        )
    count = 0
    for pk, have in gone:
        with transaction.atomic():
            if _bump(rows.filter(pk=pk), given_up=not by_itself):
                Attempt.note(
                    pk,
                    Outcome.MISSED,
                    clock.now(),
                    revision=have,
                    sentence=sentence,
                    turn="" if by_itself else Turn.OPERATOR,
                )
                count += 1
    return count


def _withdraw_strays(address: str, held: set[int], moment: datetime) -> int:
    settled = Delivery.objects.filter(
        channel=address, have=None, wanted=None, wanted_seq=F("have_seq"), have_at__lt=moment
    )
    count = 0
    for chunk in _chunks(sorted(held)):
        count += _bump(settled.filter(article__in=chunk), have=_SOMETHING)
    return count + _own_up_to(address, held, moment)


def _own_up_to(address: str, held: set[int], moment: datetime) -> int:
    """Rows for what a channel holds and the ledger never heard of: a restored backup."""
    known = set(Delivery.objects.filter(channel=address).values_list("article", flat=True))
    strange = sorted(held - known)
    Delivery.objects.bulk_create(
        [
            Delivery(
                article_id=article,
                channel=address,
                title=_("Article %(number)s") % {"number": article},
                wanted=None,
                wanted_seq=1,
                wanted_at=moment,
                have=_SOMETHING,
                due_at=moment,
            )
            for article in strange
        ],
        # Released this very moment: then it is known after all.
        ignore_conflicts=True,
    )
    return len(strange)


def _bump(rows: QuerySet[Delivery], **values: int | bool | None) -> int:
    now = clock.now()
    return rows.update(
        **{
            "wanted_seq": F("wanted_seq") + 1,
            "wanted_at": now,
            "due_at": now,
            "attempts": 0,
            "given_up": False,
            **values,
        }
    )
