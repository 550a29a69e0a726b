"""Which feeds there are: the site's, and one for every association."""

from cms import houses
from publishing.channels.feeds.scope import Scope, subtitle_of


def _scope(house: houses.House) -> Scope:
    return Scope(
        association=house.slug,
        title=house.name,
        subtitle=subtitle_of(house.name),
        home=house.url,
    )


def scope_named(name: str) -> Scope | None:
    """The scope of `/feeds/<name>.xml`, or None."""
    house = houses.federation() if name == "site" else houses.association(name)
    return _scope(house) if house else None


def all_scopes() -> list[Scope]:
    """Every feed, the site's first."""
    whole = houses.federation()
    found = [whole] if whole else []
    return [_scope(house) for house in (*found, *houses.associations())]
