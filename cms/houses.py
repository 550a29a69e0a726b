"""The federation and its associations as values, for those who may not see page models."""

from dataclasses import dataclass

from cms.export.addresses import absolute
from cms.models import AssociationPage, FederationPage


@dataclass(frozen=True, kw_only=True)
class House:
    """`slug` is empty for the federation; `url` is absolute."""

    slug: str
    name: str
    short_name: str
    url: str


def federation() -> House | None:
    """The federation, once its page is live."""
    page = FederationPage.objects.live().first()
    if page is None:
        return None
    return House(slug="", name=page.title, short_name=page.short_name, url=absolute("/"))


def association(slug: str) -> House | None:
    """A live association by its slug."""
    page = AssociationPage.objects.live().filter(slug=slug).first()
    return _house(page) if page else None


def associations() -> list[House]:
    """All live associations in the order of the tree."""
    return [_house(page) for page in AssociationPage.objects.live().order_by("path")]


def _house(page: AssociationPage) -> House:
    return House(
        slug=page.slug,
        name=page.title,
        short_name=page.short_name,
        url=absolute(f"/{page.slug}/"),
    )
