"""Log lines: one event a line, its words as key=value, through the standard library's handlers."""

from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog


def configure() -> None:
    """Send structlog's events to `logging`, so that levels and handlers are those of LOGGING.

    structlog's own rendering of tracebacks prints the values of local variables, among them
    tokens and secrets; `logging` prints lines of code alone.
    """
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, line],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def line(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str], Mapping[str, Any]]:
    """The last processor: arguments for the method of a `logging.Logger`."""
    trace = event.pop("exc_info", None)
    name = str(event.pop("event"))
    words = [f"{key}={_value(value)}" for key, value in event.items()]
    return (" ".join([name, *words]),), {"exc_info": trace}


def _value(value: Any) -> str:
    text = str(value)
    return text if text.isprintable() and text and " " not in text else repr(text)
