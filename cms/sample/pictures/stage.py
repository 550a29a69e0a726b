"""Pictures of the stage arts: sleeves in the light, opera faces, acrobats' arcs, strings."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, contrast, scaled
from cms.sample.pictures.paper import Colour, paper
from cms.sample.pictures.shapes import (
    Point,
    disc,
    drawn,
    filled,
    film_grain,
    gradient,
    painted,
    spline,
    times,
)

LAMPS: dict[str, tuple[Colour, Colour]] = {
    "moon": ((150, 196, 255), (232, 242, 255)),
    "amber": ((255, 150, 60), (255, 226, 170)),
    "rose": ((255, 92, 120), (255, 214, 206)),
    "jade": ((80, 214, 170), (214, 255, 232)),
}


def sleeves(rng: Random, size: Size, lamp: str = "moon", beams: int = 3) -> Image.Image:
    """水袖: long sleeves as trails of light over a dark stage."""
    width, height = size
    tone, bright = LAMPS[lamp]
    scene = gradient(
        size, [(0.0, (8, 9, 16)), (0.72, (18, 18, 28)), (0.74, (26, 25, 34)), (1.0, (10, 10, 14))]
    )
    light = Image.new("L", (width // 4, height // 4), 0)
    draw = ImageDraw.Draw(light)
    for _ in range(beams):
        top, foot = width / 4 * rng.uniform(0.1, 0.9), width / 4 * rng.uniform(0.25, 0.75)
        spread = width / 4 * rng.uniform(0.07, 0.15)
        beam = Image.new("L", light.size, 0)
        ImageDraw.Draw(beam).polygon(
            [
                (top - 6, -4),
                (top + 6, -4),
                (foot + spread, height / 4 * 0.82),
                (foot - spread, height / 4 * 0.82),
            ],
            fill=84,
        )
        light = ImageChops.add(light, beam)
        draw = ImageDraw.Draw(light)
        draw.ellipse(
            (foot - spread * 1.4, height / 4 * 0.78, foot + spread * 1.4, height / 4 * 0.87),
            fill=150,
        )
    light = light.filter(ImageFilter.GaussianBlur(width / 130)).resize(
        size, Image.Resampling.BICUBIC
    )
    haze = clouds(rng, size, width / 4, 4).point([90 + v * 2 // 3 for v in range(256)])
    scene = _lit(scene, ImageChops.multiply(light, haze), tone)
    for number in range(2):
        scene = _lit(scene, _trail(rng, size, number), bright if number else tone)
    return film_grain(rng, scene, 8)


def opera_face(rng: Random, size: Size, base: str = "red") -> Image.Image:
    """脸谱: a painted face, one half drawn and mirrored."""
    grounds: dict[str, Colour] = {
        "red": (196, 42, 34),
        "black": (28, 26, 26),
        "white": (236, 230, 220),
        "blue": (34, 74, 128),
        "green": (38, 104, 74),
        "gold": (206, 160, 62),
        "purple": (96, 50, 96),
    }
    ground = grounds[base]
    marks: list[Colour] = [
        (24, 22, 22),
        (240, 234, 222),
        (206, 160, 62),
        (196, 42, 34) if base != "red" else (34, 74, 128),
    ]
    side = 900
    half = Image.new("RGB", (side, side * 12 // 5 * 1), (0, 0, 0))
    face = Image.new("RGB", (side * 2, half.height), (240, 234, 222))
    work = Image.new("RGB", (side * 2, half.height * 1), ground)
    draw = ImageDraw.Draw(work)
    x = lambda share: side * share  # noqa: E731  (a ruler: 0 is the face's middle, 1 its edge)
    top, tall = 0.0, float(half.height)
    y = lambda share: top + tall * share  # noqa: E731

    def spot(points: list[Point], colour: Colour) -> None:
        draw.polygon(spline([(x(px), y(py)) for px, py in points], steps=20), fill=colour)

    brow_lift, cheek = rng.uniform(-0.03, 0.05), rng.uniform(-0.04, 0.05)
    spot(
        [(-0.2, -0.02), (0.1, 0.02), (0.17, 0.12), (0.09, 0.22), (0.03, 0.3), (-0.2, 0.3)], marks[1]
    )
    spot([(-0.1, 0.04), (0.05, 0.07), (0.09, 0.14), (0.03, 0.24), (-0.1, 0.26)], marks[3])
    spot(
        [
            (0.1, 0.36),
            (0.22, 0.27 - brow_lift),
            (0.5, 0.2 - brow_lift),
            (0.86, 0.08),
            (0.97, 0.12),
            (0.78, 0.26),
            (0.5, 0.33),
            (0.26, 0.37),
        ],
        marks[0],
    )
    spot([(0.2, 0.335), (0.45, 0.265 - brow_lift), (0.74, 0.2), (0.5, 0.3), (0.3, 0.345)], marks[2])
    spot(
        [
            (0.1, 0.43),
            (0.24, 0.385),
            (0.5, 0.36),
            (0.8, 0.34),
            (0.93, 0.4),
            (0.8, 0.5),
            (0.55, 0.53),
            (0.3, 0.52),
            (0.14, 0.48),
        ],
        marks[1],
    )
    spot(
        [
            (0.15, 0.44),
            (0.3, 0.4),
            (0.52, 0.385),
            (0.78, 0.38),
            (0.82, 0.42),
            (0.62, 0.485),
            (0.38, 0.495),
            (0.2, 0.47),
        ],
        marks[0],
    )
    draw.ellipse((x(0.36), y(0.415), x(0.54), y(0.468)), fill=(246, 242, 234))
    draw.ellipse((x(0.415), y(0.418), x(0.495), y(0.463)), fill=(20, 18, 18))
    spot(
        [(-0.2, 0.42), (0.05, 0.42), (0.1, 0.52), (0.2, 0.6), (0.14, 0.655), (-0.2, 0.66)], marks[1]
    )
    spot([(0.08, 0.595), (0.2, 0.6), (0.18, 0.64), (0.08, 0.645)], marks[0])
    spot(
        [
            (0.3, 0.6),
            (0.55, 0.57 + cheek),
            (0.9, 0.5),
            (0.96, 0.58),
            (0.74, 0.7 + cheek),
            (0.5, 0.78),
            (0.34, 0.72),
        ],
        marks[0],
    )
    spot(
        [
            (0.38, 0.63),
            (0.6, 0.605 + cheek),
            (0.86, 0.55),
            (0.7, 0.66 + cheek),
            (0.5, 0.72),
            (0.4, 0.69),
        ],
        marks[2],
    )
    spot(
        [(0.44, 0.645), (0.6, 0.63 + cheek), (0.74, 0.6), (0.62, 0.66 + cheek), (0.5, 0.69)], ground
    )
    spot([(-0.2, 0.73), (0.1, 0.715), (0.3, 0.745), (0.2, 0.775), (-0.2, 0.785)], (150, 26, 26))
    spot(
        [(-0.2, 0.705), (0.12, 0.695), (0.36, 0.74), (0.28, 0.715), (0.12, 0.68), (-0.2, 0.69)],
        marks[0],
    )
    spot(
        [(-0.2, 0.83), (0.12, 0.82), (0.2, 0.86), (0.1, 0.93), (-0.2, 0.95)],
        marks[1] if base != "white" else marks[0],
    )
    right = work.crop((0, 0, side, half.height))
    face.paste(right, (side, 0))
    face.paste(right.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (0, 0))
    outline = spline(
        [
            (0.5, 0.0),
            (0.8, 0.06),
            (0.97, 0.25),
            (0.985, 0.48),
            (0.9, 0.72),
            (0.7, 0.93),
            (0.5, 1.0),
            (0.3, 0.93),
            (0.1, 0.72),
            (0.015, 0.48),
            (0.03, 0.25),
            (0.2, 0.06),
        ],
        steps=30,
    )
    mask = drawn(
        face.size,
        lambda d, k: d.polygon(
            [(px * side * 2 * k, py * tall * k) for px, py in outline], fill=255
        ),
    )
    sheet = paper(rng, size, "aged")
    scale = min(size[0] * 0.78 / face.width, size[1] * 0.82 / face.height)
    target = (round(face.width * scale), round(face.height * scale))
    at = ((size[0] - target[0]) // 2, (size[1] - target[1]) // 2)
    brushed = contrast(clouds(rng, target, 60, 4), -420, 170)
    sheet.paste(
        face.resize(target, Image.Resampling.LANCZOS),
        at,
        ImageChops.multiply(mask.resize(target, Image.Resampling.LANCZOS), brushed),
    )
    return sheet


def arcs(rng: Random, size: Size, mood: str = "day") -> Image.Image:
    """杂技: rings, discs and the arcs they fly along; a poster's flat colours."""
    moods: dict[str, tuple[Colour, list[Colour]]] = {
        "day": ((240, 230, 208), [(196, 52, 40), (34, 74, 108), (214, 158, 54), (30, 30, 32)]),
        "night": ((24, 30, 48), [(232, 92, 60), (240, 200, 110), (112, 168, 184), (236, 230, 216)]),
    }
    ground, colours = moods[mood]
    width, height = size
    scene = Image.new("RGB", size, ground)
    unit = min(size)
    for number in range(7):
        centre = (width * rng.uniform(0.15, 0.85), height * rng.uniform(0.3, 0.95))
        radius = unit * rng.uniform(0.16, 0.55)
        start, sweep = rng.uniform(180, 250), rng.uniform(70, 150)
        box = [centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius]
        thick = unit * rng.choice((0.004, 0.008, 0.016, 0.034))
        mask = _arc(size, box, (start, start + sweep), thick)
        scene.paste(colours[number % len(colours)], mask=mask)
        theta = (start + sweep) * pi / 180
        ball = disc(
            (centre[0] + cos(theta) * radius, centre[1] + sin(theta) * radius),
            unit * rng.uniform(0.02, 0.06),
        )
        scene.paste(
            colours[(number + 1) % len(colours)],
            mask=filled(size, [ball]),
        )
    for number in range(3):
        _tumbler(
            rng,
            scene,
            (width * (0.24 + 0.26 * number), height * rng.uniform(0.3, 0.62)),
            unit * 0.14,
            colours[3],
        )
    tooth = clouds(rng, size, 5, 2).point([128 + (v - 128) * 10 // 100 for v in range(256)])
    return Image.merge("RGB", [ImageChops.add(band, tooth, 1, -128) for band in scene.split()])


def _arc(size: Size, box: list[float], angles: tuple[float, float], thick: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        width = max(2, round(thick * k))
        draw.arc([v * k for v in box], *angles, fill=255, width=width)

    return drawn(size, paint)


def strings(rng: Random, size: Size, sheet_kind: str = "xuan", count: int = 7) -> Image.Image:
    """弦: strings swinging, in ink; the loudest near the middle."""
    width, height = size
    sheet = paper(rng, size, sheet_kind)
    dark = sheet_kind.startswith(("indigo", "black"))
    ink: Colour = (214, 182, 112) if dark else (34, 36, 38)
    field = Image.new("L", size, 0)
    for number in range(count):
        y = height * (0.2 + 0.6 * number / max(1, count - 1))
        swing = height * rng.uniform(0.02, 0.085) * (1.3 - abs(number - count / 2) / count)
        waves, phase = rng.randint(1, 4), rng.uniform(0, 2 * pi)
        for trace in range(15):
            lift = swing * cos(pi * trace / 14)
            points = [
                (
                    px * width / 120,
                    y
                    + lift * sin(pi * px / 120) * sin(waves * pi * px / 120 + phase * (trace / 40)),
                )
                for px in range(121)
            ]
            layer_width = 3 if trace in (0, 14) else 1
            mask_level = 210 if trace in (0, 14) else 70
            ImageDraw.Draw(field).line(points, fill=mask_level, width=layer_width, joint="curve")
    sheet.paste(ink, mask=field.filter(ImageFilter.GaussianBlur(0.9)))
    for _ in range(5):
        at = (width * rng.uniform(0.1, 0.9), height * rng.uniform(0.15, 0.85))
        painted(
            rng,
            sheet,
            [disc(at, min(size) * rng.uniform(0.008, 0.05), 0.9)],
            ink,
            rng.uniform(0.25, 0.8),
            rim=0.6,
            cell=60,
            soften=2,
        )
    sun = disc((width * 0.8, height * 0.26), min(size) * 0.075)
    painted(rng, sheet, [sun], (186, 48, 38), 0.85, rim=0.5, cell=90)
    return sheet


def _lit(scene: Image.Image, mask: Image.Image, colour: Colour) -> Image.Image:
    lamp = Image.composite(Image.new("RGB", scene.size, colour), Image.new("RGB", scene.size), mask)
    return ImageChops.screen(scene, lamp)


def _trail(rng: Random, size: Size, number: int) -> Image.Image:
    """One sleeve: a sheaf of fine lines that fans out and gathers again along its way."""
    width, height = size
    centre = (width * rng.uniform(0.42, 0.58), height * rng.uniform(0.42, 0.54))
    start, turns = rng.uniform(0, 2 * pi), rng.uniform(1.15, 1.7) * 2 * pi
    wobble, phase = rng.choice((1.5, 2.0, 2.5)), rng.uniform(0, 2 * pi)
    work = Image.new("L", (width * 2, height * 2), 0)
    draw = ImageDraw.Draw(work)
    lines = 90
    for line in range(lines):
        drift = line / lines - 0.5
        points = []
        for step in range(241):
            share = step / 240
            t = start + turns * share
            reach = 0.12 + 0.34 * share + 0.08 * sin(wobble * t + phase)
            fanned = 1 + drift * 0.42 * sin(pi * share) * (1 + 0.6 * sin(wobble * t * 0.7 + number))
            points.append(
                (
                    2 * (centre[0] + width * reach * fanned * cos(t)),
                    2
                    * (
                        centre[1]
                        + height * reach * 0.82 * (fanned + drift * 0.2 * sin(pi * share)) * sin(t)
                    ),
                )
            )
        level = 30 + round(90 * abs(sin((drift + 0.5) * pi * 4)) ** 2)
        draw.line(points, fill=level, width=4, joint="curve")
    layer = work.reduce(2)
    fine = layer.filter(ImageFilter.GaussianBlur(1.0))
    glow = (
        layer.reduce(6).filter(ImageFilter.GaussianBlur(5)).resize(size, Image.Resampling.BICUBIC)
    )
    return ImageChops.add(scaled(fine, 1.25), scaled(glow, 1.1))


def _tumbler(rng: Random, scene: Image.Image, at: Point, tall: float, colour: Colour) -> None:
    """An acrobat as a few strokes: head, bent body, four limbs."""
    turn = rng.uniform(-0.9, 0.9)

    def place(x: float, y: float) -> Point:
        return (
            at[0] + (x * cos(turn) - y * sin(turn)) * tall,
            at[1] + (x * sin(turn) + y * cos(turn)) * tall,
        )

    limbs = [
        [place(0, -0.2), place(0.06, 0.05), place(-0.02, 0.3)],
        [place(-0.02, 0.3), place(0.24, 0.42), place(0.3, 0.72)],
        [place(-0.02, 0.3), place(-0.26, 0.36), place(-0.5, 0.2)],
        [place(0.01, -0.12), place(0.26, -0.28), place(0.42, -0.52)],
        [place(0.01, -0.12), place(-0.22, -0.2), place(-0.42, -0.4)],
    ]

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        for limb, thick in zip(limbs, (0.13, 0.09, 0.09, 0.06, 0.06), strict=True):
            curve = times(spline(limb, closed=False, steps=20), k)
            for x, y in curve:
                half = tall * thick * k / 2
                draw.ellipse([x - half, y - half, x + half, y + half], fill=255)
        draw.polygon(times(disc(place(0.0, -0.36), tall * 0.1), k), fill=255)

    scene.paste(colour, mask=drawn(scene.size, paint))
