import contextlib

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root is an app so that its commands (demo, load_sample) are found."""

    name = "config"

    def ready(self) -> None:
        from config import catalogues, checks  # noqa: F401 - registers the checks

        # Before anything is translated: nobody has to remember it. Where the folder may not be
        # written, the check says so.
        with contextlib.suppress(OSError):
            catalogues.compile_stale()
