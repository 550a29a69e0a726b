"""What a feed is about: the whole site, or one association."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publishing.channels.feeds.models import Entry

# Readers poll often: a feed holds the newest and costs the same however many articles there are.
NEWEST = 50
_KINDS = ("article", "exhibition")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One feed. `association` is a slug, empty for the whole site."""

    association: str
    title: str
    subtitle: str
    home: str

    @property
    def name(self) -> str:
        """The name in the feed's address."""
        return self.association or "site"

    def address(self, suffix: str) -> str:
        """Absolute address of the feed: suffix is xml, atom or json."""
        return f"{settings.SITE_URL}/feeds/{self.name}.{suffix}"

    def entries(self) -> QuerySet[Entry]:
        """The newest entries: what is news, not every artist's page."""
        found = Entry.objects.filter(kind__in=_KINDS)
        if self.association:
            found = found.filter(association=self.association)
        return found.order_by("-first_published_at", "-pk")[:NEWEST]


def subtitle_of(name: str) -> str:
    """The line under a feed's title."""
    return _("News and exhibitions of %(name)s") % {"name": name}
