"""Which channels an article goes to."""

from cms.models import ReleasablePage
from publishing import registry


def channels_for(page: ReleasablePage) -> frozenset[str]:
    """Addresses of the channels the page shall be in: those every page goes to, and those
    ticked by the editor. A ticked account that was closed since is still wanted: its delivery
    then says so on the board, instead of vanishing."""
    return frozenset(registry.always()) | frozenset(page.channels or ())
