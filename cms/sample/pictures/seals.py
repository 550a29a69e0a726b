"""Seals (印章): cut from a typeface, stamped in cinnabar."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.sample.pictures.fonts import Face
from cms.sample.pictures.noise import clouds, contrast, roughened
from cms.sample.pictures.paper import Colour

CINNABAR: Colour = (184, 38, 30)


def seal(rng: Random, face: Face, text: str, side: int, style: str = "red") -> Image.Image:
    """The mask (L) of a seal of 1 to 6 characters, `side` pixels high.

    Styles: `red` characters in a frame (朱文), `white` ones out of a red ground (白文), `oval`
    and `tall` leisure seals in red characters (闲章).
    """
    work = 2 * side
    width = {"oval": work * 5 // 8, "tall": work * 4 // 9}.get(style, work)
    mask = Image.new("L", (width, work), 0)
    draw = ImageDraw.Draw(mask)
    frame = max(3, work // 26)
    box = (2, 2, width - 3, work - 3)
    if style == "oval":
        draw.ellipse(box, outline=255, width=frame)
    elif style == "white":
        draw.rounded_rectangle(box, radius=work // 22, fill=255)
    else:
        draw.rounded_rectangle(box, radius=work // 30, outline=255, width=frame)
    inset = frame * 2 + (width // 10 if style == "oval" else 2)
    across = width - 2 * inset
    down = work - 2 * (inset + (work // 14 if style == "oval" else 0))
    ink = Image.new("L", mask.size, 0)
    top_margin = (work - down) // 2
    for char, (left, top, right, bottom) in zip(
        text, _cells(len(text), across, down, style in ("oval", "tall")), strict=True
    ):
        cell = _fitted(face, char, right - left, bottom - top, style == "white")
        ink.paste(cell, (inset + left, top_margin + top))
    mask = ImageChops.subtract(mask, ink) if style == "white" else ImageChops.lighter(mask, ink)
    soft = mask.filter(ImageFilter.GaussianBlur(work / 150))
    worn = roughened(soft, rng, work / 40, 34)
    pressed = contrast(clouds(rng, mask.size, work / 7, 4), 30, 86)
    stamped = ImageChops.multiply(worn, pressed)
    return stamped.resize((width // 2, side), Image.Resampling.LANCZOS)


def stamp(
    sheet: Image.Image, mask: Image.Image, at: tuple[float, float], colour: Colour = CINNABAR
) -> None:
    """Press a seal on the sheet, in place, its top left corner at `at`."""
    ink = mask.point([v * 232 // 255 for v in range(256)])
    sheet.paste(colour, (round(at[0]), round(at[1])), ink)


def _cells(count: int, width: int, height: int, single: bool) -> list[tuple[int, int, int, int]]:
    """Boxes of the characters, right column first, in a field of width x height."""
    columns = 1 if single or count == 1 else 2
    if count == 5:
        shares = [2, 3]
    elif columns == 1:
        shares = [count]
    else:
        shares = [count // 2, count - count // 2]
    gap = max(1, width // 40)
    step = width / columns
    boxes = []
    for column, share in enumerate(shares):
        right = round(width - column * step) - (gap if column else 0)
        left = round(width - (column + 1) * step) + (gap if column < columns - 1 else 0)
        for row in range(share):
            boxes.append(
                (
                    left,
                    round(height * row / share) + gap,
                    right,
                    round(height * (row + 1) / share) - gap,
                )
            )
    return boxes


def _fitted(face: Face, char: str, width: int, height: int, bold: bool) -> Image.Image:
    """The character stretched to its cell, as a seal carver does."""
    glyph = face.glyph(char, 400).resize((width, height), Image.Resampling.LANCZOS)
    if bold:
        return glyph
    return glyph.filter(ImageFilter.MaxFilter(3))
