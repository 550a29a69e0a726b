"""The formats of calligraphy: hanging scroll, banner, couplet, square, fan, album, rubbing."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.brush import Hand, Writing, advance, columns, fitted
from cms.sample.pictures.inscription import Inscription, Materials, written_sheet
from cms.sample.pictures.mounting import bordered, hanging_scroll
from cms.sample.pictures.noise import clouds, contrast, grain
from cms.sample.pictures.paper import paper, ruled, tinted
from cms.sample.pictures.seals import seal

Size = tuple[int, int]


def scroll(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """中堂, 条幅: a written sheet hung as a scroll."""
    return hanging_scroll(rng, written_sheet(rng, size, words, materials), brocade)


def square(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """斗方, 镜片: a written sheet in a flat border."""
    return bordered(rng, written_sheet(rng, size, words, materials), brocade)


def banner(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """横披: a few large characters from right to left."""
    width, height = size
    sheet = paper(rng, size, materials.paper)
    count = len(words.text)
    tail = height * 0.34
    pitch = (width - height * 0.3 - tail) / count
    hand = replace(materials.hand, em=round(min(height * 0.66, pitch * 0.96)))
    writing = Writing(rng, size)
    right = width - height * 0.15
    for index, char in enumerate(words.text):
        writing.put(hand, char, (right - pitch * (index + 0.5), height * 0.5))
    small = replace(materials.small, em=round(height * 0.085))
    x, y = height * 0.3, height * 0.16
    for line in columns(small, words.signature, height * 0.6):
        foot = writing.write_column(small, line, x, y)
        x -= small.em * 1.25
    x += small.em * 1.25
    sheet = writing.laid_on(sheet, materials.ink)
    side = round(height * 0.1)
    materials.press(
        sheet,
        seal(rng, materials.carver, words.name_seal, side, "white"),
        (x - side / 2, foot + 16),
    )
    lead = seal(rng, materials.carver, words.lead_seal, round(side * 1.6), "oval")
    materials.press(sheet, lead, (width - height * 0.13, height * 0.14))
    return bordered(rng, sheet, brocade, 0.12)


def couplet(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """对联: two strips; the text is "first line\\nsecond line". `size` is one strip's."""
    width, height = size
    upper, lower = words.text.split("\n")
    strips = []
    for line, signed in ((lower, True), (upper, False)):
        sheet = paper(rng, size, materials.paper)
        margin = height * 0.055
        hand = replace(materials.hand, gap=0.12)
        hand = fitted(hand, line, width * 0.74 * hand.leading, height - 2 * margin)
        natural = sum(advance(hand, char, hand.em) for char in line)
        gap = hand.gap + max(0.0, height - 2 * margin - natural) / hand.em / len(line)
        writing = Writing(rng, size)
        writing.write_column(replace(hand, gap=gap), line, width * 0.53, margin)
        if signed:
            small = replace(materials.small, em=round(width * 0.105))
            foot = writing.write_column(small, words.signature, width * 0.1, height * 0.36)
            sheet = writing.laid_on(sheet, materials.ink)
            side = round(width * 0.14)
            name = seal(rng, materials.carver, words.name_seal, side, "white")
            studio = seal(rng, materials.carver, words.studio_seal, side, "red")
            materials.press(sheet, name, (width * 0.1 - side / 2, foot + side * 0.4))
            materials.press(sheet, studio, (width * 0.1 - side / 2, foot + side * 1.65))
        else:
            sheet = writing.laid_on(sheet, materials.ink)
            lead = seal(rng, materials.carver, words.lead_seal, round(width * 0.26), "oval")
            materials.press(sheet, lead, (width * 0.83, height * 0.05))
        strips.append(hanging_scroll(rng, sheet, brocade))
    scene = Image.new("RGB", (strips[0].width + strips[1].width, strips[0].height))
    scene.paste(strips[0], (0, 0))
    scene.paste(strips[1], (strips[0].width, 0))
    return scene


def fan(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """扇面: columns along the ribs of a folding fan, long and short in turn."""
    width, _ = size
    sheet = paper(rng, size, materials.paper)
    spread = 150.0
    outer, centre = width * 0.5, (width / 2, width * 0.545)
    inner = outer * 0.46
    sheet = _folded(sheet, centre, inner, outer, spread)
    writing = Writing(rng, size)
    long_count, short_count = 4, 2
    text, index, used = words.text, 0, []
    while text:
        count = long_count if index % 2 == 0 else short_count
        used.append(text[:count])
        text, index = text[count:], index + 1
    tail = [words.signature]
    step = min(12.5, (spread - 16) / (len(used) + 1.2))
    hand = replace(materials.hand, em=round(outer * radians(step) * 0.78), tilt=0.8, dry=0.25)
    longest = max(sum(advance(hand, char, hand.em) for char in line) for line in used)
    hand = replace(hand, em=min(hand.em, round(hand.em * (outer * 0.93 - inner * 1.06) / longest)))
    start = -(step * (len(used) + 0.6)) / 2 + step / 2
    for place, line in enumerate(used):
        angle = start + place * step
        _radial(writing, hand, line, centre, outer * 0.945, angle)
    small = replace(materials.small, em=round(hand.em * 0.46))
    angle = start + (len(used) - 0.1) * step
    foot = _radial(writing, small, tail[0], centre, outer * 0.93, angle)
    sheet = writing.laid_on(sheet, materials.ink)
    side = round(hand.em * 0.62)
    name = seal(rng, materials.carver, words.name_seal, side, "white").rotate(
        angle, Image.Resampling.BICUBIC, expand=True
    )
    x, y = _polar(centre, foot - side * 0.7, angle)
    materials.press(sheet, name, (x - name.width / 2, y - name.height / 2))
    mask = _sector(size, centre, inner, outer, spread)
    ground = paper(rng, size, "silk")
    scene = Image.composite(sheet, ground, mask)
    return bordered(rng, scene, brocade, 0.06)


def album(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """册页: an open album, two ruled leaves."""
    width, height = size
    half = (width // 2, height)
    margin = round(height * 0.07)
    field = height - 2.7 * margin
    for per_leaf in range(4, 12):
        step = (half[0] - 2 * margin) / per_leaf
        hand = replace(materials.hand, em=round(step * 0.84))
        lines = columns(hand, words.text, field)
        if len(lines) < 2 * per_leaf:
            break
    sheets = []
    leaves = [lines[:per_leaf], lines[per_leaf : per_leaf * 2 - 1]]
    for number, leaf in enumerate(leaves):
        sheet = paper(rng, half, materials.paper)
        ruled(rng, sheet, per_leaf, (158, 74, 58), margin)
        writing = Writing(rng, half)
        for index, line in enumerate(leaf):
            x = half[0] - margin - step * (index + 0.5)
            writing.write_column(hand, line, x, margin * 1.35)
        if number == 1:
            x = half[0] - margin - step * (len(leaf) + 0.5)
            small = replace(materials.small, em=round(hand.em * 0.62))
            foot = writing.write_column(small, words.signature, x, height * 0.2)
            sheet = writing.laid_on(sheet, materials.ink)
            side = round(step * 0.6)
            name = seal(rng, materials.carver, words.name_seal, side, "white")
            materials.press(sheet, name, (x - side / 2, min(foot + 12, height - margin - side - 8)))
        else:
            sheet = writing.laid_on(sheet, materials.ink)
        sheets.append(bordered(rng, sheet, brocade, 0.05))
    open_book = Image.new("RGB", (sheets[0].width * 2, sheets[0].height))
    open_book.paste(sheets[1], (0, 0))
    open_book.paste(sheets[0], (sheets[0].width, 0))
    middle = Image.new("L", open_book.size, 0)
    x = open_book.width // 2
    ImageDraw.Draw(middle).rectangle((x - 26, 0, x + 26, open_book.height), fill=120)
    open_book.paste((60, 48, 36), mask=middle.filter(ImageFilter.BoxBlur(22)))
    return open_book


def rubbing(
    rng: Random, size: Size, words: Inscription, materials: Materials, brocade: str
) -> Image.Image:
    """拓片: stone text left white in mottled ink, mounted on plain paper."""
    margin = min(size) // 14
    stone = (size[0] - 2 * margin, size[1] - 2 * margin)
    field = (stone[0] * 0.88, stone[1] * 0.88)
    hand = fitted(replace(materials.hand, sway=0.01, dry=0.0), words.text, *field)
    lines = columns(hand, words.text, field[1])
    writing = Writing(rng, stone)
    pitch = field[0] / len(lines)
    for index, line in enumerate(lines):
        x = stone[0] * 0.94 - pitch * (index + 0.5)
        writing.write_column(hand, line, x, stone[1] * 0.05)
    dabs = contrast(clouds(rng, stone, 60, 5), 0, 84)
    pits = contrast(grain(rng, (stone[0] // 2, stone[1] // 2)).resize(stone), 0, 22)
    cracks = contrast(clouds(rng, stone, 170, 5, 0.5), 34, 56)
    inked = ImageChops.multiply(ImageChops.multiply(dabs, pits), cracks)
    inked = ImageChops.subtract(inked, writing.layer.filter(ImageFilter.GaussianBlur(1.2)))
    sheet = paper(rng, size, "xuan")
    edge = Image.new("L", stone, 0)
    ImageDraw.Draw(edge).rounded_rectangle(
        (6, 6, stone[0] - 7, stone[1] - 7), margin // 5, fill=255
    )
    frayed = contrast(
        ImageChops.add(
            edge.filter(ImageFilter.GaussianBlur(9)), clouds(rng, stone, 18, 2), 1, -128
        ),
        90,
        170,
    )
    mask = Image.new("L", size, 0)
    mask.paste(ImageChops.multiply(inked, frayed), (margin, margin))
    shade = clouds(rng, size, 90, 3).point([128 + (v - 128) * 20 // 100 for v in range(256)])
    sheet.paste(tinted(shade, (36, 33, 31)), mask=mask)
    side = margin * 2 // 3
    name = seal(rng, materials.carver, words.studio_seal, side, "red")
    materials.press(sheet, name, (margin * 0.2, size[1] - margin - side * 1.2))
    return bordered(rng, sheet, brocade, 0.05)


def _polar(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    """A point at `angle` degrees counter-clockwise from straight up."""
    return (centre[0] - radius * sin(radians(angle)), centre[1] - radius * cos(radians(angle)))


def _radial(
    writing: Writing,
    hand: Hand,
    line: str,
    centre: tuple[float, float],
    radius: float,
    angle: float,
) -> float:
    """Write a column inwards along a rib; gives the radius reached."""
    for char in line:
        step = advance(hand, char, hand.em)
        writing.put(hand, char, _polar(centre, radius - step / 2, angle), angle)
        radius -= step
    return radius


def _sector(
    size: Size, centre: tuple[float, float], inner: float, outer: float, spread: float
) -> Image.Image:
    work = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    draw = ImageDraw.Draw(work)
    for radius, fill in ((outer, 255), (inner, 0)):
        box = [
            (centre[0] - radius) * 2,
            (centre[1] - radius) * 2,
            (centre[0] + radius) * 2,
            (centre[1] + radius) * 2,
        ]
        extra = 0 if fill else 4
        draw.pieslice(box, -90 - spread / 2 - extra, -90 + spread / 2 + extra, fill=fill)
    return work.reduce(2)


def _folded(
    sheet: Image.Image, centre: tuple[float, float], inner: float, outer: float, spread: float
) -> Image.Image:
    """Shade the pleats: each second one a little darker, a line on each fold."""
    layer = Image.new("L", sheet.size, 128)
    draw = ImageDraw.Draw(layer)
    pleats = 36
    for index in range(pleats):
        first = -90 - spread / 2 + index * spread / pleats
        box = [centre[0] - outer, centre[1] - outer, centre[0] + outer, centre[1] + outer]
        draw.pieslice(box, first, first + spread / pleats, fill=122 if index % 2 else 131)
    soft = layer.filter(ImageFilter.GaussianBlur(5))
    bands = [ImageChops.add(band, soft, 1, -128) for band in sheet.split()]
    return Image.merge("RGB", bands)
