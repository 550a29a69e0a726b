"""What lists show: public pages, newest first, a page at a time.

Each list costs the same number of queries however much there is: pictures are fetched
for the whole slice at once.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.models import ArticlePage, AssociationPage, ExhibitionPage, PersonPage, WorkPage
from cms.models.exhibition import ExhibitionWork
from cms.public import public

_PER_PAGE: dict[Any, int] = {ArticlePage: 15, WorkPage: 24, ExhibitionPage: 8, PersonPage: 36}
_OF_A_WORK = ("cover", "pictures__image", "makers__person")


def _below(kind: Any, top: Page) -> "QuerySet[Any]":
    return cast("QuerySet[Any]", public(kind.objects.descendant_of(top)))


def articles(top: Page) -> "QuerySet[Any]":
    """Articles anywhere below `top`."""
    return (
        _below(ArticlePage, top)
        .select_related("cover")
        .order_by("-date", "-first_published_at", "-pk")
    )


def works(top: Page) -> "QuerySet[Any]":
    """Works anywhere below `top`, with their pictures and makers at hand."""
    return (
        _below(WorkPage, top)
        .prefetch_related(*_OF_A_WORK)
        .order_by("-date", "-first_published_at", "-pk")
    )


def exhibitions(top: Page) -> "QuerySet[Any]":
    """Exhibitions anywhere below `top`, the newest opening first."""
    return _below(ExhibitionPage, top).select_related("cover").order_by("-opens", "-date", "-pk")


def persons(top: Page) -> "QuerySet[Any]":
    """Artists below `top`, by their field and name."""
    return _below(PersonPage, top).select_related("cover").order_by("art_form", "slug")


def associations() -> Sequence[AssociationPage]:
    """The associations in the order of the tree."""
    return list(AssociationPage.objects.live().order_by("path"))


def members(association: AssociationPage) -> "QuerySet[Any]":
    """Artists who belong to an association, by name."""
    found = cast("QuerySet[Any]", public(PersonPage.objects.filter(associations=association)))
    return found.select_related("cover").order_by("slug")


def made_by(person: PersonPage) -> "QuerySet[Any]":
    """A person's works, by the real tie."""
    found = cast("QuerySet[Any]", public(WorkPage.objects.filter(makers__person=person)))
    return found.distinct().prefetch_related(*_OF_A_WORK).order_by("-date", "-pk")


def shown_in(work: WorkPage) -> "QuerySet[Any]":
    """Exhibitions a work hangs in."""
    found = cast("QuerySet[Any]", public(ExhibitionPage.objects.filter(hung__work=work)))
    return found.distinct().order_by("-opens", "-pk")


def on_the_wall(exhibition: ExhibitionPage) -> list[ExhibitionWork]:
    """Works of an exhibition in order; those not public are left out."""
    hung = exhibition.hung.all()
    if isinstance(hung, QuerySet):
        hung = hung.prefetch_related(
            Prefetch("work", queryset=WorkPage.objects.prefetch_related(*_OF_A_WORK))
        )
    works = WorkPage.objects.filter(pk__in=[one.work_id for one in hung]).live().public()
    seen = set(works.values_list("pk", flat=True))
    return [one for one in hung if one.work_id in seen]


def one_page(found: "QuerySet[Any]", number: str | None) -> "Slice[Any]":
    """Page `number` of a list; any text is answered with a page there is."""
    slice_ = Paginator(found, _PER_PAGE[found.model]).get_page(number)
    slice_.object_list = with_leads(slice_.object_list)
    return slice_


def with_leads(found: Iterable[Any]) -> list[Any]:
    """The pages as a list, each with `lead`: the picture that stands for it, or None."""
    pages = list(found)
    first_in_text = {
        page.pk: image
        for page in pages
        if not page.cover_id and isinstance(page, ArticlePage) and (image := _first(page))
    }
    first_hung = _first_hung([p for p in pages if isinstance(p, ExhibitionPage) and not p.cover_id])
    images = get_image_model().objects.in_bulk({*first_in_text.values(), *first_hung.values()})
    for page in pages:
        wanted = first_in_text.get(page.pk) or first_hung.get(page.pk)
        page.lead = images.get(wanted) if wanted else own_picture(page)
    return pages


def own_picture(page: Any) -> Any:
    """A page's cover, else a work's first picture."""
    if page.cover_id:
        return page.cover
    if isinstance(page, WorkPage):
        return next((picture.image for picture in page.pictures.all()), None)
    return None


def _first(article: ArticlePage) -> int | None:
    # Raw, since the blocks' values would be fetched article by article.
    for block in article.body.raw_data:
        if block["type"] == "image" and block["value"].get("image"):
            return int(block["value"]["image"])
    return None


def _first_hung(exhibitions: Sequence[ExhibitionPage]) -> dict[int, int]:
    if not exhibitions:
        return {}
    rows = (
        ExhibitionWork.objects.filter(
            page__in=exhibitions, work__in=WorkPage.objects.live().public()
        )
        .exclude(work__pictures=None)
        .order_by("-sort_order", "-work__pictures__sort_order")
        .values_list("page_id", "work__pictures__image_id")
    )
    return dict(rows.iterator())
