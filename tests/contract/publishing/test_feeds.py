"""The feeds as a channel."""

import pytest

from publishing.channels.feeds.channel import FeedsChannel
from publishing.channels.feeds.models import Entry
from tests.contract.publishing.channel_suite import ChannelSuite, World

_INSIDE = "it writes into our own database, in one transaction with nothing to lose on a wire"


class FeedsWorld(World):
    cannot = {"lose_next_answer": _INSIDE, "go_away": _INSIDE}

    def __init__(self) -> None:
        self.channel = FeedsChannel()

    def seen(self, article: str) -> list[str]:
        return list(Entry.objects.filter(article=article).values_list("title", flat=True))


@pytest.mark.django_db
class TestFeeds(ChannelSuite):
    @pytest.fixture
    def world(self, db: None) -> FeedsWorld:
        return FeedsWorld()
