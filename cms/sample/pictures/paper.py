"""Papers and silks to write and paint on, mode RGB."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.noise import Size, clouds, grain, scaled, streaks

Colour = tuple[int, int, int]

# Named after what a paper shop calls them.
TONES: dict[str, Colour] = {
    "xuan": (243, 237, 223),  # 生宣
    "aged": (228, 212, 180),  # 仿古
    "tea": (206, 180, 138),  # 茶色
    "silk": (205, 178, 132),  # 绢
    "vermilion": (176, 44, 36),  # 朱砂笺
    "indigo": (38, 52, 74),  # 磁青
    "pink": (236, 208, 196),  # 桃花笺
    "celadon": (205, 214, 196),  # 豆青笺
    "black": (30, 28, 27),  # 拓片
}


def paper(rng: Random, size: Size, kind: str) -> Image.Image:
    """A sheet of `kind`: a tone of TONES, with `-gold` behind it for gold-flecked paper (洒金)."""
    tone, _, flecks = kind.partition("-")
    shade = _silk(rng, size) if tone == "silk" else _pulp(rng, size)
    sheet = tinted(shade, TONES[tone])
    if flecks == "gold":
        _sprinkle_gold(rng, sheet)
    return sheet


def tinted(shade: Image.Image, colour: Colour, strength: float = 1.0) -> Image.Image:
    """Colour an L image whose 128 means `colour` itself; lighter and darker follow the shade."""
    bands = [
        shade.point([min(255, max(0, round(base + (v - 128) * strength))) for v in range(256)])
        for base in colour
    ]
    return Image.merge("RGB", bands)


def ruled(rng: Random, sheet: Image.Image, columns: int, colour: Colour, margin: int) -> None:
    """Draw the vertical rules of letter paper (信笺) on the sheet, in place."""
    width, height = sheet.size
    mask = Image.new("L", sheet.size, 0)
    draw = ImageDraw.Draw(mask)
    line = max(2, width // 700)
    draw.rectangle((margin, margin, width - margin, height - margin), outline=230, width=line * 2)
    step = (width - 2 * margin) / columns
    for index in range(1, columns):
        x = margin + index * step
        draw.line((x, margin, x, height - margin), fill=200, width=line)
    worn = ImageChops.multiply(mask, scaled(clouds(rng, sheet.size, 60, 3), 1.5))
    sheet.paste(colour, mask=worn)


def _pulp(rng: Random, size: Size) -> Image.Image:
    mottle = clouds(rng, size, 420, 6).point([128 + (v - 128) * 8 // 100 for v in range(256)])
    tooth = grain(rng, size).point([(v - 128) * 4 // 100 + 128 for v in range(256)])
    shade = ImageChops.add(mottle, tooth, 1, -128)
    return ImageChops.add(shade, _fibres(rng, size), 1, -128)


def _fibres(rng: Random, size: Size) -> Image.Image:
    layer = Image.new("L", size, 128)
    draw = ImageDraw.Draw(layer)
    width, height = size
    for _ in range(width * height // 5200):
        x, y = rng.randrange(width), rng.randrange(height)
        points = [(x, y)]
        for _ in range(3):
            x, y = x + rng.randint(-16, 16), y + rng.randint(-11, 11)
            points.append((x, y))
        draw.line(points, fill=128 + rng.choice((-16, -11, -7, 8, 12)), width=1)
    return layer.filter(ImageFilter.GaussianBlur(0.8))


def _silk(rng: Random, size: Size) -> Image.Image:
    width, height = size
    warp = grain(rng, (width // 2 + 1, 4)).resize(size)
    weft = grain(rng, (4, height // 2 + 1)).resize(size)
    weave = Image.blend(warp, weft, 0.5).point([128 + (v - 128) * 5 // 100 for v in range(256)])
    aged = clouds(rng, size, 700, 5).point([128 + (v - 128) * 13 // 100 for v in range(256)])
    hairs = streaks(rng, size, 260, 3).point([128 + (v - 128) * 5 // 100 for v in range(256)])
    return ImageChops.add(ImageChops.add(weave, aged, 1, -128), hairs, 1, -128)


def _sprinkle_gold(rng: Random, sheet: Image.Image) -> None:
    draw = ImageDraw.Draw(sheet)
    width, height = sheet.size
    for _ in range(width * height // 3600):
        x, y = rng.randrange(width), rng.randrange(height)
        reach = rng.choice((1.5, 2, 2, 3, 3, 4, 5, 8, 12))
        corners = [
            (x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach))
            for _ in range(rng.randint(3, 6))
        ]
        glow = rng.randint(-18, 26)
        draw.polygon(corners, fill=(206 + glow, 164 + glow, 82 + glow))
