"""手卷: one very wide picture: frontispiece (引首), text, colophon (题跋), silk between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageDraw

from cms.sample.pictures.brush import Hand, Writing, columns
from cms.sample.pictures.inscription import Inscription, Materials
from cms.sample.pictures.mounting import brocade
from cms.sample.pictures.paper import paper
from cms.sample.pictures.seals import seal


@dataclass(frozen=True, kw_only=True)
class Colophon:
    """What a friend wrote at the end of the scroll."""

    text: str
    signature: str
    name_seal: str


def handscroll(
    rng: Random,
    size: tuple[int, int],
    words: Inscription,
    title: str,
    colophon: Colophon,
    materials: Materials,
    silk: str,
) -> Image.Image:
    """A scroll exactly `size` pixels, to be read from its right end.

    The width left over by the frontispiece and the colophon goes to the text, whose columns
    spread evenly.
    """
    width, height = size
    border = height // 14
    field = height - 2 * border
    frontispiece = _frontispiece(rng, field, title, words, materials)
    ending = _ending(rng, field, colophon, materials)
    separator = field * 3 // 10
    rest = width - frontispiece.width - ending.width - 5 * separator
    body = _body(rng, (rest, field), words, materials)
    scene = brocade(rng, size, silk)
    draw = ImageDraw.Draw(scene)
    right = width - 2 * separator
    for piece in (frontispiece, body, ending):
        left = right - piece.width
        draw.rectangle(
            (left - 10, border - 10, right + 9, border + field + 9), fill=(238, 231, 213)
        )
        scene.paste(piece, (left, border))
        right = left - separator
    draw.rectangle((0, 0, width, border // 5), fill=(96, 84, 66))
    draw.rectangle((0, height - border // 5, width, height), fill=(96, 84, 66))
    return scene


def _frontispiece(
    rng: Random, field: int, title: str, words: Inscription, materials: Materials
) -> Image.Image:
    size = (round(field * (0.62 * len(title) + 0.42)), field)
    sheet = paper(rng, size, "tea-gold")
    writing = Writing(rng, size)
    hand = replace(materials.hand, face=materials.carver, em=round(field * 0.6))
    for index, char in enumerate(title):
        x = size[0] - field * 0.18 - field * 0.62 * (index + 0.5)
        writing.put(hand, char, (x, field * 0.5))
    small = replace(materials.small, em=round(field * 0.055))
    x = field * 0.13
    foot = writing.write_column(small, words.signature, x, field * 0.2)
    sheet = writing.laid_on(sheet)
    side = round(field * 0.075)
    materials.press(
        sheet,
        seal(rng, materials.carver, words.name_seal, side, "white"),
        (x - side / 2, foot + 14),
    )
    lead = seal(rng, materials.carver, words.lead_seal, round(field * 0.15), "oval")
    materials.press(sheet, lead, (size[0] - field * 0.13, field * 0.1))
    return sheet


def _body(
    rng: Random, size: tuple[int, int], words: Inscription, materials: Materials
) -> Image.Image:
    width, height = size
    sheet = paper(rng, size, materials.paper)
    margin = height * 0.075
    field = height - 2 * margin
    tail_width = height * 0.42
    room = width - 2 * margin - tail_width
    hand = _hand_filling(materials.hand, words.text, room, field)
    lines = columns(hand, words.text, field)
    pitch = room / len(lines)
    writing = Writing(rng, size)
    right = width - margin
    for index, line in enumerate(lines):
        # A scroll written in one go drifts: the column tops are never on one line.
        top = margin + rng.uniform(-0.1, 0.16) * hand.em
        writing.write_column(hand, line, right - pitch * (index + 0.5), top)
    small = replace(materials.small, em=round(hand.em * 0.5))
    x = margin + tail_width - height * 0.16
    for line in columns(small, words.signature, field * 0.7):
        foot = writing.write_column(small, line, x, margin + field * 0.16)
        x -= small.em * 1.4
    x += small.em * 1.4
    sheet = writing.laid_on(sheet, materials.ink)
    side = round(height * 0.07)
    for number, (text, style) in enumerate(
        ((words.name_seal, "white"), (words.studio_seal, "red"))
    ):
        mask = seal(rng, materials.carver, text, side, style)
        materials.press(sheet, mask, (x - side / 2, foot + 16 + number * side * 1.3))
    for share, text in ((0.985, words.lead_seal), (0.012, words.studio_seal)):
        mask = seal(rng, materials.carver, text, side, "tall" if len(text) < 4 else "red")
        materials.press(sheet, mask, (width * share - mask.width / 2, height - margin - side))
    return sheet


def _ending(rng: Random, field: int, colophon: Colophon, materials: Materials) -> Image.Image:
    hand = replace(materials.small, em=round(field * 0.072), gap=0.12)
    height = field * 0.78
    lines = columns(hand, colophon.text, height)
    tail = columns(hand, colophon.signature, height * 0.7)
    pitch = hand.em * 1.5
    size = (round(pitch * (len(lines) + len(tail) + 2.4)), field)
    writing = Writing(rng, size)
    x = size[0] - pitch * 1.4
    for line in lines:
        writing.write_column(hand, line, x, field * 0.1)
        x -= pitch
    for line in tail:
        foot = writing.write_column(hand, line, x, field * 0.24)
        x -= pitch
    sheet = writing.laid_on(paper(rng, size, "aged"))
    side = round(field * 0.065)
    mask = seal(rng, materials.carver, colophon.name_seal, side, "red")
    materials.press(sheet, mask, (x + pitch - side / 2, min(foot + 14, field - side - 8)))
    return sheet


def _hand_filling(hand: Hand, text: str, width: float, height: float) -> Hand:
    """The largest size whose columns still fit side by side."""
    em = round(height / 3)
    while len(columns(hand, text, height, em)) * hand.leading * em > width:
        em = em * 32 // 33
    return replace(hand, em=em)
