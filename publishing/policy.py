"""Which channels an article goes to."""

from cms.associations import owner_slug
from cms.models import ReleasablePage
from publishing import registry


def channels_for(page: ReleasablePage) -> frozenset[str]:
    """Addresses of the channels the page shall be in: those every page goes to, and those
    ticked by the editor.

    A ticked account that was closed since is still wanted: its delivery then says so on the
    board, instead of vanishing. One that belongs to another association is not: a page that was
    copied or moved brings its ticks along, but not the right to use them.
    """
    ticked = frozenset(page.channels or ())
    if ticked:
        own = {offer.address for offer in registry.offers(owner_slug(page))}
        ticked -= registry.labels().keys() - own
    return frozenset(registry.always()) | ticked
