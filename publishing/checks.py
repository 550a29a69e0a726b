"""Start-up checks: what is misconfigured, in a sentence that says where."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from publishing import registry


def channels_can_be_built(**kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Every alias in PUBLISHING_CHANNELS imports and knows its options."""
    try:
        registry.configured()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="publishing.E001")]
    return []


def register() -> None:
    """Called once, when the app is ready."""
    checks.register(channels_can_be_built)
