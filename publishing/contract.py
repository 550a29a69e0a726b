"""The door between the ledger and the channels: values, capabilities and errors.

An adapter sees a `Document` and a `Sending`; it never sees the ORM. It answers with a `Receipt`
or with exactly one of the errors below. Everything else an adapter raises is a bug of ours and is
treated as `OutcomeUnknown`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from django.utils.functional import Promise

from cms.contract import Document


class Turn(StrEnum):
    """Whose hands a problem needs."""

    EDITOR = "editor"  # mend the article
    OPERATOR = "operator"  # act in the account's own back office
    ADMINISTRATOR = "administrator"  # settings, secrets, network


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a channel can do. The board says in words what is missing."""

    # Can change in place what it has published. If not, an edited article needs a person.
    updates: bool = True
    # Can take back what it has published.
    withdraws: bool = True
    # `find` answers whether it holds an article.
    asks: bool = True
    # Can neither deduplicate nor be asked: after an unknown outcome it may publish twice.
    may_repeat: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What an accepted release left behind: where it is, and the handles to take it back by.

    `handle` is JSON-able and is handed back in `Sending.handle` from then on.
    """

    url: str = ""
    handle: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A channel an editor can tick for an article."""

    address: str
    label: str
    # A sentence shown beside the box: what will happen, or why nothing can.
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Something a channel would refuse, told in the form before anything is sent."""

    sentence: str
    field: str = ""


class Sending(Protocol):
    """One try at one delivery, as an adapter sees it."""

    @property
    def article(self) -> str:
        """`Document.id`: the key that travels inside what is sent."""

    @property
    def handle(self) -> Mapping[str, Any]:
        """The handle of the last accepted release; empty if there is none."""

    @property
    def progress(self) -> Mapping[str, Any]:
        """What earlier steps of this delivery saved; survives crashes, cleared when settled."""

    @property
    def must_ask(self) -> bool:
        """An earlier try ended unknown or was cut off: it may have arrived."""

    def checkpoint(self, **changes: Any) -> None:
        """Merge `changes` into `progress` (None removes a key), durably, before the next step.

        Raises `LeaseLost` when another runner has taken the row over: stop at once.
        """

    def note(self, step: str, detail: str = "") -> None:
        """Add a line to this attempt's log: every call made to the channel, without secrets."""


class Channel(ABC):
    """One place articles go to. Stateless between calls; used from several threads at once."""

    capabilities: ClassVar[Capabilities] = Capabilities()
    #: Shown on the board; lazy-translated where it is a word.
    label: str | Promise = ""

    @abstractmethod
    def release(self, document: Document, sending: Sending) -> Receipt:
        """Make the channel hold exactly this revision. Must be safe to call again."""

    @abstractmethod
    def withdraw(self, sending: Sending) -> None:
        """Make the channel hold nothing of `sending.article`. Safe to call again."""

    @abstractmethod
    def find(self, sending: Sending) -> Receipt | None:
        """What the channel itself says it holds of `sending.article`, or None."""

    def preflight(self, document: Document) -> list[Objection]:
        """What would be refused, before anything is sent."""
        return []

    def held(self) -> Iterable[str] | None:
        """Ids of every article the channel says it holds, for the sweep; None if it cannot say."""
        return None


class ChannelGroup(ABC):
    """A kind of channel with one channel per account (`wechat:<account>`)."""

    @abstractmethod
    def at(self, account: str) -> Channel:
        """The channel of one account; raises `NoSuchChannel`."""

    @abstractmethod
    def offers(self, association: str) -> list[Offer]:
        """What editors of the association (slug; empty: the federation's office) may tick."""

    @abstractmethod
    def labels(self) -> Mapping[str, str]:
        """account -> name, for the board."""


class PublishingError(Exception):
    """Root of everything publishing raises on purpose."""


class NoSuchChannel(PublishingError):
    """The address names no channel that exists now."""


class LeaseLost(PublishingError):
    """Another runner holds the row; whatever this one still does will not be recorded."""


class StillUnderWay(PublishingError):
    """Accepted, and the channel is still working on it: look again. Not a failure."""

    def __init__(self, sentence: str, *, look_again: timedelta) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.look_again = look_again


class ChannelError(PublishingError):
    """A try that did not succeed. `sentence` is for the board, in the interface's language;
    `code` is the channel's own (errcode, HTTP status), `reference` its trace id (rid)."""

    def __init__(self, sentence: str, *, code: str = "", reference: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.reference = reference


class Refused(ChannelError):
    """Certain: it did not arrive, and trying again unchanged is useless."""

    def __init__(self, sentence: str, *, turn: Turn, code: str = "", reference: str = "") -> None:
        super().__init__(sentence, code=code, reference=reference)
        self.turn = turn


class TryLater(ChannelError):
    """Certain: it did not arrive, and a later try may succeed. `after`: not before that."""

    def __init__(
        self,
        sentence: str,
        *,
        after: timedelta | None = None,
        code: str = "",
        reference: str = "",
    ) -> None:
        super().__init__(sentence, code=code, reference=reference)
        self.after = after


class OutcomeUnknown(ChannelError):
    """Time-out after sending, 5xx, an answer that is none: it may have arrived. Ask first."""
