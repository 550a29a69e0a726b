"""Folk art: paper-cuts, indigo cloth."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, contrast, roughened, scaled
from cms.sample.pictures.paper import Colour, paper
from cms.sample.pictures.shapes import Point, disc, leaf, spline, times

SCARLET: Colour = (190, 30, 34)


def papercut(rng: Random, size: Size, folds: int = 8, colour: Colour = SCARLET) -> Image.Image:
    """团花: one wedge cut with flowers, leaves and saw-teeth, unfolded `folds` times."""
    side = min(size) * 0.86
    work = round(side * 2)
    cut = Image.new("L", (work, work), 0)
    draw = ImageDraw.Draw(cut)
    centre, radius = work / 2, work / 2 * 0.96
    petals = folds * 2
    rim = [
        (
            centre + cos(t * pi / 720) * radius * (0.93 + 0.06 * abs(cos(t * pi / 1440 * petals))),
            centre + sin(t * pi / 720) * radius * (0.93 + 0.06 * abs(cos(t * pi / 1440 * petals))),
        )
        for t in range(1440)
    ]
    draw.polygon(rim, fill=255)
    for shape, fill in _wedge(rng, radius, folds):
        for fold in range(folds):
            turn = fold * 2 * pi / folds
            for mirror in (1, -1):
                draw.polygon(
                    [
                        (
                            centre + x * cos(turn) - y * mirror * sin(turn),
                            centre + x * sin(turn) + y * mirror * cos(turn),
                        )
                        for x, y in shape
                    ],
                    fill=fill,
                )
    mask = cut.resize((round(side), round(side)), Image.Resampling.LANCZOS)
    mask = roughened(mask.filter(ImageFilter.GaussianBlur(1.2)), rng, 6, 14)
    sheet = paper(rng, size, "xuan")
    at = ((size[0] - mask.width) // 2, (size[1] - mask.height) // 2)
    shadow = Image.new("L", size, 0)
    shadow.paste(mask, (at[0] + 9, at[1] + 13))
    sheet.paste((120, 104, 92), mask=scaled(shadow.filter(ImageFilter.GaussianBlur(9)), 0.45))
    tone = clouds(rng, mask.size, 260, 4)
    red = Image.merge(
        "RGB",
        [
            tone.point([min(255, max(0, c + (v - 128) * 16 // 100)) for v in range(256)])
            for c in colour
        ],
    )
    sheet.paste(red, at, mask)
    return sheet


def indigo(rng: Random, size: Size, motif: str = "peony") -> Image.Image:
    """蓝印花布: white dots and petals resisted out of indigo, in a repeating field."""
    width, height = size
    cell = min(size) // 4
    tile = Image.new("L", (cell * 2, cell * 2), 0)
    draw = ImageDraw.Draw(tile)
    k = 2.0
    middle = (cell / 2, cell / 2)
    petals = 8 if motif == "peony" else 5
    for ring, count, reach in ((0.34, petals, 0.16), (0.19, petals, 0.11)):
        for number in range(count):
            theta = number * 2 * pi / count + (pi / count if ring < 0.3 else 0)
            at = (middle[0] + cos(theta) * cell * ring, middle[1] + sin(theta) * cell * ring)
            draw.polygon(
                times(
                    leaf(
                        (
                            at[0] - cos(theta) * cell * reach / 2,
                            at[1] - sin(theta) * cell * reach / 2,
                        ),
                        theta,
                        cell * reach * 1.15,
                        cell * reach * 0.8,
                    ),
                    k,
                ),
                fill=255,
            )
    draw.polygon(times(disc(middle, cell * 0.06), k), fill=255)
    for number in range(24):
        theta = number * 2 * pi / 24
        at = (middle[0] + cos(theta) * cell * 0.455, middle[1] + sin(theta) * cell * 0.455)
        draw.polygon(times(disc(at, cell * 0.014), k), fill=255)
    for corner in ((0, 0), (cell, 0), (0, cell), (cell, cell)):
        for number in range(4):
            theta = number * pi / 2 + pi / 4
            draw.polygon(
                times(
                    leaf((float(corner[0]), float(corner[1])), theta, cell * 0.15, cell * 0.075), k
                ),
                fill=255,
            )
    tile = tile.reduce(2)
    field = Image.new("L", size, 0)
    for row in range(height // cell + 2):
        for column in range(-1, width // cell + 2):
            field.paste(tile, (column * cell + (row % 2) * cell // 2, row * cell))
    border = cell // 3
    band = ImageDraw.Draw(field)
    band.rectangle((0, 0, width, border), fill=0)
    band.rectangle((0, height - border, width, height), fill=0)
    for index in range(width // (border // 2) + 1):
        x = index * border / 2
        for y in (border * 0.5, height - border * 0.5):
            band.ellipse(
                (x - border * 0.12, y - border * 0.12, x + border * 0.12, y + border * 0.12),
                fill=255,
            )
    for y in (border, height - border):
        band.line((0, y, width, y), fill=255, width=max(3, border // 18))
    dyed = roughened(field.filter(ImageFilter.GaussianBlur(2.2)), rng, 9, 26)
    crackle = contrast(clouds(rng, size, 70, 5), 36, 60)
    dyed = ImageChops.multiply(dyed, crackle)
    cloth = paper(rng, size, "silk")
    shade = contrast(clouds(rng, size, 500, 5), -200, 330)
    blue = Image.merge(
        "RGB",
        [
            shade.point([min(255, base * (160 + v // 2) // 224) for v in range(256)])
            for base in (30, 58, 112)
        ],
    )
    weave = ImageChops.multiply(cloth, Image.new("RGB", size, (255, 255, 255)))
    white = Image.blend(weave, Image.new("RGB", size, (236, 236, 228)), 0.82)
    return Image.composite(white, Image.blend(blue, ImageChops.multiply(blue, cloth), 0.35), dyed)


def _wedge(rng: Random, radius: float, folds: int) -> list[tuple[list[Point], int]]:
    """Shapes of one half wedge about the x axis: 0 cuts away, 255 leaves paper standing."""
    half = pi / folds
    shapes: list[tuple[list[Point], int]] = []
    reach = radius * 0.88
    for ring in (0.86, 0.62, 0.36):
        width = 2 * ring * reach * sin(half)
        body = rng.uniform(0.5, 0.72)
        flower = leaf((reach * (ring - 0.15), 0.0), 0.0, reach * 0.26, width * body)
        shapes.append((flower, 0))
        shapes.append(
            (leaf((reach * (ring - 0.10), 0.0), 0.0, reach * 0.17, width * body * 0.5), 255)
        )
        for number in range(3):
            shapes.append(
                (
                    disc(
                        (reach * (ring - 0.05 + number * 0.03), 0.0), reach * 0.008 * (3 - number)
                    ),
                    0,
                )
            )
        lean = rng.uniform(0.5, 1.0)
        root = (reach * (ring - 0.10) * cos(half * 0.86), reach * (ring - 0.10) * sin(half * 0.86))
        shapes.append((leaf(root, half + lean * 0.2, reach * 0.2, width * 0.16, -0.1), 0))
        shapes.append(
            (
                leaf(
                    (root[0] + reach * 0.03, root[1]),
                    half + lean * 0.2,
                    reach * 0.12,
                    width * 0.06,
                    -0.1,
                ),
                255,
            )
        )
    teeth = 7
    for number in range(teeth):
        theta = half * (number + 0.5) / teeth
        at = (radius * 0.955 * cos(theta), radius * 0.955 * sin(theta))
        shapes.append((disc(at, radius * 0.009), 0))
        notch = radius * 0.5
        shapes.append(
            (
                [
                    (notch * cos(theta - half * 0.055), notch * sin(theta - half * 0.055)),
                    (notch * 1.06 * cos(theta), notch * 1.06 * sin(theta)),
                    (notch * cos(theta + half * 0.055), notch * sin(theta + half * 0.055)),
                ],
                0,
            )
        )
    crane = [
        (0.0, 0.0),
        (0.07, -0.02),
        (0.12, 0.03),
        (0.2, 0.02),
        (0.13, 0.07),
        (0.05, 0.07),
        (-0.02, 0.05),
    ]
    around = radius * rng.uniform(0.70, 0.76)
    theta = half * 0.56
    bird = [
        (around * cos(theta) + x * radius * 0.62, around * sin(theta) + (y - 0.03) * radius * 0.62)
        for x, y in crane
    ]
    shapes.append((spline(bird), 0))
    shapes.append((disc((radius * 0.06, 0.0), radius * 0.035), 0))
    star = radius * 0.16
    shapes.append(
        ([(star, 0.0), (star * 0.45 * cos(half), star * 0.45 * sin(half)), (star * 0.3, 0.0)], 0)
    )
    return shapes
