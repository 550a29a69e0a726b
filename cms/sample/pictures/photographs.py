"""Pictures in the manner of photographs: a lake at dawn, lanterns, terraces, a garden window."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, contrast, scaled
from cms.sample.pictures.paper import Colour, tinted
from cms.sample.pictures.shapes import (
    Point,
    drawn,
    filled,
    film_grain,
    gradient,
    leaf,
    ridge,
    times,
)

LIGHTS: dict[str, list[tuple[float, Colour]]] = {
    "dawn": [
        (0.0, (64, 84, 118)),
        (0.45, (198, 152, 136)),
        (0.72, (244, 196, 140)),
        (1.0, (252, 226, 184)),
    ],
    "dusk": [
        (0.0, (28, 30, 58)),
        (0.5, (112, 66, 92)),
        (0.8, (214, 110, 74)),
        (1.0, (246, 178, 98)),
    ],
    "mist": [(0.0, (176, 190, 196)), (0.6, (210, 218, 216)), (1.0, (236, 236, 228))],
    "blue": [(0.0, (14, 26, 52)), (0.6, (44, 78, 116)), (1.0, (136, 168, 184))],
    "mono": [(0.0, (96, 96, 96)), (0.6, (176, 176, 175)), (1.0, (228, 227, 224))],
}


def lake(rng: Random, size: Size, light: str = "dawn", sun: int = 1) -> Image.Image:
    """Ridges paling into the distance, mirrored in still water."""
    width, height = size
    shore = round(height * rng.uniform(0.56, 0.64))
    stops = LIGHTS[light]
    sky = gradient((width, shore), stops)
    if sun:
        _sun(sky, (width * rng.uniform(0.3, 0.7), shore * 0.72), height * 0.045)
    veil = contrast(clouds(rng, sky.size, height / 4, 5, 4.0), 120, 230)
    sky.paste(stops[-1][1], mask=scaled(veil, 0.3))
    count = 5
    for layer in range(count):
        share = layer / (count - 1)
        line = ridge(rng, width, shore * (0.78 + 0.2 * share), shore * (0.34 - 0.2 * share), 0.5)
        colour = _mix(_mix(stops[-1][1], stops[0][1], 0.4), (16, 22, 32), 0.16 + 0.74 * share)
        area = [*line, (float(width), float(shore)), (0.0, float(shore))]
        mask = filled(sky.size, [area])
        fade = (
            Image.linear_gradient("L")
            .resize(sky.size)
            .point([255 - max(0, v - 150) * (5 - layer) // 5 for v in range(256)])
        )
        sky.paste(colour, mask=ImageChops.multiply(mask, fade))
    water = sky.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, height - shore))
    water = water.filter(ImageFilter.GaussianBlur(height / 320))
    ripple = contrast(clouds(rng, water.size, height / 90, 3, 22.0), 120, 210)
    near = Image.linear_gradient("L").resize(water.size).point([40 + v // 2 for v in range(256)])
    water.paste(
        _mix(stops[0][1], (10, 16, 26), 0.45), mask=scaled(ImageChops.multiply(ripple, near), 0.9)
    )
    scene = Image.new("RGB", size)
    scene.paste(sky, (0, 0))
    scene.paste(water, (0, shore))
    haze = Image.new("L", size, 0)
    ImageDraw.Draw(haze).rectangle((0, shore - height // 40, width, shore + height // 60), fill=170)
    scene.paste(
        stops[-1][1],
        mask=haze.reduce(4).filter(ImageFilter.GaussianBlur(height / 160)).resize(size),
    )
    return film_grain(rng, scene)


def lanterns(rng: Random, size: Size, hue: str = "red") -> Image.Image:
    """A lantern fair at night, mostly out of focus."""
    width, height = size
    palettes: dict[str, list[Colour]] = {
        "red": [(255, 96, 54), (255, 164, 72), (255, 210, 130), (214, 44, 38)],
        "gold": [(255, 190, 92), (255, 220, 150), (240, 140, 60), (120, 170, 210)],
        "blue": [(120, 170, 255), (150, 220, 255), (255, 190, 120), (80, 110, 220)],
    }
    scene = gradient(size, [(0.0, (10, 12, 26)), (0.6, (26, 18, 30)), (1.0, (44, 24, 22))])
    for depth, count in ((0.085, 26), (0.05, 44), (0.024, 70)):
        small = (width // 2, height // 2)
        layer = Image.new("RGB", small)
        draw = ImageDraw.Draw(layer)
        for _ in range(count):
            x, y = rng.randrange(small[0]), small[1] * (0.5 + rng.gauss(0, 0.24))
            radius = min(small) * depth * rng.uniform(0.6, 1.2)
            level = rng.uniform(0.16, 0.55)
            colour = rng.choice(palettes[hue])
            shade = tuple(round(value * level) for value in colour)
            draw.ellipse(
                (x - radius, y - radius, x + radius, y + radius),
                fill=shade,
                outline=tuple(min(255, round(v * 1.35)) for v in shade),
                width=2,
            )
        layer = layer.filter(ImageFilter.GaussianBlur(min(small) * depth * 0.06 + 1)).resize(
            size, Image.Resampling.BICUBIC
        )
        scene = ImageChops.screen(scene, layer)
    for _ in range(5):
        at = (width * rng.uniform(0.08, 0.92), height * rng.uniform(0.12, 0.6))
        _lantern(scene, at, min(size) * rng.uniform(0.06, 0.1), palettes[hue])
    return film_grain(rng, scene, 9)


def terraces(rng: Random, size: Size, light: str = "spring") -> Image.Image:
    """Terraced fields from the air: contour bands, some filled with water and sky."""
    # Valley floor, ridge, flooded paddy.
    palettes: dict[str, tuple[Colour, Colour, Colour]] = {
        "spring": ((48, 74, 50), (164, 184, 110), (206, 216, 212)),
        "autumn": ((92, 70, 40), (228, 190, 102), (238, 222, 178)),
        "mono": ((38, 38, 38), (176, 176, 174), (232, 232, 229)),
    }
    low, high, water = palettes[light]
    # Worked out at a third of the size: an 8-bit field has too few steps for smooth contours.
    third = (size[0] // 3, size[1] // 3)
    field = clouds(rng, third, min(third) * 0.8, 4, 1.5).filter(
        ImageFilter.GaussianBlur(min(third) / 60)
    )
    field = contrast(field, 36, 220)
    field = field.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(4))
    count = 38
    index = [v * count // 256 for v in range(256)]
    flooded = {rng.randrange(3, count - 4) for _ in range(8)}
    tones = [
        water if step in flooded else _mix(low, high, step / count + rng.uniform(-0.07, 0.07))
        for step in range(count)
    ]
    scene = Image.merge("RGB", [field.point([tones[i][band] for i in index]) for band in range(3)])
    steps = field.point([i * 255 // count for i in index])
    rims = steps.filter(ImageFilter.FIND_EDGES).point([0 if v < 3 else 255 for v in range(256)])
    rims = ImageChops.multiply(rims, _inside(size, 5))
    below = ImageChops.offset(rims, 2, 5).filter(ImageFilter.GaussianBlur(3.5))
    scene.paste((26, 32, 22), mask=scaled(below, 1.2))
    scene.paste(
        _mix(high, (255, 255, 240), 0.35),
        mask=scaled(rims.filter(ImageFilter.GaussianBlur(1.2)), 0.7),
    )
    relief = field.filter(ImageFilter.EMBOSS).filter(ImageFilter.GaussianBlur(6))
    scene = Image.merge(
        "RGB",
        [
            ImageChops.add(b, relief.point([(v - 128) * 5 + 128 for v in range(256)]), 1, -128)
            for b in scene.split()
        ],
    )
    texture = clouds(rng, size, 9, 2).point([128 + (v - 128) * 8 // 100 for v in range(256)])
    scene = Image.merge("RGB", [ImageChops.add(b, texture, 1, -128) for b in scene.split()])
    mist = contrast(clouds(rng, size, min(size) * 0.7, 4, 2.0), 140, 230)
    scene.paste((238, 238, 232), mask=scaled(mist, 0.6))
    return film_grain(rng, scene)


def window(rng: Random, size: Size, season: str = "bamboo") -> Image.Image:
    """A garden's lattice window (漏窗): dark wall, what is behind it in the light."""
    width, height = size
    wall = tinted(
        clouds(rng, size, 300, 5).point([128 + (v - 128) * 24 // 100 for v in range(256)]),
        (74, 70, 66),
    )
    beyond = gradient(
        size,
        [(0.0, (226, 232, 214)), (1.0, (178, 196, 158))]
        if season == "bamboo"
        else [(0.0, (240, 228, 208)), (1.0, (222, 168, 112))],
    )
    colour = (70, 104, 62) if season == "bamboo" else (178, 74, 40)
    for blur, shade in ((18, 0.5), (6, 0.8), (1.5, 1.0)):
        shapes: list[list[Point]] = []
        for _ in range(26):
            root = (width * rng.uniform(0.1, 0.9), height * rng.uniform(0.05, 0.9))
            for _ in range(4):
                shapes.append(
                    leaf(
                        root,
                        rng.gauss(pi / 2, 0.7),
                        min(size) * rng.uniform(0.12, 0.24),
                        min(size) * 0.028,
                        0.06,
                    )
                )
        small = filled((width // 2, height // 2), [times(outline, 0.5) for outline in shapes])
        mask = small.filter(ImageFilter.GaussianBlur(blur)).resize(size)
        beyond.paste(_mix((228, 232, 214), colour, shade), mask=mask)
    centre, radius = (width / 2, height * 0.5), min(size) * 0.4
    opening = [
        (
            centre[0] + cos(n * pi / 4 + pi / 8) * radius,
            centre[1] + sin(n * pi / 4 + pi / 8) * radius,
        )
        for n in range(8)
    ]
    hole = drawn(size, lambda draw, k: draw.polygon(times(opening, k), fill=255))
    bars = _lattice(size, centre, radius)
    frame = drawn(
        size,
        lambda draw, k: draw.line(
            times([*opening, opening[0], opening[1]], k),
            fill=255,
            width=round(radius * 0.09 * k),
            joint="curve",
        ),
    )
    scene = Image.composite(beyond, wall, ImageChops.subtract(hole, bars))
    scene.paste((48, 40, 34), mask=ImageChops.lighter(ImageChops.multiply(bars, hole), frame))
    glow = hole.reduce(8).filter(ImageFilter.GaussianBlur(radius / 24)).resize(size)
    scene = ImageChops.screen(
        scene, Image.composite(Image.new("RGB", size, (42, 44, 34)), Image.new("RGB", size), glow)
    )
    return film_grain(rng, scene)


def _inside(size: Size, margin: int) -> Image.Image:
    mask = Image.new("L", size, 0)
    mask.paste(255, (margin, margin, size[0] - margin, size[1] - margin))
    return mask


def _lattice(size: Size, centre: Point, radius: float) -> Image.Image:
    step = radius / 3.2

    def paint(draw: ImageDraw.ImageDraw, k: float) -> None:
        bar = max(2, round(radius * 0.028 * k))
        for row in range(-4, 5):
            for column in range(-4, 5):
                x, y = centre[0] + column * step, centre[1] + row * step
                if (row + column) % 2:
                    draw.line(
                        [
                            (x - step) * k,
                            y * k,
                            x * k,
                            (y - step) * k,
                            (x + step) * k,
                            y * k,
                            x * k,
                            (y + step) * k,
                            (x - step) * k,
                            y * k,
                        ],
                        fill=255,
                        width=bar,
                    )
                else:
                    draw.ellipse(
                        [
                            (x - step * 0.3) * k,
                            (y - step * 0.3) * k,
                            (x + step * 0.3) * k,
                            (y + step * 0.3) * k,
                        ],
                        outline=255,
                        width=bar,
                    )

    return drawn(size, paint)


def _lantern(scene: Image.Image, at: Point, radius: float, colours: list[Colour]) -> None:
    box = round(radius * 2.6)
    origin = (round(at[0]) - box, round(at[1]) - box)
    patch = scene.crop((*origin, origin[0] + 2 * box, origin[1] + 2 * box))
    globe = drawn(
        patch.size,
        lambda draw, k: draw.ellipse(
            [
                (box - radius) * k,
                (box - radius * 0.82) * k,
                (box + radius) * k,
                (box + radius * 0.82) * k,
            ],
            fill=255,
        ),
    )
    light = (
        Image.radial_gradient("L")
        .resize(patch.size)
        .point([max(0, 255 - v * 2) for v in range(256)])
    )
    patch = ImageChops.screen(
        patch,
        Image.composite(
            Image.new("RGB", patch.size, colours[0]),
            Image.new("RGB", patch.size),
            scaled(light, 0.55),
        ),
    )
    patch.paste(colours[3], mask=globe)
    core = scaled(
        ImageChops.multiply(globe, light.point([min(255, v * 2) for v in range(256)])), 0.9
    )
    patch.paste(colours[2], mask=core)

    def ribs(draw: ImageDraw.ImageDraw, k: float) -> None:
        for share in (0.25, 0.55, 0.85):
            draw.ellipse(
                [
                    (box - radius * share) * k,
                    (box - radius * 0.82) * k,
                    (box + radius * share) * k,
                    (box + radius * 0.82) * k,
                ],
                outline=130,
                width=round(radius * 0.03 * k),
            )
        for y in (-0.86, 0.78):
            draw.rectangle(
                [
                    (box - radius * 0.36) * k,
                    (box + radius * y) * k,
                    (box + radius * 0.36) * k,
                    (box + radius * (y + 0.09)) * k,
                ],
                fill=255,
            )
        for x in (-0.2, -0.1, 0.0, 0.1, 0.2):
            draw.line(
                [
                    (box + radius * x) * k,
                    (box + radius * 0.86) * k,
                    (box + radius * x * 1.3) * k,
                    (box + radius * 1.6) * k,
                ],
                fill=230,
                width=round(radius * 0.03 * k),
            )
        draw.line(
            [box * k, 0, box * k, (box - radius * 0.8) * k],
            fill=160,
            width=round(radius * 0.02 * k),
        )

    patch.paste((120, 30, 18), mask=drawn(patch.size, ribs))
    scene.paste(patch, origin)


def _sun(sky: Image.Image, at: Point, radius: float) -> None:
    box = round(radius * 9)
    origin = (round(at[0]) - box, round(at[1]) - box)
    patch = sky.crop((*origin, origin[0] + 2 * box, origin[1] + 2 * box))
    glow = (
        Image.radial_gradient("L")
        .resize(patch.size)
        .point([max(0, 200 - v * 2) for v in range(256)])
    )
    patch = ImageChops.screen(
        patch,
        Image.composite(
            Image.new("RGB", patch.size, (255, 214, 150)), Image.new("RGB", patch.size), glow
        ),
    )
    ball = drawn(
        patch.size,
        lambda draw, k: draw.ellipse(
            [(box - radius) * k, (box - radius) * k, (box + radius) * k, (box + radius) * k],
            fill=235,
        ),
    )
    patch.paste((255, 244, 220), mask=ball.filter(ImageFilter.GaussianBlur(2)))
    sky.paste(patch, origin)


def _mix(first: Colour, second: Colour, share: float) -> Colour:
    mixed = [round(a + (b - a) * share) for a, b in zip(first, second, strict=True)]
    return (mixed[0], mixed[1], mixed[2])
