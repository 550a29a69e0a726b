"""What `manage.py check` says about this installation as a whole."""

from typing import Any

from django.core import checks

from config import catalogues


@checks.register
def the_catalogues_are_compiled(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Without the `.mo` files everything works, in English."""
    if not (old := catalogues.stale()):
        return []
    return [
        checks.Warning(
            f"The interface's words are not up to date: {len(old)} catalogue(s) not compiled.",
            hint=(
                "Run `python manage.py compile_catalogues` as a user who may write to "
                f"{catalogues.HOME}."
            ),
            id="config.W001",
        )
    ]
