"""The ledger is tested over channels in memory, as strict as real ones."""

from collections.abc import Iterator

import pytest

from publishing.channels.memory import MemoryChannel
from tests.factories.channels import channels
from tests.factories.channels import memory as channel_at


@pytest.fixture
def memory() -> Iterator[MemoryChannel]:
    """Channels `memory`, `accounts:one` and `accounts:two` in place of the real ones."""
    with channels():
        yield channel_at()
