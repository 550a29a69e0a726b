"""When a delivery is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.contract import ChannelError, OutcomeUnknown, Refused, TryLater, Turn
from publishing.retry import next_try

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 1), (2, 5), (3, 15), (4, 60), (5, 300), (6, 900), (7, 1800), (8, 1800), (1000, 1800)],
)
@pytest.mark.parametrize("error", [TryLater("away"), OutcomeUnknown("no answer")])
def test_pauses_grow_to_half_an_hour(error, attempts, seconds):
    assert next_try(error, attempts, NOW) == NOW + timedelta(seconds=seconds)


def test_what_is_refused_waits_for_a_person():
    assert next_try(Refused("too long", turn=Turn.EDITOR), 1, NOW) is None


def test_a_channel_may_say_when():
    assert next_try(TryLater("quota", after=timedelta(hours=3)), 1, NOW) == NOW + timedelta(hours=3)


def test_at_once_is_never_at_once():
    assert next_try(TryLater("busy", after=timedelta(0)), 1, NOW) == NOW + timedelta(seconds=1)


def test_an_error_without_a_rule_is_a_bug():
    with pytest.raises(TypeError, match="ChannelError"):
        next_try(ChannelError("?"), 1, NOW)


@given(st.integers(1, 10_000))
def test_never_sooner_than_the_try_before(attempts):
    first, second = (next_try(OutcomeUnknown(""), n, NOW) for n in (attempts, attempts + 1))
    assert NOW < first <= second


def test_a_minute_of_silence_costs_few_tries():
    tries, moment = 0, NOW
    while moment < NOW + timedelta(minutes=1):
        tries += 1
        moment = next_try(OutcomeUnknown(""), tries, moment)
    assert tries == 4
