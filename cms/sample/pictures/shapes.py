"""Smooth shapes and washes that the painted pictures are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, scaled
from cms.sample.pictures.paper import Colour

Point = tuple[float, float]


def drawn(size: Size, paint: Callable[[ImageDraw.ImageDraw, float], None]) -> Image.Image:
    """An anti-aliased L mask: `paint(draw, scale)` draws enlarged, all coordinates times scale."""
    work = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    paint(ImageDraw.Draw(work), 2.0)
    return work.reduce(2)


def filled(size: Size, outlines: Sequence[Sequence[Point]]) -> Image.Image:
    """An anti-aliased L mask of filled outlines."""

    def paint(draw: ImageDraw.ImageDraw, scale: float) -> None:
        for outline in outlines:
            draw.polygon(times(outline, scale), fill=255)

    return drawn(size, paint)


def spline(points: Sequence[Point], closed: bool = True, steps: int = 14) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b = points[max(0, index - 1)], points[index]
            c, d = points[index + 1], points[min(count - 1, index + 2)]
        for step in range(steps):
            t = step / steps
            curve.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    if not closed:
        curve.append(points[-1])
    return curve


def times(points: Sequence[Point], scale: float) -> list[Point]:
    """The points on a canvas `scale` times as large."""
    return [(x * scale, y * scale) for x, y in points]


def leaf(root: Point, angle: float, length: float, width: float, bend: float = 0.0) -> list[Point]:
    """A pointed leaf: full near its root, drawn out to the tip, bent by `bend` of its length."""
    side = []
    for step in range(13):
        t = step / 12
        half = width / 2 * sin(pi * t**0.72) * (1 - 0.25 * t)
        side.append((t, half))
    spine = [(t * length, bend * length * t * t) for t, _ in side]
    outline = [(x, y + half) for (x, y), (_, half) in zip(spine, side, strict=True)]
    outline += [
        (x, y - half) for (x, y), (_, half) in zip(reversed(spine), reversed(side), strict=True)
    ]
    return [
        (root[0] + x * cos(angle) - y * sin(angle), root[1] + x * sin(angle) + y * cos(angle))
        for x, y in outline
    ]


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """The outline of a stroke through the points, `widths` wide at each."""
    left, right = [], []
    for index, (x, y) in enumerate(points):
        ahead, behind = points[min(index + 1, len(points) - 1)], points[max(index - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        size = hypot(dx, dy) or 1.0
        half = widths[index] / 2
        left.append((x - dy / size * half, y + dx / size * half))
        right.append((x + dy / size * half, y - dx / size * half))
    return left + right[::-1]


def wash(
    rng: Random,
    sheet: Image.Image,
    mask: Image.Image,
    colour: Colour,
    strength: float,
    *,
    rim: float = 0.35,
    cell: float = 120,
) -> None:
    """Lay a watery wash on the sheet, in place: uneven inside, darker at the dried edge."""
    inside = ImageChops.multiply(
        mask, clouds(rng, mask.size, cell, 4).point([150 + v * 105 // 255 for v in range(256)])
    )
    body = scaled(inside, strength)
    if rim:
        soft = mask.filter(ImageFilter.BoxBlur(5))
        edge = scaled(ImageChops.subtract(mask, soft), rim * 2)
        body = ImageChops.add(body, edge)
    sheet.paste(colour, mask=body)


def painted(
    rng: Random,
    sheet: Image.Image,
    outlines: Sequence[Sequence[Point]],
    colour: Colour,
    strength: float,
    *,
    rim: float = 0.35,
    cell: float = 120,
    soften: float = 0.0,
) -> None:
    """Wash the shapes onto the sheet, in place, working only on the part of it they touch."""
    xs = [x for outline in outlines for x, _ in outline]
    ys = [y for outline in outlines for _, y in outline]
    pad = 12 + round(soften * 3)
    left, top = max(0, round(min(xs)) - pad), max(0, round(min(ys)) - pad)
    right = min(sheet.width, round(max(xs)) + pad)
    bottom = min(sheet.height, round(max(ys)) + pad)
    if right - left < 2 or bottom - top < 2:
        return
    patch = sheet.crop((left, top, right, bottom))

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        for outline in outlines:
            draw.polygon([((x - left) * k, (y - top) * k) for x, y in outline], fill=255)

    mask = drawn(patch.size, paint)
    if soften:
        mask = mask.filter(ImageFilter.GaussianBlur(soften))
    wash(rng, patch, mask, colour, strength, rim=rim, cell=cell)
    sheet.paste(patch, (left, top))


def disc(centre: Point, radius: float, squash: float = 1.0) -> list[Point]:
    """A circle or ellipse as an outline."""
    return [
        (centre[0] + cos(n * pi / 24) * radius, centre[1] + sin(n * pi / 24) * radius * squash)
        for n in range(48)
    ]


def gradient(size: Size, stops: Sequence[tuple[float, Colour]]) -> Image.Image:
    """A vertical gradient through colour stops (0..1 from the top)."""
    height = 512
    column = Image.new("RGB", (1, height))
    column.putdata([_at(stops, y / (height - 1)) for y in range(height)])
    return column.resize(size, Image.Resampling.BICUBIC)


def film_grain(rng: Random, image: Image.Image, amount: int = 7) -> Image.Image:
    """Silver grain over a photograph; `amount` is its strength in grey levels."""
    width, height = image.size
    noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    noise = noise.filter(ImageFilter.BoxBlur(1)).point(
        [(v - 128) * amount // 42 + 128 for v in range(256)]
    )
    return Image.merge("RGB", [ImageChops.add(band, noise, 1, -128) for band in image.split()])


def ridge(
    rng: Random, width: int, base: float, height: float, roughness: float = 0.52
) -> list[Point]:
    """A mountain's outline from left to right by midpoint displacement, rising from `base`."""
    values = [rng.uniform(0.1, 0.6), rng.uniform(0.5, 1.0), rng.uniform(0.1, 0.7)]
    spread = 0.5
    while len(values) < 400:
        wider: list[float] = []
        for first, second in pairwise(values):
            wider += [first, (first + second) / 2 + rng.uniform(-spread, spread)]
        values = [*wider, values[-1]]
        spread *= roughness
    step = width / (len(values) - 1)
    return [(index * step, base - value * height) for index, value in enumerate(values)]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    )


def _at(stops: Sequence[tuple[float, Colour]], place: float) -> Colour:
    for (low, first), (high, second) in pairwise(stops):
        if place <= high:
            share = (place - low) / (high - low) if high > low else 0.0
            share = max(0.0, min(1.0, share))
            mixed = [round(a + (b - a) * share) for a, b in zip(first, second, strict=True)]
            return (mixed[0], mixed[1], mixed[2])
    return stops[-1][1]
