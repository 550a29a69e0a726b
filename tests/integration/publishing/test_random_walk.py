"""Editors edit, channels fail, runners die, in random order: in the end every channel holds what
the cms wants, and nothing was published twice on the way."""

import random
from datetime import timedelta
from typing import Any

import pytest

from cms.models import ArticlePage
from publishing import clock, ledger
from publishing.contract import (
    OutcomeUnknown,
    Receipt,
    Refused,
    StillUnderWay,
    TryLater,
    Turn,
)
from publishing.delivering import LedgerSending, deliver
from publishing.ledger import Claim
from publishing.models import Delivery
from publishing.reconcile import sweep
from publishing.runner import Runner
from tests.factories import pages
from tests.factories.channels import StrictChannel, channels
from tests.factories.channels import memory as channel_at

pytestmark = pytest.mark.django_db

STEPS = 60
FAILURES = (
    TryLater("Busy."),
    Refused("Too long.", turn=Turn.EDITOR),
    OutcomeUnknown("No answer."),
    StillUnderWay("Checking.", look_again=timedelta(seconds=9)),
)


class Walk:
    """One city's day: each public method is one thing that may happen."""

    def __init__(self, seed: int, channel: StrictChannel) -> None:
        self.dice = random.Random(seed)
        self.channel = channel
        self.articles: list[int] = [pages.article().pk for _ in range(2)]
        self.late: list[tuple[Claim, Receipt | None]] = []

    def step(self) -> None:
        happenings = (
            (self.write, 1),
            (self.publish, 4),
            (self.unpublish, 2),
            (self.delete, 1),
            (self.fail_before, 3),
            (self.fail_after, 3),
            (self.deliver_one, 8),
            (self.die_before, 2),
            (self.die_after, 2),
            (self.come_late, 2),
            (self.time_passes, 4),
            (self.lose, 1),
            (sweep, 1),
        )
        ((happen, _),) = self.dice.choices(happenings, [weight for _, weight in happenings])
        happen()

    def _some(self) -> ArticlePage | None:
        if not self.articles:
            return None
        return ArticlePage.objects.get(pk=self.dice.choice(self.articles))

    def write(self) -> None:
        self.articles.append(pages.article().pk)

    def publish(self) -> None:
        if page := self._some():
            page.title = f"第{self.dice.randrange(10**6)}稿"
            page.save_revision().publish()

    def unpublish(self) -> None:
        if page := self._some():
            page.unpublish()

    def delete(self) -> None:
        if page := self._some():
            self.articles.remove(page.pk)
            page.delete()

    def fail_before(self) -> None:
        self.channel.failures = [self.dice.choice(FAILURES)]

    def fail_after(self) -> None:
        self.channel.failures_after_commit = [OutcomeUnknown("No answer.")]

    def _claim(self) -> Claim | None:
        due = ledger.due(9)
        return ledger.claim(self.dice.choice(due)) if due else None

    def deliver_one(self) -> None:
        if claim := self._claim():
            deliver(claim)

    def die_before(self) -> None:
        if claim := self._claim():
            self.late.append((claim, None))

    def die_after(self) -> None:
        """The channel has accepted; the runner dies before it can write that down."""
        from cms import export

        claim = self._claim()
        if claim is None:
            return
        self.channel.failures = self.channel.failures_after_commit = []
        sending = LedgerSending(claim)
        if claim.wanted is None:
            self.channel.withdraw(sending)
            self.late.append((claim, Receipt()))
            return
        try:
            receipt = self.channel.release(export.document(claim.article, claim.wanted), sending)
        except export.Gone:
            return
        self.late.append((claim, receipt))

    def come_late(self) -> None:
        """A worker thought dead finishes; if its row was taken over, it must change nothing."""
        if not self.late:
            return
        claim, receipt = self.late.pop()
        row: Any = Delivery.objects.filter(pk=claim.delivery)
        before = row.values().get()
        try:
            if receipt is not None:
                ledger.settle(claim, receipt, [])
        except ledger.LeaseLost:
            assert row.values().get() == before
            ledger.lost(claim, [])

    def time_passes(self) -> None:
        moment = clock.now() - timedelta(seconds=1)
        Delivery.objects.update(due_at=moment)
        Delivery.objects.filter(lease_until__isnull=False).update(lease_until=moment)

    def lose(self) -> None:
        if self.channel.articles:
            del self.channel.articles[self.dice.choice(sorted(self.channel.articles))]

    def calm_down(self) -> None:
        self.channel.failures = self.channel.failures_after_commit = []
        for _ in range(3):
            sweep()
            Delivery.objects.update(given_up=False)
            self.time_passes()
            Runner().run_once()


@pytest.mark.parametrize("seed", range(12))
def test_in_the_end_all_is_as_wanted(seed):
    with channels(memory="tests.factories.channels.StrictChannel"):
        channel = channel_at()
        assert isinstance(channel, StrictChannel)
        walk = Walk(seed, channel)
        for _ in range(STEPS):
            walk.step()
        walk.calm_down()

        live = ArticlePage.objects.live().values_list("pk", "live_revision_id")
        held = {int(key): document.revision for key, document in channel.articles.items()}
        assert held == dict(live)
        assert channel.repeated == []
        assert not ledger.unsettled().exists()
        found = sweep()
        assert (found.missing, found.left_over, found.lost, found.stray) == (0, 0, 0, 0)
