"""What the ledger's rows mean in words. Derived from the row and its last attempt, never stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from publishing.contract import Turn
from publishing.models import Attempt, Delivery, Outcome


class Kind(StrEnum):
    """Where a delivery stands."""

    THERE = "there"
    ABSENT = "absent"
    SENDING = "sending"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class State:
    """One delivery in words: what, since when, why, and whose turn it is."""

    kind: Kind
    words: str
    since: datetime | None
    sentence: str = ""
    turn: str = ""

    @property
    def moving(self) -> bool:
        """It will change without anybody's doing."""
        return self.kind in {Kind.SENDING, Kind.UNDER_WAY, Kind.WAITING}


def turn_words(turn: str) -> str:
    """Whose turn it is, for the board; empty when it is nobody's."""
    return (
        {
            Turn.EDITOR: _("The editor must mend the article"),
            Turn.OPERATOR: _("The account's operator must act"),
            Turn.ADMINISTRATOR: _("The administrator must act"),
        }.get(Turn(turn), "")
        if turn
        else ""
    )


def state_of(row: Delivery, last: Attempt | None, now: datetime) -> State:
    """The state of a row, given its last attempt."""
    if row.wanted_seq == row.have_seq:
        if row.have is None:
            return State(kind=Kind.ABSENT, words=_("Withdrawn"), since=row.have_at)
        return State(kind=Kind.THERE, words=_("Released"), since=row.have_at)
    sentence = last.sentence if last is not None else ""
    if row.given_up:
        return State(
            kind=Kind.PERSON,
            words=_("Needs a person"),
            since=last.ended_at if last is not None else row.wanted_at,
            sentence=sentence,
            turn=turn_words(last.turn) if last is not None else "",
        )
    if row.lease_until is not None and row.lease_until > now:
        words = _("Releasing") if row.wanted is not None else _("Withdrawing")
        return State(kind=Kind.SENDING, words=words, since=row.wanted_at)
    if last is not None and last.outcome == Outcome.UNDER_WAY:
        return State(
            kind=Kind.UNDER_WAY,
            words=_("Under way at the channel"),
            since=last.ended_at,
            sentence=sentence,
        )
    words = _("Waiting to be released") if row.wanted is not None else _("Waiting to be withdrawn")
    return State(kind=Kind.WAITING, words=words, since=row.wanted_at, sentence=sentence)


_UNSETTLED = ~Q(wanted_seq=F("have_seq"))


def rows_in(kind: str) -> Q:
    """Condition on rows for the board's filter: person, moving, there or absent."""
    conditions: dict[str, Any] = {
        "person": _UNSETTLED & Q(given_up=True),
        "moving": _UNSETTLED & Q(given_up=False),
        "there": ~_UNSETTLED & Q(have__isnull=False),
        "absent": ~_UNSETTLED & Q(have__isnull=True),
    }
    found: Q = conditions[kind]
    return found


FILTERS = ("person", "moving", "there", "absent")
