"""What the pages of the site show beside their own fields."""

from typing import Any

from django import template
from django.core.paginator import Page as Slice
from django.http import HttpRequest
from wagtail.models import Page

from cms.associations import owner_of
from cms.models import (
    AssociationPage,
    ExhibitionPage,
    FederationPage,
    PersonPage,
    WorkPage,
)
from cms.public import may_be_seen
from web import listing

register = template.Library()

_LISTS = {
    "articles": listing.articles,
    "works": listing.works,
    "exhibitions": listing.exhibitions,
    "persons": listing.persons,
}


@register.simple_tag
def newest(kind: str, top: Page, count: int, skip: int = 0) -> list[Any]:
    """The newest articles, works, exhibitions below a page."""
    return listing.with_leads(_LISTS[kind](top)[skip : skip + count])


@register.simple_tag(takes_context=True)
def paged(context: dict[str, Any], kind: str, top: Page) -> "Slice[Any]":
    """One page of a list, by `?page=`. A section shows what is below its own parent."""
    request: HttpRequest = context["request"]
    return listing.one_page(_LISTS[kind](top), request.GET.get("page"))


@register.simple_tag
def all_associations() -> list[AssociationPage]:
    """For the wall of seals and the foot of every page."""
    return list(listing.associations())


@register.simple_tag
def federation() -> FederationPage | None:
    """The federation's page."""
    home: FederationPage | None = FederationPage.objects.live().first()
    return home


@register.simple_tag
def owner(page: Page | None) -> Any:
    """The association a page stands in, or the federation."""
    return owner_of(page) if isinstance(page, Page) else None


@register.simple_tag
def works_of(person: PersonPage) -> list[WorkPage]:
    return listing.with_leads(listing.made_by(person)[:60])


@register.simple_tag
def members_of(association: AssociationPage) -> list[PersonPage]:
    """The association's artists, as many as its front room shows."""
    return listing.with_leads(listing.members(association)[:12])


@register.simple_tag
def exhibitions_with(work: WorkPage) -> list[ExhibitionPage]:
    return list(listing.shown_in(work)[:12])


@register.simple_tag
def on_the_wall(exhibition: ExhibitionPage) -> list[Any]:
    """Works of an exhibition in order; those not public are left out."""
    hung = listing.on_the_wall(exhibition)
    listing.with_leads([one.work for one in hung])
    return hung


@register.simple_tag
def trail(page: Page | None) -> list[Page]:
    """The pages above, from the federation down, without the page itself."""
    if not isinstance(page, Page) or page.depth < 2:
        return []
    return list(page.get_ancestors().filter(depth__gt=1).live())


@register.filter
def shown(page: Page | None) -> bool:
    """Whether another page may show this one; also False for one that was deleted."""
    return page is not None and may_be_seen(page)


@register.filter
def lead_picture(page: Any) -> Any:
    """The picture that stands for a page; lists have looked it up already."""
    if not hasattr(page, "lead"):
        listing.with_leads([page])
    return page.lead


@register.filter
def stanzas(text: str) -> list[list[str]]:
    """Verse as the author broke it: stanzas of lines."""
    found: list[list[str]] = [[]]
    for line in text.strip().splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [stanza for stanza in found if stanza]
