"""Mountings (装裱): hanging scrolls, album borders, frames."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw, ImageFilter

from cms.sample.pictures.noise import clouds, grain
from cms.sample.pictures.paper import Colour, tinted

WALL: Colour = (226, 222, 213)

BROCADES: dict[str, Colour] = {
    "ivory": (222, 211, 186),  # 米色绫
    "celadon": (168, 180, 164),  # 豆青
    "ochre": (176, 148, 108),  # 赭
    "azurite": (92, 112, 124),  # 石青
    "grey": (176, 172, 164),  # 银灰
    "tea": (146, 118, 84),  # 茶褐
}


def brocade(rng: Random, size: tuple[int, int], name: str) -> Image.Image:
    """A piece of figured silk (绫) with a small diaper pattern."""
    width, height = size
    step = 56
    tile = Image.new("L", (step, step), 128)
    draw = ImageDraw.Draw(tile)
    half = step // 2
    draw.polygon([(half, 3), (step - 4, half), (half, step - 4), (3, half)], outline=138)
    draw.ellipse((half - 7, half - 7, half + 7, half + 7), outline=139)
    for corner in ((0, 0), (step, 0), (0, step), (step, step)):
        draw.ellipse((corner[0] - 9, corner[1] - 9, corner[0] + 9, corner[1] + 9), outline=136)
    figured = Image.new("L", size, 128)
    for top in range(0, height, step):
        for left in range(0, width, step):
            figured.paste(tile, (left, top))
    weave = (
        grain(rng, (width, height // 2 + 1))
        .resize(size)
        .point([(v - 128) * 5 // 100 + 128 for v in range(256)])
    )
    aged = clouds(rng, size, 500, 3).point([(v - 128) * 5 // 100 + 128 for v in range(256)])
    return tinted(Image.blend(Image.blend(weave, aged, 0.5), figured, 0.5), BROCADES[name], 2.0)


def hanging_scroll(rng: Random, art: Image.Image, name: str, wall: bool = True) -> Image.Image:
    """Mount as a hanging scroll (立轴): silk above and below, rollers, a quiet wall behind."""
    width, height = art.size
    side, top, bottom = width // 11, round(height * 0.17), round(height * 0.11)
    body = brocade(rng, (width + 2 * side, height + top + bottom), name)
    draw = ImageDraw.Draw(body)
    line = max(3, width // 260)
    draw.rectangle(
        (side - 3 * line, top - 3 * line, side + width + 3 * line, top + height + 3 * line),
        fill=(238, 231, 213),
    )
    body.paste(art, (side, top))
    for x in (body.width // 3, body.width * 2 // 3):  # 惊燕, the two ribbons
        draw.rectangle((x - side // 8, 0, x + side // 8, top * 7 // 10), fill=(236, 229, 211))
    if not wall:
        return body
    margin = side + width // 12
    roller = max(26, width // 26)
    scene = _wall(rng, (body.width + 2 * margin, body.height + roller * 3 + margin // 2))
    left, up = margin, margin // 4
    _shadow(scene, (left, up, left + body.width, up + body.height + roller), width // 60)
    scene.paste(body, (left, up))
    _rod(scene, (left - 4, up - roller // 4, left + body.width + 4, up + roller // 4), (92, 62, 40))
    foot = up + body.height
    knob = roller * 9 // 10
    _rod(scene, (left - knob, foot + 4, left + body.width + knob, foot + roller - 4), (58, 38, 28))
    _rod(scene, (left, foot - 2, left + body.width, foot + roller + 2), BROCADES[name])
    return scene


def bordered(rng: Random, art: Image.Image, name: str, share: float = 0.09) -> Image.Image:
    """Mount flat: a band of silk around (镜片, 册页, 横披)."""
    band = round(min(art.size) * share)
    body = brocade(rng, (art.width + 2 * band, art.height + 2 * band), name)
    line = max(2, band // 16)
    ImageDraw.Draw(body).rectangle(
        (
            band - 2 * line,
            band - 2 * line,
            band + art.width + 2 * line,
            band + art.height + 2 * line,
        ),
        fill=(238, 231, 213),
    )
    body.paste(art, (band, band))
    return body


def framed(rng: Random, art: Image.Image, moulding: Colour = (60, 46, 36)) -> Image.Image:
    """A white mat and a thin wooden frame on a wall, for oils, prints and photographs."""
    mat, bar = round(min(art.size) * 0.09), round(min(art.size) * 0.022)
    outer = (art.width + 2 * (mat + bar), art.height + 2 * (mat + bar))
    margin = mat
    scene = _wall(rng, (outer[0] + 2 * margin, outer[1] + 2 * margin))
    box = (margin, margin, margin + outer[0], margin + outer[1])
    _shadow(scene, box, mat // 4)
    draw = ImageDraw.Draw(scene)
    draw.rectangle(box, fill=moulding)
    draw.rectangle((box[0] + bar, box[1] + bar, box[2] - bar, box[3] - bar), fill=(247, 245, 240))
    edge = margin + bar + mat
    draw.rectangle(
        (edge - 4, edge - 4, edge + art.width + 4, edge + art.height + 4), fill=(222, 218, 210)
    )
    scene.paste(art, (edge, edge))
    return scene


def _wall(rng: Random, size: tuple[int, int]) -> Image.Image:
    light = Image.radial_gradient("L").resize(size, Image.Resampling.BICUBIC)
    plaster = clouds(rng, size, 160, 5)
    shade = Image.blend(light.point([140 - v // 9 for v in range(256)]), plaster, 0.025)
    return tinted(shade, WALL)


def _shadow(scene: Image.Image, box: tuple[int, int, int, int], depth: int) -> None:
    mask = Image.new("L", scene.size, 0)
    left, top, right, bottom = box
    ImageDraw.Draw(mask).rectangle(
        (left + depth, top + depth, right + depth, bottom + depth), fill=120
    )
    small = mask.reduce(8).filter(ImageFilter.GaussianBlur(max(1.0, depth / 8)))
    scene.paste((70, 62, 52), mask=small.resize(scene.size, Image.Resampling.BICUBIC))


def _rod(scene: Image.Image, box: tuple[int, int, int, int], colour: Colour) -> None:
    """A round bar: lit above, dark below."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height < 2:
        return
    shade = Image.new("L", (1, height))
    shade.putdata([round(150 - 90 * abs(y / height - 0.36) ** 1.2 * 1.6) for y in range(height)])
    scene.paste(tinted(shade.resize((width, height)), colour), (box[0], box[1]))
