"""The real settings, for runners that are killed: what counts as long is short.

Still longer than a new runner takes to start and the old one's lease to run out.
"""

from config.settings import *  # noqa: F403

PUBLISHING_CHANNELS["wechat"]["OPTIONS"] = {"submit_settles": 12.0}  # noqa: F405
