"""Every limit the sandbox enforces, as data with its source in the facts on channels.

A limit whose source is ``assumed`` is ours: the facts name the behaviour but no figure for it.
"""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure, what it counts, and where it comes from."""

    value: int
    unit: str
    source: str


# Access tokens
TOKEN_LIFE = Limit(7200, "seconds", "A1")
TOKEN_OVERLAP = Limit(300, "seconds the retired token stays good", "A1")
STABLE_RENEWAL = Limit(300, "seconds before expiry", "A1")
STABLE_FORCED_A_DAY = Limit(20, "forced refreshes a day", "A1")
STABLE_FORCED_APART = Limit(30, "seconds between forced refreshes", "A1")

# Uploads and permanent material
UPLOADIMG_BYTES = Limit(1 * MIB, "bytes, exclusive", "A3")
IMAGE_BYTES = Limit(10 * MIB, "bytes", "A3")
VOICE_BYTES = Limit(2 * MIB, "bytes", "A3")
VIDEO_BYTES = Limit(10 * MIB, "bytes", "A3")
THUMB_BYTES = Limit(64 * KIB, "bytes", "A3")
IMAGE_PIXELS = Limit(100_000_000, "pixels (an 18018x24477 PNG was refused)", "A3, figure assumed")
TEMPORARY_LIFE = Limit(3 * DAY, "seconds", "A3")
LIBRARY_IMAGES = Limit(100_000, "images", "A3")
LIBRARY_OTHERS = Limit(1_000, "items of each other kind", "A3")

# Drafts
ARTICLES = Limit(8, "articles in a draft", "A4")
TITLE = Limit(32, "characters", "A4")
AUTHOR = Limit(16, "characters", "A4")
DIGEST = Limit(128, "characters", "A4")
DIGEST_FROM_BODY = Limit(54, "characters of the body", "A4")
CONTENT_CHARS = Limit(20_000, "characters, exclusive", "A4")
CONTENT_BYTES = Limit(1 * MIB, "bytes, exclusive", "A4")
SOURCE_URL_BYTES = Limit(1 * KIB, "bytes", "A4")
NEWSPIC_IMAGES = Limit(20, "images", "A4")
CROP_DECIMALS = Limit(6, "decimals", "A4")
PAGE = Limit(20, "items in one batchget", "A3-A5")

# Mass messages
CLIENTMSGID_BYTES = Limit(64, "bytes", "A6")
CLIENTMSGID_LIFE = Limit(DAY, "seconds", "A6")
CLIENTMSGID_APART = Limit(MINUTE, "seconds", "A6")
RECIPIENTS_MIN = Limit(2, "openids", "A6")
RECIPIENTS_MAX = Limit(10_000, "openids", "A6")
MASS_A_DAY_SUBSCRIPTION = Limit(1, "messages to all a day", "A6")
MASS_A_MONTH_SERVICE = Limit(4, "messages to all a month", "A6")

# Events
EVENT_TIMEOUT = Limit(5, "seconds", "A8")
EVENT_TRIES = Limit(3, "tries", "A8")

# Diagnostics
RID_LIFE = Limit(7 * DAY, "seconds", "A2")
CLEAR_QUOTA_A_MONTH = Limit(10, "times a month, v1 and v2 together", "A2")
QUOTA_CLEAR_A_MONTH = Limit(50, "times a month", "A2")

# Calls a day and account (A2); a path that is absent has no figure in the facts and no limit here.
DAILY_CALLS = {
    "/cgi-bin/token": Limit(2_000, "calls a day", "A2"),
    "/cgi-bin/stable_token": Limit(500_000, "calls a day", "A1"),
    "/cgi-bin/media/upload": Limit(100_000, "calls a day", "A2"),
    "/cgi-bin/media/get": Limit(200_000, "calls a day", "A2"),
    "/cgi-bin/draft/add": Limit(1_000, "calls a day", "A2"),
    "/cgi-bin/draft/update": Limit(1_000, "calls a day", "A2"),
    "/cgi-bin/draft/delete": Limit(1_000, "calls a day", "A2"),
    "/cgi-bin/draft/count": Limit(1_000, "calls a day", "A2"),
    "/cgi-bin/draft/batchget": Limit(1_000, "calls a day", "A2"),
    "/cgi-bin/draft/get": Limit(500, "calls a day", "A2"),
    "/cgi-bin/freepublish/submit": Limit(100, "calls a day", "A2"),
    "/cgi-bin/freepublish/get": Limit(100, "calls a day", "A2"),
    "/cgi-bin/freepublish/getarticle": Limit(100, "calls a day", "A2"),
    "/cgi-bin/freepublish/batchget": Limit(100, "calls a day", "A2"),
    "/cgi-bin/freepublish/delete": Limit(10, "calls a day", "A2"),
    "/cgi-bin/message/mass/sendall": Limit(100, "calls a day", "A2"),
    "/cgi-bin/message/mass/send": Limit(100, "calls a day", "A2"),
    "/cgi-bin/message/mass/preview": Limit(100, "calls a day", "A6"),
    "/cgi-bin/message/mass/delete": Limit(10, "calls a day", "A2"),
}

# Calls a minute and account: over it is 45011.
MINUTE_CALLS = {
    "/cgi-bin/stable_token": Limit(10_000, "calls a minute", "A1"),
    "/cgi-bin/message/mass/sendall": Limit(60, "calls a minute", "A2"),
    "/cgi-bin/message/mass/send": Limit(60, "calls a minute", "A2"),
}
