"""Which services tests can reach, and the sentence when one is away.

    @pytest.mark.needs("postgresql")

runs where the service answers, and is skipped elsewhere with the reason in words. With
`YWY_TEST_REQUIRE=1`, as in CI, a missing service is a failure.
"""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

REQUIRED = os.environ.get("YWY_TEST_REQUIRE") == "1"
POSTGRESQL = os.environ.get(
    "YWY_TEST_POSTGRESQL", "postgresql://yunwenyi:yunwenyi@127.0.0.1:5432/yunwenyi"
)
REDIS = os.environ.get("YWY_TEST_REDIS", "redis://127.0.0.1:6379/9")
ELASTICSEARCH = os.environ.get("YWY_TEST_ELASTICSEARCH", "http://127.0.0.1:9200")
BROWSER = os.environ.get("YWY_TEST_BROWSER", "/usr/bin/chromium")


@dataclass(frozen=True, kw_only=True)
class Service:
    """`variable` names the environment variable that says where it is."""

    variable: str
    place: str

    def missing(self) -> str:
        """Why it cannot be used; empty if it can."""
        if self.place.startswith("/"):
            return "" if Path(self.place).exists() else f"{self.place} is not installed"
        parts = urlsplit(self.place)
        try:
            with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=2):
                return ""
        except OSError as error:
            return f"nothing answers at {parts.hostname}:{parts.port} ({error})"


SERVICES = {
    "postgresql": Service(variable="YWY_TEST_POSTGRESQL", place=POSTGRESQL),
    "redis": Service(variable="YWY_TEST_REDIS", place=REDIS),
    "elasticsearch": Service(variable="YWY_TEST_ELASTICSEARCH", place=ELASTICSEARCH),
    "browser": Service(variable="YWY_TEST_BROWSER", place=BROWSER),
}
