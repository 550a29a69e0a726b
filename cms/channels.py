"""Which channels an editor may tick. `publishing` answers; `cms` only asks.

Imports run downwards, so the house above registers itself here at start-up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cms.contract import Document


@dataclass(frozen=True, kw_only=True)
class ChannelChoice:
    """One box in the form: `address` is stored, `label` is read, `remark` says what will happen."""

    address: str
    label: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why a ticked channel would refuse the article as it is now."""

    channel: str
    sentence: str
    field: str = ""


Choices = Callable[[str], Sequence[ChannelChoice]]
Preflight = Callable[[Document], Sequence[Objection]]

_choices: Choices = lambda association: ()  # noqa: E731
_preflight: Preflight = lambda document: ()  # noqa: E731


def register(*, choices: Choices, preflight: Preflight) -> None:
    """Called once by the house that knows the channels."""
    global _choices, _preflight
    _choices, _preflight = choices, preflight


def choices_for(association: str) -> Sequence[ChannelChoice]:
    """Channels an article of the association (slug) can be ticked for."""
    return _choices(association)


def preflight(document: Document) -> Sequence[Objection]:
    """What the ticked channels would refuse in this document."""
    return _preflight(document)
