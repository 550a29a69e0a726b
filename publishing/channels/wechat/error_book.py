"""The platform's error codes as data (`error_book.toml`, facts A10) and what they mean for us."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.channels.wechat import limits
from publishing.channels.wechat.failures import (
    ApiRefusal,
    BadGateway,
    CallFailed,
    NoAnswer,
    NotSent,
)
from publishing.contract import ChannelError, OutcomeUnknown, Refused, TryLater, Turn


class Reaction(StrEnum):
    """What a program does about a code. The letters are those of facts A10."""

    BUSY = "busy"  # R, but open whether it worked: ask first if repeating would do harm
    LATER = "later"  # R: refused now, try again after a while
    REFRESH = "refresh"  # T: a new token, once
    MEND = "mend"  # F: the content must change
    BUG = "bug"  # F: we asked wrongly; no editor can help
    PERSON = "person"  # H: somebody must act in an office
    WINDOW = "window"  # Q: wait until the day's counters start again
    DONE = "done"  # S: it had worked before


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One code. `meaning` and `press` are sentences in Chinese: what it is, what to do."""

    code: int
    meaning: str
    reaction: Reaction
    turn: Turn
    press: str = ""
    after: timedelta | None = None
    #: The calls this reading is for; empty: all that have no reading of their own.
    paths: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return "".join(f"{part}。" for part in (self.meaning, self.press) if part)


_TURNS = {
    Reaction.MEND: Turn.EDITOR,
    Reaction.PERSON: Turn.OPERATOR,
}


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the book; a mistake in it stops the first use, and the tests."""
    text = resources.files(__package__).joinpath("error_book.toml").read_text(encoding="utf-8")
    found = []
    for row in tomllib.loads(text)["code"]:
        reaction = Reaction(row.pop("reaction"))
        turn = Turn(row.pop("turn", _TURNS.get(reaction, Turn.ADMINISTRATOR)))
        after = timedelta(seconds=row.pop("after")) if "after" in row else None
        paths = tuple(row.pop("paths", ()))
        found.append(Entry(reaction=reaction, turn=turn, after=after, paths=paths, **row))
    return tuple(found)


@cache
def look_up(code: int, path: str = "") -> Entry | None:
    """The reading of `code` for the call at `path`, or None for a code nobody has seen."""
    readings = [entry for entry in entries() if entry.code == code]
    return next(
        (entry for entry in readings if path in entry.paths),
        next((entry for entry in readings if not entry.paths), None),
    )


def translate(failure: CallFailed, *, repeatable: bool) -> ChannelError:
    """`repeatable`: doing the call twice does no harm, so an open outcome is no question."""
    match failure:
        case ApiRefusal():
            return _of_code(failure, repeatable=repeatable)
        case NotSent():
            return TryLater(
                _("WeChat's server cannot be reached. It will be tried again by itself."),
                code="network",
            )
        case BadGateway():
            return Refused(
                _(
                    "Something other than WeChat answered (HTTP %(status)d). "
                    "Check the address of the interface in the account's settings."
                )
                % {"status": failure.status},
                turn=Turn.ADMINISTRATOR,
                code=f"HTTP {failure.status}",
            )
        case NoAnswer() if repeatable:
            return TryLater(
                _("WeChat's answer did not arrive. It will be tried again by itself."),
                code="no answer",
            )
    return OutcomeUnknown(
        _("WeChat's answer did not arrive. Before anything is sent again, WeChat is asked."),
        code="no answer",
    )


def _of_code(refusal: ApiRefusal, *, repeatable: bool) -> ChannelError:
    entry = look_up(refusal.code, refusal.path)
    code, rid = str(refusal.code), refusal.rid
    if entry is None:
        sentence = _(
            "WeChat refused with a code we do not know: %(code)s, “%(errmsg)s”. "
            "Look it up in the documentation of the platform, then try again or give up."
        )
        return Refused(
            sentence % {"code": code, "errmsg": refusal.errmsg},
            turn=Turn.OPERATOR,
            code=code,
            reference=rid,
        )
    sentence = entry.sentence.replace("{ip}", refused_address(refusal.errmsg))
    match entry.reaction:
        case Reaction.BUSY if not repeatable:
            return OutcomeUnknown(sentence, code=code, reference=rid)
        case Reaction.BUSY | Reaction.LATER | Reaction.REFRESH:
            return TryLater(sentence, after=entry.after, code=code, reference=rid)
        case Reaction.WINDOW:
            wait = limits.until_tomorrow(timezone.now())
            return TryLater(sentence, after=wait, code=code, reference=rid)
    return Refused(sentence, turn=entry.turn, code=code, reference=rid)


def refused_address(errmsg: str) -> str:
    """The IP address the platform saw, out of the message of 40164 (facts A1)."""
    words = errmsg.replace(",", " ").split()
    return words[words.index("ip") + 1] if "ip" in words[:-1] else _("(see the message)")
