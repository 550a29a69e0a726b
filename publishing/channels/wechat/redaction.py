"""Access tokens travel in query strings; urllib3 writes those to its log at level DEBUG."""

import logging
import re
from typing import Final

_TOKEN: Final = re.compile(r"(access_token|secret)=[^&\s\"']+")


class Redact(logging.Filter):
    """Blots tokens out of a record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "access_token=" in message or "secret=" in message:
            record.msg, record.args = _TOKEN.sub(r"\1=…", message), ()
        return True


def install() -> None:
    for name in ("urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(Redact())
