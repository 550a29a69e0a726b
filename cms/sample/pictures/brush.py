"""Writing with a loaded brush: glyphs in columns, with ink that runs dry and is dipped again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageFilter

from cms.sample.pictures.fonts import Face
from cms.sample.pictures.noise import Size, scaled, streaks
from cms.sample.pictures.paper import Colour

INK: Colour = (26, 23, 22)
GOLD: Colour = (214, 176, 98)


@dataclass(frozen=True, kw_only=True)
class Hand:
    """How somebody writes. Lengths are fractions of the character size."""

    face: Face
    em: int
    gap: float = 0.16  # between characters of a column
    leading: float = 1.34  # from column to column
    sway: float = 0.045  # sideways jitter of a character
    tilt: float = 1.6  # degrees
    swing: float = 0.07  # of the size
    dip: int = 11  # characters written with one load of ink
    dry: float = 0.6  # how dry the brush gets, 0..1


class Writing:
    """An ink layer of a sheet's size: `write_column` adds to it, `laid_on` gives sheet and ink."""

    def __init__(self, rng: Random, size: Size) -> None:
        self.rng = rng
        self.layer = Image.new("L", size, 0)
        hairs = streaks(rng, (1300, 1300), 60, 3).rotate(-24, Image.Resampling.BICUBIC)
        self._hairs = hairs.crop((200, 200, 1100, 1100))
        self._load = rng.randrange(5)

    def write_column(self, hand: Hand, text: str, x: float, y: float) -> float:
        """Write downwards with the column's centre at x, from y; gives the y reached."""
        for char in text:
            y += self._write(hand, char, x, y)
        return y

    def put(self, hand: Hand, char: str, centre: tuple[float, float], turn: float = 0.0) -> None:
        """Write one character about a point, turned by `turn` degrees counter-clockwise."""
        mask = self._inked(hand, char, turn)
        self._paste(mask, centre[0] - mask.width / 2, centre[1] - mask.height / 2)

    def laid_on(self, sheet: Image.Image, colour: Colour = INK, bleed: float = 2.2) -> Image.Image:
        """The sheet with the ink on it; `bleed` pixels is how far the ink creeps into the paper."""
        if bleed:
            halo = scaled(self.layer.filter(ImageFilter.BoxBlur(bleed)), 0.34)
            layer = ImageChops.lighter(self.layer, halo)
        else:
            layer = self.layer
        return Image.composite(Image.new("RGB", sheet.size, colour), sheet, layer)

    def _write(self, hand: Hand, char: str, x: float, y: float) -> int:
        step = advance(hand, char, hand.em)
        mask = self._inked(hand, char, 0.0)
        left = x - mask.width / 2 + self.rng.gauss(0, hand.sway) * hand.em
        self._paste(mask, left, y + (step - mask.height) / 2)
        return step

    def _inked(self, hand: Hand, char: str, turn: float) -> Image.Image:
        rng = self.rng
        em = max(8, round(hand.em * (1 + rng.uniform(-hand.swing, hand.swing))))
        mask = hand.face.glyph(char, em)
        angle = turn + rng.uniform(-hand.tilt, hand.tilt)
        pad = mask.width // 8 + 2
        framed = Image.new("L", (mask.width + 2 * pad, mask.height + 2 * pad), 0)
        framed.paste(mask, (pad, pad))
        if angle:
            framed = framed.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        spent = (self._load % hand.dip) / hand.dip
        self._load += 1 if rng.random() > 0.06 else 2
        return self._dried(framed, hand.dry * spent**1.6, 1 - 0.16 * spent)

    def _dried(self, mask: Image.Image, dryness: float, density: float) -> Image.Image:
        """Take out hairs of the stroke (飞白) where the brush has run dry."""
        if dryness > 0.08:
            hairs = self._hairs
            width, height = min(mask.width, hairs.width), min(mask.height, hairs.height)
            left = self.rng.randint(0, hairs.width - width)
            top = self.rng.randint(0, hairs.height - height)
            patch = hairs.crop((left, top, left + width, top + height))
            edge = 40 + 90 * dryness
            patch = patch.point(
                [min(255, max(0, round(255 - (edge - v) * 5 * dryness))) for v in range(256)]
            )
            if patch.size != mask.size:
                patch = patch.resize(mask.size, Image.Resampling.BICUBIC)
            mask = ImageChops.multiply(mask, patch)
        return scaled(mask, density)

    def _paste(self, mask: Image.Image, left: float, top: float) -> None:
        at = (round(left), round(top))
        under = self.layer.crop((*at, at[0] + mask.width, at[1] + mask.height))
        self.layer.paste(ImageChops.lighter(under, mask), at)


def columns(hand: Hand, text: str, height: float, em: int | None = None) -> list[str]:
    """Cut a text into columns that fill `height`; a line break in the text starts a new column."""
    size = em or hand.em
    cut: list[str] = []
    for line in text.split("\n"):
        column, filled = "", 0
        for char in line:
            step = advance(hand, char, size)
            if column and filled + step > height:
                cut.append(column)
                column, filled = "", 0
            column += char
            filled += step
        if column:
            cut.append(column)
    return cut


def advance(hand: Hand, char: str, em: int) -> int:
    """How far down a character takes the brush: its natural height (行气), with a floor for 一."""
    return round((max(_height(hand.face, char), 0.42) + hand.gap) * em)


def fitted(hand: Hand, text: str, width: float, height: float) -> Hand:
    """The hand in the largest size whose columns fit into width x height."""
    em = round(height)
    while em > 12:
        if len(columns(hand, text, height, em)) * hand.leading * em <= width and all(
            advance(hand, char, em) <= height for char in text if char != "\n"
        ):
            return replace(hand, em=em)
        em = em * 24 // 25
    raise ValueError("The text is too long for this sheet")


@cache
def _height(face: Face, char: str) -> float:
    return face.glyph(char, 128).height / 128
