"""What the environment may choose; every default is embedded and needs no server.

Read once, checked once: a value that cannot be understood stops the start with a sentence.
"""

from pathlib import Path
from typing import Annotated

from pydantic import SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


def _words(value: str) -> list[str]:
    return [word for word in value.replace(",", " ").split() if word]


class Environment(BaseSettings):
    """`YWY_…` variables (or a `.env` file beside manage.py). Unknown ones are ignored."""

    model_config = SettingsConfigDict(
        env_prefix="YWY_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    debug: bool = False
    # Where everything that is written lives: database, media, search index, caches.
    var: Path = ROOT / "var"
    # Kept in var/secret_key when not given, so that a demo needs nothing set.
    secret_key: SecretStr | None = None
    # {"k2": "<base64 of 32 bytes>", "k1": …}: newest first, apart from the secret key.
    # Kept in var/field_keys.json when not given.
    field_keys: dict[str, SecretStr] = {}
    # The address visitors use; links in feeds and in WeChat are built on it.
    site_url: str = "http://127.0.0.1:8000"
    allowed_hosts: Annotated[str, NoDecode] = "127.0.0.1 localhost [::1]"
    # sqlite:///path or postgresql://user:pass@host:port/name
    database_url: str = ""
    # file:///path, or redis://host:port/n
    cache_url: str = ""
    # embedded (var/search), or http(s)://elasticsearch:9200
    search_url: str = ""
    # Seconds a runner may be silent before another takes its row over.
    lease_seconds: float = 60.0
    # Threads of one fan-out runner.
    runner_workers: int = 8

    @property
    def hosts(self) -> list[str]:
        """Host names this site answers to."""
        return _words(self.allowed_hosts)
