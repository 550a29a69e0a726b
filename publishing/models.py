"""The ledger's two tables: what should be where, and every try at it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Delivery(models.Model):
    """One article in one channel: what is wanted there and what is there.

    `wanted` and `have` are revision ids, None meaning "nothing". `wanted_seq` grows with every
    release or withdrawal, so that a new address or a forced repetition of the same revision is
    also due. States are derived (`publishing.states`), never stored.
    """

    # No constraint: the row must outlive a deleted page, since its withdrawal is still to do.
    article = models.ForeignKey(
        Page, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=100)
    # The title at the last release, for the board after the page is gone.
    title = models.CharField(_("title"), max_length=255)

    wanted = models.BigIntegerField(null=True)
    wanted_seq = models.PositiveIntegerField(default=0)
    wanted_at = models.DateTimeField()

    have = models.BigIntegerField(null=True)
    have_seq = models.PositiveIntegerField(default=0)
    have_at = models.DateTimeField(null=True)
    url = models.URLField(max_length=1024, blank=True)
    handle = models.JSONField(default=dict)

    progress = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    given_up = models.BooleanField(default=False)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = (
            models.UniqueConstraint(
                fields=["article", "channel"], name="one_delivery_per_article_and_channel"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=~Q(wanted_seq=F("have_seq")) & Q(given_up=False),
                name="delivery_due",
            ),
            models.Index(fields=["channel", "-wanted_at"], name="delivery_by_channel"),
            models.Index(fields=["-wanted_at"], name="delivery_by_time"),
        )
        permissions = (("use_board", _("Can see and use the delivery board")),)

    def __str__(self) -> str:
        return f"{self.title} → {self.channel}"


class Outcome(models.TextChoices):
    """How a try ended; empty while it is going on. The last two are no tries: what somebody did
    or found between two of them."""

    ACCEPTED = "accepted", _("accepted")
    UNDER_WAY = "under_way", _("under way at the channel")
    LATER = "later", _("will be tried again")
    REFUSED = "refused", _("refused")
    UNKNOWN = "unknown", _("outcome unknown")
    LOST = "lost", _("taken over by another runner")
    CUT_OFF = "cut_off", _("cut off in its middle")
    ASKED = "asked", _("asked for again")
    MISSED = "missed", _("not there any more")


class Attempt(models.Model):
    """One try. Written when it begins, closed once when it ends, never changed again."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    token = models.UUIDField(unique=True)
    # The revision it was to bring; None for a withdrawal.
    revision = models.BigIntegerField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    sentence = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    turn = models.CharField(max_length=16, blank=True)
    # [[seconds since the start, step, detail], …]
    notes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.started_at:%F %T} {self.outcome or '…'}"

    @classmethod
    def note(
        cls,
        delivery: int,
        outcome: Outcome,
        moment: datetime,
        *,
        revision: int | None,
        **words: str,
    ) -> None:
        """Add a line that is no try, closed at once."""
        cls.objects.create(
            delivery_id=delivery,
            token=uuid.uuid4(),
            revision=revision,
            started_at=moment,
            ended_at=moment,
            outcome=outcome,
            **words,
        )
