"""Ink landscapes: mountains in mist, a river under the moon."""

from __future__ import annotations

from math import pi
from random import Random
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, contrast, scaled, streaks
from cms.sample.pictures.paper import Colour, paper
from cms.sample.pictures.shapes import Point, drawn, leaf, ribbon, ridge, times

INKS: dict[str, list[Colour]] = {
    "ink": [(96, 102, 104), (74, 80, 82), (52, 57, 59), (36, 39, 41), (24, 26, 27)],  # 水墨
    "blue-green": [
        (126, 156, 160),
        (84, 128, 140),
        (58, 110, 112),
        (70, 112, 82),
        (44, 70, 60),
    ],  # 青绿
    "ochre": [
        (170, 158, 140),
        (160, 132, 104),
        (138, 104, 76),
        (104, 78, 60),
        (60, 48, 42),
    ],  # 浅绛
    "snow": [(150, 160, 168), (120, 132, 142), (92, 104, 116), (66, 76, 88), (40, 48, 58)],  # 雪景
}


def mountains(
    rng: Random, size: Size, palette: str = "ink", sheet_kind: str = "xuan", layers: int = 5
) -> Image.Image:
    """云山: ridges behind each other, each dark at its crest and lost in mist at its foot."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    inks = INKS[palette]
    for layer in range(layers):
        share = layer / max(1, layers - 1)
        base = height * (0.36 + 0.56 * share)
        tall = height * (0.34 - 0.10 * share) if height > width else height * (0.42 - 0.14 * share)
        line = ridge(rng, width, base, tall, 0.50 + 0.05 * share)
        _mountain(
            rng, sheet, line, inks[min(layer * len(inks) // layers, 4)], 0.34 + 0.5 * share, tall
        )
        if share > 0.4:
            _trees(rng, sheet, line, inks[-1], share)
    _mist(rng, sheet, height)
    _boat(rng, sheet, (width * rng.uniform(0.2, 0.45), height * 0.965), width * 0.045, inks[-1])
    return sheet


def moon_river(
    rng: Random, size: Size, palette: str = "ink", sheet_kind: str = "aged"
) -> Image.Image:
    """月江: a pale moon left out of the wash, far hills, reeds, one boat."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    inks = INKS[palette]
    centre, radius = (width * rng.uniform(0.55, 0.75), height * 0.2), min(size) * 0.085
    disc = drawn(
        size,
        lambda draw, k: draw.ellipse(
            [
                (centre[0] - radius) * k,
                (centre[1] - radius) * k,
                (centre[0] + radius) * k,
                (centre[1] + radius) * k,
            ],
            fill=255,
        ),
    )
    night = (
        Image.radial_gradient("L")
        .resize((width * 2, width * 2))
        .point([min(110, 28 + v // 2) for v in range(256)])
    )
    halo = Image.new("L", size, 110)
    halo.paste(night, (round(centre[0] - width), round(centre[1] - width)))
    sky = ImageChops.multiply(
        halo, clouds(rng, size, width / 3, 4, 2.0).point([120 + v // 2 for v in range(256)])
    )
    sky = ImageChops.subtract(sky, disc.filter(ImageFilter.GaussianBlur(2)))
    fade = Image.linear_gradient("L").resize(size).point([max(0, 255 - v * 2) for v in range(256)])
    sheet.paste(inks[2], mask=ImageChops.multiply(sky, fade))
    for share, tall in ((0.5, 0.1), (0.56, 0.07)):
        line = ridge(rng, width, height * share, height * tall, 0.48)
        _mountain(rng, sheet, line, inks[1], 0.5, height * tall)
    ripple = contrast(clouds(rng, size, height / 60, 2, 16.0), 150, 190)
    water = Image.linear_gradient("L").resize(size).point([max(0, v - 140) for v in range(256)])
    sheet.paste(inks[1], mask=scaled(ImageChops.multiply(ripple, water), 0.9))
    glimmer = ImageChops.multiply(
        ripple, _column_glow(size, centre[0], radius * 1.6, height * 0.58)
    )
    sheet.paste((250, 246, 234), mask=glimmer)
    _boat(rng, sheet, (width * 0.33, height * 0.72), width * 0.08, inks[-1])
    _reeds(rng, sheet, inks[-1])
    return sheet


def _mountain(
    rng: Random, sheet: Image.Image, line: list[Point], ink: Colour, strength: float, tall: float
) -> None:
    width, height = sheet.size
    area = [*line, (float(width), float(height)), (0.0, float(height))]
    mask = drawn(sheet.size, lambda draw, k: draw.polygon(times(area, k), fill=255))
    reach = max(8, round(tall * 0.9))
    lower = ImageChops.offset(mask, 0, reach)
    lower.paste(0, (0, 0, width, reach))
    small = lower.reduce(8).filter(ImageFilter.GaussianBlur(reach / 16))
    crest = ImageChops.subtract(mask, small.resize(sheet.size, Image.Resampling.BICUBIC))
    texture = ImageChops.multiply(
        contrast(clouds(rng, sheet.size, tall / 2.2, 5, 0.6), 40, 200),
        contrast(
            streaks(rng, sheet.size, tall / 9, tall / 26).filter(ImageFilter.BoxBlur(2)), 0, 150
        ),
    )
    dry = Image.blend(Image.new("L", sheet.size, 235), texture, 0.42)
    sheet.paste(ink, mask=scaled(ImageChops.multiply(crest, dry), strength * 1.25))


def _trees(rng: Random, sheet: Image.Image, line: list[Point], ink: Colour, share: float) -> None:
    """Clumps of dots (点苔) and small firs that follow the crest."""
    unit = min(sheet.size) * 0.0036 * (0.5 + share)

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        x_index = 0
        while x_index < len(line) - 1:
            x_index += rng.choice((1, 1, 1, 2, 5, 34))
            if x_index >= len(line):
                break
            x, y = line[x_index]
            for _ in range(rng.randint(4, 11)):
                dx, dy = rng.gauss(0, 3.4) * unit, rng.uniform(-2.6, 6.5) * unit
                wide = unit * rng.uniform(0.4, 1.3)
                box = [x + dx - wide, y + dy - wide * 0.6, x + dx + wide, y + dy + wide * 0.6]
                draw.ellipse([value * k for value in box], fill=rng.randint(110, 235))

    sheet.paste(ink, mask=drawn(sheet.size, paint).filter(ImageFilter.GaussianBlur(unit / 6)))


def _mist(rng: Random, sheet: Image.Image, height: int) -> None:
    width = sheet.width
    drift = contrast(clouds(rng, sheet.size, height / 4, 4, 3.0), 110, 215)
    band = Image.new("L", (1, height))
    band.putdata([round(190 * max(0.0, 1 - abs(y / height - 0.58) * 3.2)) for y in range(height)])
    tone = cast("Colour", sheet.getpixel((width // 2, 4)))
    sheet.paste(tone, mask=ImageChops.multiply(drift, band.resize(sheet.size)))


def _boat(rng: Random, sheet: Image.Image, at: Point, length: float, ink: Colour) -> None:
    x, y = at
    hull = ribbon(
        [
            (x - length / 2, y - length * 0.05),
            (x - length / 4, y + length * 0.02),
            (x, y + length * 0.035),
            (x + length / 4, y + length * 0.02),
            (x + length / 2, y - length * 0.06),
        ],
        [length * 0.01, length * 0.06, length * 0.07, length * 0.06, length * 0.01],
    )

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        draw.polygon(times(hull, k), fill=230)
        roof = [x - length * 0.16, y - length * 0.13, x + length * 0.12, y + length * 0.1]
        draw.pieslice([value * k for value in roof], 180, 360, fill=200)
        draw.ellipse(
            [
                (x + length * 0.22) * k,
                (y - length * 0.13) * k,
                (x + length * 0.26) * k,
                (y - length * 0.09) * k,
            ],
            fill=240,
        )
        draw.line(
            [(x + length * 0.24) * k, (y - length * 0.09) * k, (x + length * 0.25) * k, y * k],
            fill=240,
            width=round(length * 0.025 * k),
        )
        draw.line(
            [
                (x + length * 0.24) * k,
                (y - length * 0.07) * k,
                (x + length * 0.44) * k,
                (y + length * 0.1) * k,
            ],
            fill=220,
            width=max(1, round(length * 0.009 * k)),
        )

    sheet.paste(ink, mask=drawn(sheet.size, paint))


def _reeds(rng: Random, sheet: Image.Image, ink: Colour) -> None:
    width, height = sheet.size

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        for _ in range(46):
            x = rng.choice(
                (rng.gauss(width * 0.1, width * 0.07), rng.gauss(width * 0.9, width * 0.05))
            )
            y = height * rng.uniform(0.9, 1.0)
            lean = rng.gauss(0.12, 0.16)
            blade = leaf(
                (x, y), -pi / 2 + lean, height * rng.uniform(0.08, 0.22), width * 0.008, lean / 2
            )
            draw.polygon(times(blade, k), fill=rng.randint(90, 220))

    sheet.paste(ink, mask=drawn(sheet.size, paint).filter(ImageFilter.GaussianBlur(0.8)))


def _column_glow(size: Size, x: float, spread: float, top: float) -> Image.Image:
    glow = Image.new("L", size, 0)
    ImageDraw.Draw(glow).rectangle((x - spread, top, x + spread, size[1]), fill=230)
    small = glow.reduce(8).filter(ImageFilter.GaussianBlur(spread / 20))
    return small.resize(size, Image.Resampling.BICUBIC)
