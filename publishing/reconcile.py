"""The sweep: live pages against rows, rows against what channels say they hold.

Finds what no signal told: bulk updates, restored backups, an index folder that was deleted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

import structlog
from django.db.models import F
from wagtail.models import Page

from cms import export
from cms.models import ReleasablePage
from publishing import clock, outbox, registry
from publishing.contract import ChannelError, NoSuchChannel
from publishing.models import Delivery

log = structlog.get_logger(__name__)

_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Findings:
    """How many articles each step of the sweep put right."""

    missing: int  # live, but the ledger wanted something else
    left_over: int  # not live, but still wanted somewhere
    lost: int  # settled, but the channel does not hold it
    stray: int  # held by the channel, wanted by nobody


def sweep() -> Findings:
    """Compare and put right; costs time in proportion to the number of live articles."""
    findings = Findings(
        missing=_want_what_is_live(),
        left_over=_withdraw_what_is_not(),
        lost=_release_what_was_lost(),
        stray=_withdraw_strays(),
    )
    log.info("reconcile.swept", **vars(findings))
    return findings


def _chunks(pairs: Iterator[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    while chunk := list(islice(pairs, _CHUNK)):
        yield chunk


def _want_what_is_live() -> int:
    count = 0
    always = set(registry.always())
    for chunk in _chunks(export.live_articles()):
        wanted: dict[int, dict[str, int | None]] = {}
        rows = Delivery.objects.filter(article__in=[page for page, _ in chunk])
        for article, channel, revision in rows.values_list("article", "channel", "wanted"):
            wanted.setdefault(article, {})[channel] = revision
        for page_id, revision in chunk:
            rows_of_page = wanted.get(page_id, {})
            if any(rows_of_page.get(channel) != revision for channel in always):
                outbox.want(_specific(page_id), revision)
                count += 1
    return count


def _specific(page_id: int) -> ReleasablePage:
    return cast("ReleasablePage", Page.objects.get(pk=page_id).specific)


def _withdraw_what_is_not() -> int:
    rows = Delivery.objects.filter(wanted__isnull=False).exclude(
        article__in=Page.objects.filter(live=True).values("pk")
    )
    return _bump(rows.values_list("pk", flat=True), wanted=None)


def _held() -> Iterator[tuple[str, set[int]]]:
    """(channel, page ids it says it holds), for every channel that can say."""
    for address in Delivery.objects.values_list("channel", flat=True).distinct().order_by():
        try:
            held = registry.channel_at(address).held()
        except (ChannelError, NoSuchChannel) as error:
            # Away or closed: nothing is known about it, so nothing is concluded.
            log.warning("reconcile.channel_silent", channel=address, error=str(error))
            continue
        if held is not None:
            yield address, {int(article) for article in held}


def _release_what_was_lost() -> int:
    count = 0
    for address, held in _held():
        settled = Delivery.objects.filter(
            channel=address, have__isnull=False, wanted_seq=F("have_seq")
        )
        gone = [pk for pk, article in settled.values_list("pk", "article") if article not in held]
        count += _bump(gone)
    return count


def _withdraw_strays() -> int:
    count = 0
    for address, held in _held():
        rows = Delivery.objects.filter(channel=address, have=None, wanted=None)
        count += _bump(
            [pk for pk, article in rows.values_list("pk", "article") if article in held], have=-1
        )
    return count


def _bump(keys: Iterable[int], **values: int | None) -> int:
    count = 0
    now = clock.now()
    keys = list(keys)
    for start in range(0, len(keys), _CHUNK):
        count += Delivery.objects.filter(pk__in=keys[start : start + _CHUNK]).update(
            wanted_seq=F("wanted_seq") + 1,
            wanted_at=now,
            due_at=now,
            attempts=0,
            given_up=False,
            **values,
        )
    return count
