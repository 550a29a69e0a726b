"""What every channel must do, whatever stands behind it.

    class TestMemory(ChannelSuite):
        @pytest.fixture
        def world(self) -> MemoryWorld: ...

An adapter inherits the suite and brings a `World`: the channel, and eyes of a reader at the other
end. What a world cannot do is said in its `cannot`, and the test that needs it is skipped with
those words.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from cms.contract import (
    AssociationRef,
    Document,
    Heading,
    ImageRef,
    Paragraph,
    Picture,
    Quotation,
    Verse,
)
from publishing.contract import (
    Channel,
    ChannelError,
    OutcomeUnknown,
    Receipt,
    Refused,
    StillUnderWay,
    TryLater,
)

SECONDS = 20.0


@dataclass
class FakeSending:
    """`contract.Sending` without a ledger: progress lives as long as the object."""

    article: str
    handle: Mapping[str, Any] = field(default_factory=dict)
    must_ask: bool = False
    saved: dict[str, Any] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def progress(self) -> Mapping[str, Any]:
        return MappingProxyType(self.saved)

    def checkpoint(self, **changes: Any) -> None:
        merged = {**self.saved, **changes}
        self.saved = {name: value for name, value in merged.items() if value is not None}

    def note(self, step: str, detail: str = "") -> None:
        self.notes.append((step, detail))

    def settled(self, receipt: Receipt) -> "FakeSending":
        """The sending of the next release, as the ledger would hand it over."""
        return FakeSending(self.article, handle=dict(receipt.handle))


def carried_through(work: Callable[[], Any]) -> Any:
    """What `work` gives in the end, looking again whenever the channel says so."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return work()
        except StillUnderWay as waiting:
            pause = waiting.look_again
            if time.monotonic() > deadline or pause <= timedelta():
                pytest.fail(f"looks again after {pause}: {waiting.sentence}")
        time.sleep(pause.total_seconds())


class World(ABC):
    """A channel, and what readers see of it."""

    channel: Channel
    #: name of an ability -> why it is missing
    cannot: Mapping[str, str] = {}

    @abstractmethod
    def seen(self, article: str) -> list[str]:
        """The titles readers see of the article: none, one, or (a fault) several."""

    def document(self, article: str = "4711", **changes: Any) -> Document:
        """An article with a bit of everything."""
        return replace(_document(article, self.picture()), **changes)

    def picture(self) -> ImageRef | None:
        """A stored picture, where the channel asks for bytes."""
        return None

    def lose_next_answer(self) -> None:
        """The next release arrives and commits, and its answer is lost."""
        raise NotImplementedError

    def go_away(self) -> None:
        """From now on nothing can be reached."""
        raise NotImplementedError

    def come_back(self) -> None:
        raise NotImplementedError


def _document(article: str, picture: ImageRef | None) -> Document:
    blocks: list[Any] = [
        Paragraph(html="<p>永和九年，岁在癸丑，<strong>暮春之初</strong>。</p>"),
        Heading(text="流觞曲水"),
        Quotation(text="是日也，天朗气清。", attribution="王羲之"),
        Verse(lines=("仰观宇宙之大，", "俯察品类之盛。")),
    ]
    if picture is not None:
        blocks.append(Picture(image=picture, caption="神龙本局部"))
    return Document(
        id=article,
        revision=1,
        kind="article",
        title="兰亭雅集",
        url=f"http://testserver/shuxie/news/{article}/",
        association=AssociationRef(slug="shuxie", name="兰亭市书法家协会", short_name="书协"),
        first_published_at="2026-04-03T09:00:00+08:00",
        released_at="2026-04-03T09:00:00+08:00",
        date="2026-04-03",
        digest="暮春之初，会于兰亭。",
        byline="王之",
        cover=picture,
        blocks=tuple(blocks),
    )


class ChannelSuite:
    """Inherit, and override `world`."""

    @pytest.fixture
    def world(self) -> World:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _able(self, request: pytest.FixtureRequest, world: World) -> None:
        marker = request.node.get_closest_marker("ability")
        for name in marker.args if marker else ():
            if name in world.cannot:
                pytest.skip(f"{name}: {world.cannot[name]}")

    def release(self, world: World, document: Document, sending: FakeSending) -> Receipt:
        receipt = carried_through(lambda: world.channel.release(document, sending))
        assert isinstance(receipt, Receipt)
        return receipt

    def withdraw(self, world: World, sending: FakeSending) -> None:
        carried_through(lambda: world.channel.withdraw(sending))

    def test_a_released_article_is_seen(self, world: World) -> None:
        document = world.document()
        self.release(world, document, FakeSending(document.id))
        assert world.seen(document.id) == ["兰亭雅集"]

    def test_a_good_article_meets_no_objection(self, world: World) -> None:
        assert world.channel.preflight(world.document()) == []

    def test_the_same_twice_is_there_once(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        receipt = self.release(world, document, sending)
        again = self.release(world, document, sending.settled(receipt))
        assert world.seen(document.id) == ["兰亭雅集"]
        assert again.url == receipt.url

    def test_two_articles_do_not_touch_each_other(self, world: World) -> None:
        one, two = world.document("4711"), world.document("4712", title="曲水流觞")
        receipt = self.release(world, one, FakeSending(one.id))
        self.release(world, two, FakeSending(two.id))
        self.withdraw(world, FakeSending(one.id).settled(receipt))
        assert world.seen(one.id) == []
        assert world.seen(two.id) == ["曲水流觞"]

    def test_an_edited_article(self, world: World) -> None:
        """Changed in place, or left as it is with a sentence for a person: never doubled."""
        document = world.document()
        sending = FakeSending(document.id)
        receipt = self.release(world, document, sending)
        edited = replace(document, revision=2, title="兰亭雅集（修订）")
        if world.channel.capabilities.updates:
            self.release(world, edited, sending.settled(receipt))
            assert world.seen(document.id) == ["兰亭雅集（修订）"]
        else:
            with pytest.raises(Refused) as refused:
                self.release(world, edited, sending.settled(receipt))
            assert refused.value.sentence
            assert world.seen(document.id) == ["兰亭雅集"]

    def test_another_revision_that_looks_the_same_settles(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        receipt = self.release(world, document, sending)
        self.release(world, replace(document, revision=2), sending.settled(receipt))
        assert world.seen(document.id) == ["兰亭雅集"]

    @pytest.mark.ability("withdraw")
    def test_a_withdrawn_article_is_gone(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        receipt = self.release(world, document, sending)
        self.withdraw(world, sending.settled(receipt))
        assert world.seen(document.id) == []

    @pytest.mark.ability("withdraw")
    def test_withdrawing_twice_is_withdrawing_once(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        after = sending.settled(self.release(world, document, sending))
        self.withdraw(world, after)
        self.withdraw(world, after)
        assert world.seen(document.id) == []

    @pytest.mark.ability("withdraw")
    def test_withdrawing_what_never_came_is_fine(self, world: World) -> None:
        self.withdraw(world, FakeSending("4713", must_ask=True))

    @pytest.mark.ability("withdraw")
    def test_a_withdrawn_article_can_come_back(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        self.withdraw(world, sending.settled(self.release(world, document, sending)))
        edited = replace(document, revision=2, title="兰亭再集")
        self.release(world, edited, FakeSending(document.id))
        assert world.seen(document.id) == ["兰亭再集"]

    @pytest.mark.ability("find")
    def test_find_tells_what_is_there(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        assert world.channel.find(sending) is None
        receipt = self.release(world, document, sending)
        found = world.channel.find(sending.settled(receipt))
        assert found is not None
        assert found.url == receipt.url
        self.withdraw(world, sending.settled(receipt))
        assert world.channel.find(FakeSending(document.id)) is None

    @pytest.mark.ability("find")
    def test_find_needs_no_handle(self, world: World) -> None:
        document = world.document()
        receipt = self.release(world, document, FakeSending(document.id))
        found = world.channel.find(FakeSending(document.id, must_ask=True))
        assert found is not None
        assert found.url == receipt.url

    @pytest.mark.ability("lose_next_answer")
    def test_after_an_unknown_outcome_it_is_there_once(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        world.lose_next_answer()
        with pytest.raises((OutcomeUnknown, TryLater)):
            self.release(world, document, sending)
        sending.must_ask = True
        self.release(world, document, sending)
        assert world.seen(document.id) == ["兰亭雅集"]

    @pytest.mark.ability("lose_next_answer", "withdraw")
    def test_an_unknown_outcome_can_be_withdrawn(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        world.lose_next_answer()
        with pytest.raises((OutcomeUnknown, TryLater)):
            self.release(world, document, sending)
        sending.must_ask = True
        self.withdraw(world, sending)
        assert world.seen(document.id) == []

    @pytest.mark.ability("go_away")
    def test_a_channel_that_is_away_is_tried_later(self, world: World) -> None:
        document = world.document()
        sending = FakeSending(document.id)
        world.go_away()
        with pytest.raises(ChannelError) as error:
            self.release(world, document, sending)
        assert not isinstance(error.value, Refused), error.value.sentence
        world.come_back()
        sending.must_ask = isinstance(error.value, OutcomeUnknown)
        self.release(world, document, sending)
        assert world.seen(document.id) == ["兰亭雅集"]

    @pytest.mark.ability("held")
    def test_held_lists_what_is_there(self, world: World) -> None:
        document = world.document()
        receipt = self.release(world, document, FakeSending(document.id))
        assert list(world.channel.held() or ()) == [document.id]
        self.withdraw(world, FakeSending(document.id).settled(receipt))
        assert list(world.channel.held() or ()) == []
