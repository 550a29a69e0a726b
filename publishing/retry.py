"""When to try again: a pure function of what went wrong, how often, and now."""

from datetime import datetime, timedelta

from publishing.contract import ChannelError, OutcomeUnknown, Refused, TryLater

# A channel that is away for a minute is tried within seconds of its return; one that is away for
# a night costs two calls an hour.
_PAUSES = tuple(timedelta(seconds=s) for s in (1, 5, 15, 60, 300, 900, 1800))


def next_try(error: ChannelError, attempts: int, now: datetime) -> datetime | None:
    """When the delivery is due again; None: a person must act first.

    `attempts` counts the tries since the article was last wanted, this one included (>= 1).
    """
    if isinstance(error, Refused):
        return None
    pause = _PAUSES[min(attempts, len(_PAUSES)) - 1]
    if isinstance(error, TryLater) and error.after is not None:
        return now + max(error.after, _PAUSES[0])
    if isinstance(error, TryLater | OutcomeUnknown):
        return now + pause
    raise TypeError(f"no rule for {type(error).__name__}")
