"""From a recipe, which is data, to a picture."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from PIL import Image

from cms.sample.pictures import (
    calligraphy,
    cards,
    flowers,
    folk,
    landscape,
    mounting,
    photographs,
    prints,
    seals,
    stage,
)
from cms.sample.pictures.brush import Hand
from cms.sample.pictures.fonts import Face, face
from cms.sample.pictures.handscroll import Colophon, handscroll
from cms.sample.pictures.inscription import Inscription, Materials
from cms.sample.pictures.paper import paper
from cms.sample.sources import NODE_MODULES

# Raised when the drawing changes, so that pictures kept from an earlier version are drawn again.
VERSION = 1
CARVER = "ma-shan-zheng"
SMALL = "zhi-mang-xing"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """`draw` names a generator, `options` (JSON text, so that it can be hashed) are its own."""

    key: str
    draw: str
    size: tuple[int, int]
    options: str = "{}"

    @property
    def digest(self) -> str:
        """Changes whenever the picture would."""
        words = f"{VERSION} {self.key} {self.draw} {self.size} {self.options}"
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    @property
    def filename(self) -> str:
        return f"{self.key}-{self.digest}.jpg"


def drawn(recipe: Recipe) -> Image.Image:
    """The picture, mode RGB; the same recipe gives the same pixels."""
    options: dict[str, Any] = json.loads(recipe.options)
    rng = Random(recipe.key)  # noqa: S311  (a seed is the point)
    if recipe.draw in _WRITTEN:
        return _WRITTEN[recipe.draw](rng, recipe.size, options).convert("RGB")
    framed = options.pop("framed", False)
    if "colour" in options:
        options["colour"] = tuple(options["colour"])
    picture = _PAINTED[recipe.draw](rng, recipe.size, **options)
    if framed:
        picture = mounting.framed(rng, picture)
    return picture.convert("RGB")


def words_of(recipe: Recipe) -> list[tuple[Face, str]]:
    """What would be written, by typeface: to find missing glyphs before drawing."""
    options: dict[str, Any] = json.loads(recipe.options)
    small = face(SMALL, NODE_MODULES)
    carver = face(CARVER, NODE_MODULES)
    hand = face(options["face"], NODE_MODULES) if "face" in options else carver
    said = [
        (hand, "".join(options.get(name, "") for name in ("text", "surname", "title"))),
        (small, options.get("signature", "") + options.get("line", "")),
        (
            carver,
            "".join(options.get(n, "") for n in ("name_seal", "studio_seal", "lead_seal", "seal")),
        ),
    ]
    if recipe.draw == "manuscript":
        said.append((hand, options["writer"]))
        said.append((carver, options["writer"][-2:]))
    if recipe.draw == "handscroll":
        said.append((carver, options["title"] + options["colophon_seal"]))
        said.append((small, options["colophon"] + options["colophon_signature"]))
    return [(typeface, text.replace("\n", "")) for typeface, text in said if text]


def _hand(name: str, em: int = 300) -> Hand:
    return Hand(face=face(name, NODE_MODULES), em=em)


def _materials(options: dict[str, Any]) -> Materials:
    return Materials(
        hand=_hand(options["face"]),
        small=_hand(SMALL, 80),
        carver=face(CARVER, NODE_MODULES),
        paper=options["paper"],
    )


def _inscription(options: dict[str, Any]) -> Inscription:
    return Inscription(
        **{n: options[n] for n in ("text", "signature", "name_seal", "studio_seal", "lead_seal")}
    )


def _sheet(kind: Callable[..., Image.Image]) -> Callable[..., Image.Image]:
    def draw(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
        return kind(rng, size, _inscription(options), _materials(options), options["brocade"])

    return draw


def _handscroll(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
    colophon = Colophon(
        text=options["colophon"],
        signature=options["colophon_signature"],
        name_seal=options["colophon_seal"],
    )
    return handscroll(
        rng,
        size,
        _inscription(options),
        options["title"],
        colophon,
        _materials(options),
        options["brocade"],
    )


def _monogram(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
    carver = face(CARVER, NODE_MODULES)
    return cards.monogram(
        rng,
        size,
        _hand(options["face"]),
        carver,
        options["surname"],
        options["seal"],
        options["paper"],
    )


def _manuscript(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
    carver = face(CARVER, NODE_MODULES)
    return cards.manuscript(
        rng, size, _hand(options["face"], 80), carver,
        options["title"], options["text"], options["writer"], options["paper"],
    )  # fmt: skip


def _poster(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
    carver = face(CARVER, NODE_MODULES)
    return cards.poster(
        rng, size, _hand(options["face"], 80), _hand(SMALL, 80), carver,
        options["title"], options["line"], options["paper"], options["seal"],
    )  # fmt: skip


def _seals(rng: Random, size: tuple[int, int], options: dict[str, Any]) -> Image.Image:
    """印谱: impressions of one seal or several, in a row on plain paper."""
    sheet = paper(rng, size, options["paper"])
    legends = options["text"].split("\n")
    carver = face(options["face"], NODE_MODULES)
    side = round(min(size[0] * 0.74 / len(legends), size[1] * 0.5))
    pitch = size[0] / (len(legends) + 0.3)
    for number, legend in enumerate(legends):
        style = "white" if number % 2 else "red"
        mask = seals.seal(rng, carver, legend, side, style)
        x = size[0] - pitch * (number + 0.65) - mask.width / 2
        seals.stamp(sheet, mask, (x, (size[1] - side) / 2))
    return mounting.bordered(rng, sheet, options["brocade"], 0.05)


def _film(rng: Random, size: tuple[int, int], scene: str = "lake", **options: Any) -> Image.Image:
    inner = (size[0], round(size[0] / 2.39) + 40)
    return cards.film_frame(_PAINTED[scene](rng, inner, **options), size)


_WRITTEN: dict[str, Callable[[Random, tuple[int, int], dict[str, Any]], Image.Image]] = {
    "scroll": _sheet(calligraphy.scroll),
    "square": _sheet(calligraphy.square),
    "banner": _sheet(calligraphy.banner),
    "couplet": _sheet(calligraphy.couplet),
    "fan": _sheet(calligraphy.fan),
    "album": _sheet(calligraphy.album),
    "rubbing": _sheet(calligraphy.rubbing),
    "handscroll": _handscroll,
    "monogram": _monogram,
    "manuscript": _manuscript,
    "poster": _poster,
    "seals": _seals,
}
_PAINTED: dict[str, Callable[..., Image.Image]] = {
    "mountains": landscape.mountains,
    "moon_river": landscape.moon_river,
    "woodcut": prints.woodcut,
    "oil": prints.oil,
    "bamboo": flowers.bamboo,
    "plum": flowers.plum,
    "lotus": flowers.lotus,
    "papercut": folk.papercut,
    "indigo": folk.indigo,
    "lake": photographs.lake,
    "lanterns": photographs.lanterns,
    "terraces": photographs.terraces,
    "window": photographs.window,
    "sleeves": stage.sleeves,
    "opera_face": stage.opera_face,
    "arcs": stage.arcs,
    "strings": stage.strings,
    "film": _film,
}
KINDS = frozenset(_WRITTEN) | frozenset(_PAINTED)
