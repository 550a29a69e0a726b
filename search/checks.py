"""Start-up message: the index was built by another version of the code."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.utils.translation import gettext as _

from search import engine, engines
from search.engine import EngineUnavailable


def index_fits(**kwargs: Any) -> Sequence[checks.CheckMessage]:
    """A warning, not an error: the site works without search, and the command that mends it
    must be able to start. An engine that does not answer now may answer later."""
    try:
        version = engines.current().version()
    except EngineUnavailable as error:
        return [checks.Warning(error.sentence, id="search.W002")]
    if version in (None, engine.VERSION):
        return []
    return [
        checks.Warning(
            _("The search index has version %(old)s, this program needs %(new)s.")
            % {"old": version, "new": engine.VERSION},
            hint=_("Run: manage.py rebuild_search"),
            id="search.W001",
        )
    ]


def register() -> None:
    """Called once, when the app is ready."""
    checks.register(index_fits)
