"""The results page's links and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _

from search.query import Choice, Results

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Link:
    """A choice with the address that makes it, or takes it back."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """One way of narrowing."""

    label: str
    choices: list[Link]


def _address(text: str, filters: Mapping[str, str], **changes: str) -> str:
    wanted = {"q": text, **filters, **changes}
    return "/search/?" + urlencode({name: value for name, value in wanted.items() if value})


@register.simple_tag
def with_page(text: str, filters: Mapping[str, str] | None, page: int) -> str:
    """The address of page `page` of a search."""
    return _address(text, filters or {}, page=str(page) if page > 1 else "")


@register.simple_tag
def narrowing(results: Results, filters: Mapping[str, str]) -> list[Group]:
    """Every way of narrowing; choosing a chosen value takes it back."""

    def links(name: str, choices: tuple[Choice, ...]) -> list[Link]:
        return [
            Link(
                label=choice.label,
                count=choice.count,
                chosen=choice.chosen,
                address=_address(
                    results.text, filters, **{name: "" if choice.chosen else choice.value}
                ),
            )
            for choice in choices
        ]

    return [
        Group(label=_("Kind"), choices=links("kind", results.kinds)),
        Group(label=_("Association"), choices=links("association", results.associations)),
        Group(label=_("Field of art"), choices=links("art_form", results.art_forms)),
    ]


@register.filter
def kind_name(kind: str) -> str:
    """A Document's kind in words."""
    return {
        "article": _("Article"),
        "work": _("Work"),
        "exhibition": _("Exhibition"),
        "person": _("Artist"),
    }.get(kind, kind)
