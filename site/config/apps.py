from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root is an app so that its commands (demo, load_sample) are found."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - registers the checks
