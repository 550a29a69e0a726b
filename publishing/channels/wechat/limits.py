"""Every limit of the platform this adapter respects, as data with its source.

Counted as the platform counts: characters are Python's `len`, bytes are of the UTF-8 text.
Where sources disagree the stricter figure stands (facts D1, D2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

CHINA: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Limit:
    """At most `value` of `unit`; `source` is the section of the facts."""

    value: int
    unit: str
    source: str


TITLE = Limit(32, "characters", "A4, D1: 32 by the current text, the web editor allows 64")
AUTHOR = Limit(16, "characters", "A4, D2")
DIGEST = Limit(120, "characters", "A4: 128 by the interface, 120 by the web editor; D2")
CONTENT_CHARACTERS = Limit(19_999, "characters", "A4: fewer than 20,000")
CONTENT_BYTES = Limit(1024 * 1024 - 1, "bytes", "A4: less than 1 MB")
SOURCE_URL = Limit(1024, "bytes", "A4")

BODY_IMAGE_BYTES = Limit(
    1_000_000, "bytes", "A3: less than 1 MB; the decimal reading is the safe one"
)
SMALL_BODY_IMAGE_BYTES = Limit(250_000, "bytes", "A10: shrink and encode anew; ours")
COVER_BYTES = Limit(2_000_000, "bytes", "A3: 10 MB on one page, 2 MB on another; D4")
THUMB_BYTES = Limit(64_000, "bytes", "A3: 64 KB, JPEG")
#: Twice the width of a phone's text column; wider pictures only cost readers traffic.
BODY_IMAGE_SIDE = Limit(2160, "pixels", "ours")
#: Longest side of hand-scrolls and hanging scrolls, whose detail lies along one side.
SCROLL_SIDE = Limit(8000, "pixels", "A3: 18018x24477 was refused as 40137; ours")
COVER_SIDE = Limit(1800, "pixels", "ours: twice the 900 of the headline's card")
THUMB_SIDE = Limit(900, "pixels", "ours")
#: Width to height of the headline's card; covers wider than this are cut to it.
COVER_RATIO: Final = 2.35

PAGE = Limit(20, "items in one batchget", "A4, A5")

#: (connect, read) in seconds. Uploads of 1 MB over a slow line take longest.
CALL_TIMEOUT: Final = (5.0, 20.0)
UPLOAD_TIMEOUT: Final = (5.0, 60.0)

#: stable_token hands out a fresh token in the last five minutes of the old one (A1).
REFRESH_AHEAD: Final = timedelta(minutes=4)

#: When to look at a submitted article. A day allows 100 submits and 100 looks (A2): about one
#: look per article, so the pauses grow quickly.
LOOKS: Final = (
    timedelta(milliseconds=600),
    timedelta(milliseconds=600),
    timedelta(seconds=4),
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)
#: After a submit without an answer: how long the platform may still be at work on it, with the
#: draft in the box and nothing in the published list. Submitting again earlier might publish twice;
#: much later, and an article waits for nothing after a submit that never arrived.
SUBMIT_SETTLES: Final = timedelta(seconds=90)

#: How much later the list is read again where a draft is gone and nothing listed as published.
LIST_LAGS: Final = (timedelta(seconds=5),)

#: When to look whether the operator has published a draft: 500 looks a day for all drafts (A2).
DRAFT_LOOKS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
)

#: How far back the platform's lists are read when asking for an article, newest first. 100
#: publications are the most of a day, and as many looks are all a day allows (A2).
DRAFT_PAGES: Final = 20
PUBLISHED_PAGES: Final = 5
#: Clocks of ours and theirs may differ by this much.
CLOCKS_APART: Final = timedelta(minutes=10)


def until_tomorrow(now: datetime) -> timedelta:
    """From `now` to the reset of the daily counters: midnight in China (A2), and a little."""
    here = now.astimezone(CHINA)
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - here + timedelta(minutes=2)
