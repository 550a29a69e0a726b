"""Pictures made of words: monograms for persons, manuscript pages, posters, film frames."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops

from cms.sample.pictures.brush import GOLD, INK, Hand, Writing, advance, columns, fitted
from cms.sample.pictures.fonts import Face
from cms.sample.pictures.noise import Size, clouds, contrast
from cms.sample.pictures.paper import Colour, paper, ruled
from cms.sample.pictures.seals import seal, stamp
from cms.sample.pictures.shapes import drawn, ribbon, times, wash


def monogram(
    rng: Random, size: Size, hand: Hand, carver: Face, surname: str, name: str, tone: str
) -> Image.Image:
    """A person without a portrait: the surname large on paper, the full name as a seal."""
    sheet = paper(rng, size, tone)
    _circle(rng, sheet, 0.40, _faded(tone))
    writing = Writing(rng, size)
    big = replace(hand, em=round(min(size) * (0.52 if len(surname) == 1 else 0.36)), dry=0.1)
    step = big.em * 0.92
    for index, char in enumerate(surname):
        y = size[1] * 0.49 + (index - (len(surname) - 1) / 2) * step
        writing.put(big, char, (size[0] * 0.5, y))
    sheet = writing.laid_on(sheet, _ink(tone))
    side = round(min(size) * 0.12)
    mask = seal(rng, carver, name, side, "white")
    stamp(
        sheet,
        mask,
        (size[0] * 0.80, size[1] * 0.80),
        GOLD if tone.startswith("vermilion") else (184, 38, 30),
    )
    return sheet


def manuscript(
    rng: Random, size: Size, hand: Hand, carver: Face, title: str, text: str, writer: str, tone: str
) -> Image.Image:
    """A page of letter paper with a poem or the opening of a text, copied out by its author."""
    width, height = size
    sheet = paper(rng, size, tone)
    margin = round(min(size) * 0.085)
    field = height - 2.5 * margin
    for count in range(7, 16):
        step = (width - 2 * margin) / count
        body = replace(hand, em=round(step * 0.66), gap=0.14)
        lines = columns(body, text, field * 0.97)
        if len(lines) <= count - 3:
            break
    ruled(rng, sheet, count, (150, 60, 48), margin)
    writing = Writing(rng, size)
    lines = lines[: count - 3]
    x = width - margin - step * 0.5
    writing.write_column(replace(body, em=round(body.em * 1.08)), title, x, margin * 1.5)
    for line in lines:
        x -= step
        writing.write_column(body, line, x, margin * 1.3)
    x = min(x - step * 1.0, margin + step * 1.5)
    small = replace(body, em=round(body.em * 0.82))
    length = sum(advance(small, char, small.em) for char in writer)
    side = round(step * 0.7)
    foot = writing.write_column(small, writer, x, height - margin * 1.4 - length - side * 1.5)
    sheet = writing.laid_on(sheet, _ink(tone))
    stamp(sheet, seal(rng, carver, writer[-2:], side, "white"), (x - side / 2, foot + side * 0.2))
    return sheet


def poster(
    rng: Random,
    size: Size,
    hand: Hand,
    small: Hand,
    carver: Face,
    title: str,
    line: str,
    tone: str,
    seal_text: str,
) -> Image.Image:
    """A quiet poster: a brushed circle, a few large characters, one small line, a seal."""
    width, height = size
    sheet = paper(rng, size, tone)
    _circle(rng, sheet, 0.36, _faded(tone))
    wide = width > height
    writing = Writing(rng, size)
    big = fitted(hand, title, width * (0.30 if wide else 0.5), height * (0.74 if wide else 0.62))
    lines = columns(big, title, height * (0.74 if wide else 0.62))
    x = width * 0.5 + (len(lines) - 1) / 2 * big.em * 1.15
    for column in lines:
        natural = sum(advance(big, char, big.em) for char in column)
        writing.write_column(big, column, x, (height - natural) / 2)
        x -= big.em * 1.15
    note = replace(small, em=round(min(size) * 0.034))
    x = width * 0.5 - len(lines) / 2 * big.em * 1.15 - note.em * 1.6
    y = height * 0.22
    for column in columns(note, line, height * 0.56):
        foot = writing.write_column(note, column, x, y)
        x -= note.em * 1.6
    sheet = writing.laid_on(sheet, _ink(tone))
    side = round(min(size) * 0.06)
    colour: Colour = GOLD if tone.startswith("vermilion") else (184, 38, 30)
    stamp(
        sheet,
        seal(rng, carver, seal_text, side, "red"),
        (x + note.em * 1.6 - side / 2, foot + side * 0.4),
        colour,
    )
    return sheet


def film_frame(picture: Image.Image, size: Size) -> Image.Image:
    """A frame of a wide film: black bars above and below."""
    width, height = size
    inner = round(width / 2.39)
    scale = max(width / picture.width, inner / picture.height)
    scaled_size = (round(picture.width * scale), round(picture.height * scale))
    frame = picture.resize(scaled_size, Image.Resampling.LANCZOS)
    left, top = (frame.width - width) // 2, (frame.height - inner) // 2
    scene = Image.new("RGB", size, (8, 8, 9))
    scene.paste(frame.crop((left, top, left + width, top + inner)), (0, (height - inner) // 2))
    return scene


def _circle(rng: Random, sheet: Image.Image, reach: float, colour: Colour) -> None:
    """One turn of a wide brush (圆相), in pale wash."""
    width, height = sheet.size
    radius = min(sheet.size) * reach
    start, steps = rng.uniform(0, 2 * pi), 120
    points = [
        (
            width / 2 + cos(start + 1.9 * pi * s / steps) * radius * (1 + 0.03 * sin(s / 17)),
            height / 2 + sin(start + 1.9 * pi * s / steps) * radius * (1 + 0.02 * cos(s / 13)),
        )
        for s in range(steps)
    ]
    thick = radius * 0.17
    widths = [
        thick * (0.7 + 0.5 * sin(pi * s / steps)) * (1 - 0.55 * s / steps) for s in range(steps)
    ]
    outline = ribbon(points, widths)
    mask = drawn(sheet.size, lambda draw, k: draw.polygon(times(outline, k), fill=255))
    hairs = contrast(clouds(rng, sheet.size, 50, 3), 20, 190)
    wash(rng, sheet, ImageChops.multiply(mask, hairs), colour, 0.55, rim=0.1)


def _ink(tone: str) -> Colour:
    return GOLD if tone.partition("-")[0] in ("indigo", "black", "vermilion") else INK


def _faded(tone: str) -> Colour:
    return {"vermilion": (220, 96, 70), "indigo": (84, 104, 134), "black": (90, 88, 86)}.get(
        tone.partition("-")[0], (168, 158, 142)
    )
