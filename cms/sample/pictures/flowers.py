"""Flowers and bamboo (花鸟) in ink and colour."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from random import Random

from PIL import Image, ImageDraw

from cms.sample.pictures.noise import Size
from cms.sample.pictures.paper import Colour, paper
from cms.sample.pictures.shapes import Point, disc, drawn, leaf, painted, ribbon, spline, times

INK: Colour = (32, 34, 34)
ROUGE: Colour = (196, 66, 82)
MALACHITE: Colour = (74, 104, 84)


def bamboo(rng: Random, size: Size, sheet_kind: str = "xuan", stalks: int = 4) -> Image.Image:
    """墨竹: stalks in one stroke a joint, leaves in the shape of 个 and 介."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    for number in range(stalks):
        far = number < stalks // 2
        x = width * rng.uniform(0.18, 0.82)
        thick = width * rng.uniform(0.016, 0.03) * (0.7 if far else 1.0)
        tone = 0.32 if far else 0.78
        joints = _stalk(rng, sheet, x, thick, tone)
        for joint in joints:
            if rng.random() < 0.75:
                _spray(rng, sheet, joint, min(width, height) * rng.uniform(0.13, 0.2), tone)
    return sheet


def plum(rng: Random, size: Size, colour: Colour = ROUGE, sheet_kind: str = "xuan") -> Image.Image:
    """梅: an old branch across the sheet, blossoms in colour or in plain ink."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    start = (-width * 0.06, height * rng.uniform(0.84, 1.0))
    tips: list[Point] = []
    outlines: list[list[Point]] = []
    _branch(rng, start, -0.65, height * 0.95, width * 0.05, outlines, tips, 0)
    painted(rng, sheet, outlines, INK, 0.9, rim=0.5, cell=38)
    placed: list[Point] = []
    rng.shuffle(tips)
    for x, y in tips:
        radius = min(size) * rng.uniform(0.016, 0.027)
        at = (x + rng.gauss(0, radius), y + rng.gauss(0, radius))
        if all(hypot(at[0] - px, at[1] - py) > radius * 2.1 for px, py in placed):
            _blossom(rng, sheet, at, radius, colour)
            placed.append(at)
    return sheet


def lotus(rng: Random, size: Size, sheet_kind: str = "aged") -> Image.Image:
    """荷: splashed leaves, stems, a few flowers standing out of them."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    centres = [
        (
            width * rng.uniform(0.12, 0.88),
            height * rng.uniform(0.42, 0.86),
            min(size) * rng.uniform(0.14, 0.27),
        )
        for _ in range(6)
    ]
    for x, y, radius in sorted(centres, key=lambda item: -item[2]):
        _stem(rng, sheet, (x, y), (x + rng.gauss(0, width * 0.05), height * 1.02), width * 0.007)
        _pad(rng, sheet, (x, y), radius)
    for _ in range(3):
        at = (width * rng.uniform(0.2, 0.8), height * rng.uniform(0.14, 0.4))
        foot = (at[0] + rng.gauss(0, width * 0.08), height * 1.03)
        _stem(rng, sheet, at, foot, width * 0.006)
        _lotus_flower(rng, sheet, at, min(size) * rng.uniform(0.085, 0.125))
    return sheet


def _stalk(rng: Random, sheet: Image.Image, x: float, thick: float, tone: float) -> list[Point]:
    _, height = sheet.size
    y, lean, joints = height * 1.02, rng.gauss(0, 0.045), []
    segments = []
    while y > -height * 0.02:
        length = height * rng.uniform(0.12, 0.19)
        top = (x + lean * length, y - length)
        middle = ((x + top[0]) / 2, (y + top[1]) / 2)
        segments.append(
            ribbon(
                [(x, y - thick * 0.2), middle, (top[0], top[1] + thick * 0.2)],
                [thick * 1.12, thick, thick * 1.1],
            )
        )
        joints.append(top)
        x, y = top
    painted(rng, sheet, segments, INK, tone, rim=0.4, cell=thick * 1.4)
    ticks = [
        ribbon(
            [
                (jx - thick * 0.66, jy - thick * 0.05),
                (jx, jy),
                (jx + thick * 0.66, jy - thick * 0.08),
            ],
            [thick * 0.1, thick * 0.2, thick * 0.1],
        )
        for jx, jy in joints
    ]
    painted(rng, sheet, ticks, INK, min(1.0, tone * 1.25), rim=0.0)
    return joints


def _spray(rng: Random, sheet: Image.Image, at: Point, reach: float, tone: float) -> None:
    """A twig and the leaves that hang from it."""
    side = rng.choice((-1, 1))
    angle = -0.5 if side > 0 else pi + 0.5
    tip = (at[0] + cos(angle) * reach, at[1] + sin(angle) * reach * 0.8)
    mask_shapes = [
        ribbon(
            [at, ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2 - reach * 0.05), tip],
            [reach * 0.02, reach * 0.014, reach * 0.008],
        )
    ]
    for share in (0.45, 0.75, 1.0):
        root = (at[0] + (tip[0] - at[0]) * share, at[1] + (tip[1] - at[1]) * share)
        for _ in range(rng.randint(3, 5)):
            fall = pi / 2 - side * rng.gauss(0.55, 0.5)
            mask_shapes.append(
                leaf(
                    root,
                    fall,
                    reach * rng.uniform(0.6, 1.15),
                    reach * rng.uniform(0.1, 0.16),
                    rng.gauss(0, 0.08),
                )
            )
    painted(
        rng,
        sheet,
        mask_shapes,
        INK,
        min(1.0, tone * rng.uniform(0.8, 1.2)),
        rim=0.3,
        cell=reach / 3,
    )


def _branch(
    rng: Random,
    start: Point,
    angle: float,
    length: float,
    thick: float,
    outlines: list[list[Point]],
    tips: list[Point],
    depth: int,
) -> None:
    points, widths, heading = [start], [thick], angle
    steps = 9
    for step in range(steps):
        heading += rng.gauss(0, 0.24) - (heading - angle) * 0.3
        x, y = points[-1]
        points.append((x + cos(heading) * length / steps, y + sin(heading) * length / steps))
        widths.append(max(1.6, thick * (1 - (step + 1) / steps * 0.82) * rng.uniform(0.82, 1.2)))
        if depth < 3 and step > 1 and rng.random() < (0.62 if depth < 2 else 0.4):
            turn = rng.choice((-1, 1)) * rng.uniform(0.5, 1.1)
            _branch(
                rng,
                points[-1],
                heading + turn,
                length * rng.uniform(0.3, 0.5),
                widths[-1] * 0.62,
                outlines,
                tips,
                depth + 1,
            )
        if depth >= 1:
            tips.append(points[-1])
    outlines.append(
        ribbon(
            spline(points, closed=False, steps=4),
            [widths[min(index // 4, len(widths) - 1)] for index in range(len(points) * 4 - 3)],
        )
    )


def _blossom(rng: Random, sheet: Image.Image, at: Point, radius: float, colour: Colour) -> None:
    box = round(radius * 3)
    origin = (round(at[0]) - box, round(at[1]) - box)
    patch = sheet.crop((*origin, origin[0] + 2 * box, origin[1] + 2 * box))
    turn = rng.uniform(0, pi)
    for number in range(5):
        theta = turn + number * 2 * pi / 5
        petal = disc(
            (box + cos(theta) * radius * 0.75, box + sin(theta) * radius * 0.75), radius * 0.62
        )
        painted(rng, patch, [petal], colour, rng.uniform(0.5, 0.8), rim=0.3, cell=radius / 2)
    dots = []
    for _ in range(9):
        theta = rng.uniform(0, 2 * pi)
        dots.append((box + cos(theta) * radius * 0.55, box + sin(theta) * radius * 0.55))

    def stamens(draw: ImageDraw.ImageDraw, k: float) -> None:
        for x, y in dots:
            draw.line(
                [box * k, box * k, x * k, y * k], fill=170, width=max(1, round(radius * 0.05 * k))
            )
            draw.ellipse(
                [
                    (x - radius * 0.08) * k,
                    (y - radius * 0.08) * k,
                    (x + radius * 0.08) * k,
                    (y + radius * 0.08) * k,
                ],
                fill=255,
            )

    patch.paste(INK, mask=drawn(patch.size, stamens))
    sheet.paste(patch, origin)


def _pad(rng: Random, sheet: Image.Image, at: Point, radius: float) -> None:
    points = []
    for number in range(15):
        theta = number * 2 * pi / 15
        reach = radius * rng.uniform(0.82, 1.12)
        points.append((at[0] + cos(theta) * reach, at[1] + sin(theta) * reach * 0.56))
    outline = spline(points)
    ink = rng.choice((INK, INK, MALACHITE, (44, 62, 58)))
    painted(
        rng,
        sheet,
        [outline],
        ink,
        rng.uniform(0.42, 0.8),
        rim=0.5,
        cell=radius * 0.9,
        soften=radius / 60,
    )
    origin = (round(at[0] - radius * 1.3), round(at[1] - radius * 0.8))
    patch = sheet.crop((*origin, round(at[0] + radius * 1.3), round(at[1] + radius * 0.8)))

    def veins(draw: ImageDraw.ImageDraw, k: float) -> None:
        for x, y in points[::1]:
            end = (at[0] + (x - at[0]) * 0.9, at[1] + (y - at[1]) * 0.9)
            bend = (
                (at[0] + end[0]) / 2 + rng.gauss(0, radius * 0.03),
                (at[1] + end[1]) / 2 - radius * 0.04,
            )
            vein = [
                (px - origin[0], py - origin[1]) for px, py in spline([at, bend, end], closed=False)
            ]
            draw.line(
                times(vein, k), fill=rng.randint(120, 200), width=max(2, round(radius * 0.012 * k))
            )

    patch.paste((18, 20, 20), mask=drawn(patch.size, veins))
    sheet.paste(patch, origin)


def _stem(rng: Random, sheet: Image.Image, top: Point, foot: Point, thick: float) -> None:
    bend = ((top[0] + foot[0]) / 2 + rng.gauss(0, thick * 7), (top[1] + foot[1]) / 2)
    curve = spline([top, bend, foot], closed=False)
    outline = ribbon(curve, [thick * rng.uniform(0.8, 1.15) for _ in curve])
    painted(rng, sheet, [outline], INK, 0.66, rim=0.4, cell=thick * 3)


def _lotus_flower(rng: Random, sheet: Image.Image, at: Point, reach: float) -> None:
    for ring, count in ((1.0, 7), (0.85, 6), (0.62, 4)):
        for number in range(count):
            spread = (number / (count - 1) - 0.5) * 2.5 * ring
            outline = leaf(
                (at[0], at[1] + reach * 0.3),
                -pi / 2 + spread,
                reach * rng.uniform(0.95, 1.12),
                reach * 0.46,
                spread * 0.08,
            )
            painted(rng, sheet, [outline], (247, 235, 229), 1.6, rim=0.0)
            painted(
                rng,
                sheet,
                [outline],
                (204, 88, 102),
                0.36 + 0.2 * (1 - ring),
                rim=0.6,
                cell=reach / 2,
            )
    painted(rng, sheet, [disc(at, reach * 0.13, 0.8)], (188, 160, 70), 0.9)
