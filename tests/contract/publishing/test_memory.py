"""The channel in memory keeps the contract it is there to teach."""

import pytest

from publishing.channels.memory import MemoryChannel
from publishing.contract import OutcomeUnknown, TryLater
from tests.contract.publishing.channel_suite import ChannelSuite, World


class MemoryWorld(World):
    def __init__(self) -> None:
        self.channel: MemoryChannel = MemoryChannel()

    def seen(self, article: str) -> list[str]:
        held = self.channel.articles.get(article)
        return [held.title] if held else []

    def lose_next_answer(self) -> None:
        self.channel.failures_after_commit.append(OutcomeUnknown("no answer"))

    def go_away(self) -> None:
        self.channel.failures.append(TryLater("away"))

    def come_back(self) -> None:
        assert not self.channel.failures


class TestMemory(ChannelSuite):
    @pytest.fixture
    def world(self) -> MemoryWorld:
        return MemoryWorld()
