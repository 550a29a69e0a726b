"""What is written on a piece of calligraphy, and the pieces of sheet it is written on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from PIL import Image

from cms.sample.pictures.brush import GOLD, INK, Hand, Writing, advance, columns, fitted
from cms.sample.pictures.fonts import Face
from cms.sample.pictures.paper import Colour, paper
from cms.sample.pictures.seals import CINNABAR, seal, stamp

DARK_PAPERS = ("indigo", "black", "vermilion")


@dataclass(frozen=True, kw_only=True)
class Inscription:
    """The words of a piece, without punctuation; "\\n" starts a new column."""

    text: str
    signature: str
    name_seal: str
    studio_seal: str
    lead_seal: str


@dataclass(frozen=True, kw_only=True)
class Materials:
    """Brush hand, signature hand, seal face and paper kind (see `paper`)."""

    hand: Hand
    small: Hand
    carver: Face
    paper: str

    @property
    def ink(self) -> Colour:
        """Gold on dark papers, ink on light ones."""
        return GOLD if self.paper.partition("-")[0] in DARK_PAPERS else INK

    def press(self, sheet: Image.Image, mask: Image.Image, at: tuple[float, float]) -> None:
        """Stamp a seal, in place: cinnabar, but gold where the paper itself is red."""
        stamp(sheet, mask, at, GOLD if self.paper.startswith("vermilion") else CINNABAR)


def written_sheet(
    rng: Random, size: tuple[int, int], words: Inscription, materials: Materials
) -> Image.Image:
    """A sheet with the text in columns from the right, signature and seals at the left."""
    width, height = size
    sheet = paper(rng, size, materials.paper)
    margin_x, margin_y = width * 0.075, height * 0.06
    field_height = height - 2 * margin_y
    signature = _signature_hand(materials, min(width * 0.085, field_height * 0.05))
    tail = columns(signature, words.signature, field_height * 0.62)
    tail_width = len(tail) * signature.em * 1.25 + signature.em * 0.5
    hand = fitted(materials.hand, words.text, width - 2 * margin_x - tail_width, field_height)
    if signature.em > hand.em * 0.55:
        signature = replace(signature, em=round(hand.em * 0.55))
    lines = columns(hand, words.text, field_height)
    pitch = (width - 2 * margin_x - tail_width) / len(lines)
    pitch = min(pitch, hand.em * hand.leading * 1.22)
    used = pitch * len(lines) + tail_width
    right = width - (width - used) / 2
    writing = Writing(rng, size)
    for index, line in enumerate(lines):
        writing.write_column(
            _spread(hand, line, field_height), line, right - pitch * (index + 0.5), margin_y
        )
    x = right - pitch * len(lines) - signature.em * 0.9
    y = margin_y + field_height * 0.14
    for line in tail:
        foot = writing.write_column(signature, line, x, y)
        x -= signature.em * 1.25
    x += signature.em * 1.25
    sheet = writing.laid_on(sheet, materials.ink)
    side = round(max(signature.em * 1.15, min(size) * 0.045))
    _press_pair(rng, sheet, words, materials, (x, foot + signature.em * 0.4), side)
    lead = seal(rng, materials.carver, words.lead_seal, round(side * 1.5), "oval")
    materials.press(sheet, lead, (min(width - lead.width - 6, right + margin_x * 0.06), margin_y))
    return sheet


def _press_pair(
    rng: Random,
    sheet: Image.Image,
    words: Inscription,
    materials: Materials,
    at: tuple[float, float],
    side: int,
) -> None:
    """Name seal (white) and studio seal (red) below each other, centred on x."""
    x, y = at
    y = min(y, sheet.height - 2.5 * side)
    first = seal(rng, materials.carver, words.name_seal, side, "white")
    second = seal(rng, materials.carver, words.studio_seal, side, "red")
    left = max(6.0, x - side / 2)
    materials.press(sheet, first, (left, y))
    materials.press(sheet, second, (left, y + side * 1.25))


def _signature_hand(materials: Materials, em: float) -> Hand:
    return replace(materials.small, em=max(26, round(em)))


def _spread(hand: Hand, line: str, height: float) -> Hand:
    """Loosen a nearly full column so that the feet of the columns line up."""
    natural = sum(advance(hand, char, hand.em) for char in line)
    slack = height - natural
    if len(line) < 2 or slack > height * 0.22 or slack < 0:
        return hand
    return replace(hand, gap=hand.gap + slack / hand.em / len(line))
