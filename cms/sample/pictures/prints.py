"""Prints and oils: a woodcut of old roofs, a painted field."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random
from typing import Any, cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, contrast, grain, roughened
from cms.sample.pictures.paper import Colour, paper, tinted
from cms.sample.pictures.shapes import Point, gradient, ribbon, ridge, times

SPOTS: dict[str, Colour] = {"sun": (206, 66, 42), "moon": (226, 190, 96), "lake": (70, 120, 132)}


def woodcut(rng: Random, size: Size, spot: str = "sun") -> Image.Image:
    """黑白木刻: rows of tiled roofs cut in lines, one spot of colour."""
    width, height = size
    margin = min(size) // 16
    block = (width - 2 * margin, height - 2 * margin)
    work = Image.new("L", (block[0] * 2, block[1] * 2), 255)
    draw = ImageDraw.Draw(work)
    w, h = work.size
    for index in range(60):  # the sky: lines that thin out upwards
        y = h * 0.46 * index / 60
        draw.line(
            [(x, y + sin(x / w * 5 + index) * h * 0.004) for x in range(0, w + 60, 60)],
            fill=0,
            width=max(2, round(w * 0.0006 + index * w * 0.00005)),
        )
    radius = w * 0.075
    orb = (w * rng.uniform(0.62, 0.8), h * 0.15)
    draw.ellipse(
        (
            orb[0] - radius * 1.15,
            orb[1] - radius * 1.15,
            orb[0] + radius * 1.15,
            orb[1] + radius * 1.15,
        ),
        fill=255,
    )
    hill = ridge(rng, w, h * 0.46, h * 0.16, 0.46)
    draw.polygon([*hill, (w, h), (0, h)], fill=0)
    for index in range(0, len(hill) - 4, 5):
        x, y = hill[index]
        draw.line(
            [(x, y + h * 0.012), (x + rng.uniform(-30, 30), y + h * rng.uniform(0.04, 0.1))],
            fill=255,
            width=max(3, round(w * 0.0016)),
        )
    rows = 6
    for row in range(rows):
        share = row / (rows - 1)
        span = w * (0.16 + 0.2 * share)
        base = h * (0.46 + 0.5 * share)
        x = -span * rng.random()
        while x < w:
            wide = span * rng.uniform(0.8, 1.25)
            _house(rng, draw, (x, base - rng.uniform(0, span * 0.16)), wide, h)
            x += wide * rng.uniform(0.9, 1.15)
    cut = work.reduce(2)
    printed = ImageChops.invert(cut)
    printed = roughened(printed.filter(ImageFilter.GaussianBlur(1.0)), rng, 5, 30)
    salt = contrast(grain(rng, (block[0] // 2, block[1] // 2)).resize(block), 4, 20)
    printed = ImageChops.multiply(
        printed, ImageChops.lighter(salt, contrast(clouds(rng, block, 220, 3), 90, 150))
    )
    sheet = paper(rng, size, "xuan")
    disc_mask = Image.new("L", block, 0)
    ImageDraw.Draw(disc_mask).ellipse(
        [v / 2 for v in (orb[0] - radius, orb[1] - radius, orb[0] + radius, orb[1] + radius)],
        fill=235,
    )
    sheet.paste(
        SPOTS[spot],
        (margin, margin),
        ImageChops.multiply(disc_mask, contrast(clouds(rng, block, 30, 3), 0, 120)),
    )
    sheet.paste((24, 22, 22), (margin, margin), printed)
    return sheet


def oil(rng: Random, size: Size, scene: str = "field") -> Image.Image:
    """油画: a field, sky and a far village in short loaded strokes."""
    width, height = size
    skies: dict[str, list[tuple[float, Colour]]] = {
        "field": [
            (0.0, (92, 140, 176)),
            (0.4, (196, 208, 196)),
            (0.46, (132, 140, 110)),
            (0.5, (196, 160, 62)),
            (1.0, (120, 96, 40)),
        ],
        "harbour": [
            (0.0, (120, 110, 140)),
            (0.36, (236, 178, 130)),
            (0.46, (90, 96, 120)),
            (0.6, (72, 108, 130)),
            (1.0, (34, 56, 82)),
        ],
        "street": [
            (0.0, (206, 196, 176)),
            (0.4, (188, 150, 120)),
            (0.55, (140, 96, 80)),
            (1.0, (96, 84, 84)),
        ],
    }
    under = gradient((width // 8, height // 8), skies[scene])
    draw_under = ImageDraw.Draw(under)
    for _ in range(38):
        x, y = rng.uniform(0, under.width), under.height * rng.gauss(0.47, 0.025)
        wide, tall = rng.uniform(4, 16), rng.uniform(4, 14)
        tone = rng.choice(((88, 92, 84), (232, 226, 206), (150, 70, 52), (60, 76, 72)))
        draw_under.rectangle((x, y - tall, x + wide, y), fill=tone)
    canvas = under.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(canvas)
    # Pillow types both as possibly absent, which they are only for pictures not yet opened.
    pixels = cast("Any", under.load())
    bend = cast("Any", clouds(rng, (64, 64), 24, 2).load())
    for layer, (count, long, thick) in enumerate(((2600, 90, 26), (5200, 60, 15), (5200, 34, 8))):
        scale = min(size) / 1700
        for _ in range(count):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            sample = pixels[min(under.width - 1, int(x / 8)), min(under.height - 1, int(y / 8))]
            turn = bend[int(x / width * 63), int(y / height * 63)]
            angle = (turn - 128) / 128 * (1.6 if y < height * 0.45 else 0.6) + (
                0 if y < height * 0.5 else pi * 0.06
            )
            reach = long * scale * rng.uniform(0.5, 1.1) / 2
            shift = rng.randint(-16, 16) + (10 if layer == 2 else 0)
            colour = tuple(
                min(255, max(0, channel + shift + rng.randint(-7, 7))) for channel in sample
            )
            a = (x - cos(angle) * reach, y - sin(angle) * reach)
            b = (x + cos(angle) * reach, y + sin(angle) * reach)
            draw.polygon(
                ribbon(
                    [a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 2), b],
                    [thick * scale, thick * scale * 1.1, thick * scale * 0.6],
                ),
                fill=colour,
            )
    height_map = (
        canvas.convert("L").filter(ImageFilter.GaussianBlur(1.4)).filter(ImageFilter.EMBOSS)
    )
    relief = height_map.point([(v - 128) * 7 // 10 + 128 for v in range(256)])
    weave = tinted(
        grain(rng, (width // 2, height // 2)).resize(size), (128, 128, 128), 0.04
    ).split()[0]
    bands = [
        ImageChops.add(ImageChops.add(band, relief, 1, -128), weave, 1, -128)
        for band in canvas.split()
    ]
    return Image.merge("RGB", bands)


def _house(rng: Random, draw: ImageDraw.ImageDraw, at: Point, wide: float, h: int) -> None:
    """A whitewashed wall with a dark tiled roof, in white line on black."""
    x, y = at
    roof = wide * 0.3
    wall = wide * rng.uniform(0.32, 0.5)
    line = max(2, round(wide * 0.012))
    eave = wide * 0.07
    outline = [
        (x - eave, y),
        (x + wide * 0.1, y - roof),
        (x + wide * 0.9, y - roof),
        (x + wide + eave, y),
    ]
    draw.rectangle((x, y, x + wide, y + wall + h * 0.3), fill=255)
    for _ in range(16):
        bx, by = x + wide * rng.random(), y + wall * 1.6 * rng.random()
        draw.line((bx, by, bx + wide * 0.07, by), fill=0, width=line)
    if rng.random() < 0.85:
        left = x + wide * rng.uniform(0.15, 0.6)
        draw.rectangle((left, y + wall * 0.3, left + wide * 0.16, y + wall * 0.72), fill=0)
        draw.line(
            (left + wide * 0.08, y + wall * 0.3, left + wide * 0.08, y + wall * 0.72),
            fill=255,
            width=line,
        )
        draw.line((left, y + wall * 0.5, left + wide * 0.16, y + wall * 0.5), fill=255, width=line)
    draw.polygon(outline, fill=0)
    tiles = 17
    for index in range(tiles + 1):
        share = index / tiles
        top = (x + wide * (0.1 + 0.8 * share), y - roof)
        foot = (x - eave + (wide + 2 * eave) * share, y)
        draw.line((*top, *foot), fill=255, width=line)
        draw.ellipse(
            (foot[0] - line * 2, foot[1] - line * 2, foot[0] + line * 2, foot[1] + line * 2),
            fill=0,
            outline=255,
            width=line,
        )
    ridge_line = [
        (x + wide * 0.05, y - roof - eave * 0.5),
        (x + wide * 0.15, y - roof - eave * 0.15),
        (x + wide * 0.85, y - roof - eave * 0.15),
        (x + wide * 0.95, y - roof - eave * 0.5),
    ]
    draw.line(ridge_line, fill=0, width=line * 5)
    draw.line(times(ridge_line, 1.0), fill=255, width=line)
