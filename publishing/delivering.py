"""One try at one delivery: from a claim to a closed attempt."""

import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from cms import export
from publishing import clock, ledger, registry
from publishing.contract import (
    Channel,
    ChannelError,
    LeaseLost,
    NoSuchChannel,
    OutcomeUnknown,
    Receipt,
    Refused,
    StillUnderWay,
    TryLater,
    Turn,
)
from publishing.ledger import Claim
from publishing.models import Outcome
from publishing.retry import next_try

log = structlog.get_logger(__name__)

_MAX_NOTES = 400


class LedgerSending:
    """`contract.Sending` over a claimed row."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._progress = dict(claim.progress)
        self._began = time.monotonic()
        self.notes: list[Any] = []

    @property
    def article(self) -> str:
        return str(self._claim.article)

    @property
    def handle(self) -> Mapping[str, Any]:
        return MappingProxyType(dict(self._claim.handle))

    @property
    def progress(self) -> Mapping[str, Any]:
        return MappingProxyType(self._progress)

    @property
    def must_ask(self) -> bool:
        return self._claim.must_ask

    def checkpoint(self, **changes: Any) -> None:
        merged = {**self._progress, **changes}
        kept = {name: value for name, value in merged.items() if value is not None}
        ledger.checkpoint(self._claim, kept)
        self._progress = kept

    def note(self, step: str, detail: str = "") -> None:
        if len(self.notes) < _MAX_NOTES:
            self.notes.append(
                [round(time.monotonic() - self._began, 3), _text(step), _text(detail)]
            )


def _text(words: str) -> str:
    # What a channel answers may be garbage; PostgreSQL refuses a NUL in any text.
    return words.replace("\0", "\ufffd")


def deliver(claim: Claim) -> None:
    """Do what the row wants and write down how it ended. Raises only if the database fails."""
    sending = LedgerSending(claim)
    words = log.bind(delivery=claim.delivery, article=claim.article, channel=claim.channel)
    try:
        receipt = _carry_out(registry.channel_at(claim.channel), claim, sending)
        ledger.settle(claim, receipt, sending.notes)
        words.info("delivery.settled", revision=claim.wanted)
    except StillUnderWay as waiting:
        _wait(claim, sending, waiting)
    except LeaseLost:
        words.warning("delivery.lease_lost")
        ledger.lost(claim, sending.notes)
    except ChannelError as error:
        words.info("delivery.failed", kind=type(error).__name__, code=error.code)
        _put_back(claim, sending, error)
    except NoSuchChannel:
        _put_back(
            claim,
            sending,
            Refused(
                _("This channel does not exist any more. Set the account up again, or give up."),
                turn=Turn.ADMINISTRATOR,
            ),
        )
    except export.Gone:
        _put_back(
            claim,
            sending,
            Refused(
                _("The revision to be released is gone. Publish the article again."),
                turn=Turn.EDITOR,
            ),
        )
    except (InterfaceError, OperationalError):
        raise  # The database is away. The row stays leased; whoever takes it up next asks first.
    except Exception:  # noqa: BLE001
        # A bug of ours must not make the row spin: it is recorded, and asked about before the
        # next try, since we cannot know how far the adapter had come.
        words.exception("delivery.broke")
        _put_back(
            claim,
            sending,
            OutcomeUnknown(_("An error in the program; the administrator finds it in the log.")),
        )


def _carry_out(channel: Channel, claim: Claim, sending: LedgerSending) -> Receipt:
    if claim.wanted is None:
        if claim.have is None and not claim.progress and not claim.must_ask:
            return Receipt()  # It never got there.
        if not channel.capabilities.withdraws:
            raise Refused(
                _("This channel cannot take an article back. Remove it there by hand."),
                turn=Turn.OPERATOR,
            )
        channel.withdraw(sending)
        return Receipt()
    if claim.must_ask and channel.capabilities.may_repeat and not claim.by_hand:
        raise Refused(
            _(
                "It may have arrived already and this channel cannot be asked. Look there, and "
                "try again only if it is missing."
            ),
            turn=Turn.OPERATOR,
        )
    return channel.release(export.document(claim.article, claim.wanted), sending)


def _wait(claim: Claim, sending: LedgerSending, waiting: StillUnderWay) -> None:
    try:
        ledger.put_back(
            claim,
            Outcome.UNDER_WAY,
            due_at=clock.now() + waiting.look_again,
            notes=sending.notes,
            counts=False,
            sentence=_text(waiting.sentence),
        )
    except LeaseLost:
        log.warning("delivery.lease_lost", delivery=claim.delivery)


_OUTCOMES: dict[type[ChannelError], Outcome] = {
    Refused: Outcome.REFUSED,
    TryLater: Outcome.LATER,
    OutcomeUnknown: Outcome.UNKNOWN,
}


def _put_back(claim: Claim, sending: LedgerSending, error: ChannelError) -> None:
    try:
        ledger.put_back(
            claim,
            _OUTCOMES[type(error)],
            due_at=next_try(error, claim.attempts, clock.now()),
            notes=sending.notes,
            sentence=_text(error.sentence),
            code=_text(error.code),
            reference=_text(error.reference),
            turn=error.turn if isinstance(error, Refused) else "",
        )
    except LeaseLost:
        log.warning("delivery.lease_lost", delivery=claim.delivery)
