"""Brush typefaces from the `@fontsource` packages, with whole GB 2312 coverage.

The package's `chinese-simplified` file leaves out rarer characters; those are in numbered slices,
whose ranges `unicode.json` gives. WOFF (not WOFF2) is opened: every FreeType reads that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageFont

FACES = ("ma-shan-zheng", "zhi-mang-xing", "liu-jian-mao-cao", "long-cang")


class MissingGlyph(ValueError):
    """A text has a character that the typeface cannot draw."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """One typeface and the slices of it; `glyph` gives a tightly cropped L mask."""

    name: str
    folder: Path
    slices: dict[str, str] = field(hash=False, compare=False)

    def glyph(self, character: str, em: int) -> Image.Image:
        """The inked part of a character at `em` pixels, mode L, cropped to its ink."""
        mask = _ink(self._file(character), em, character)
        if mask is None:
            raise MissingGlyph(f"{self.name} has no glyph for {character!r}")
        return mask

    def covers(self, text: str) -> str:
        """The characters of `text` that cannot be drawn, each once, in order."""
        missing = dict.fromkeys(char for char in text if not _drawn(self._file(char), char))
        return "".join(missing)

    def _file(self, character: str) -> str:
        main = self.folder / "files" / f"{self.name}-chinese-simplified-400-normal.woff"
        if _drawn(str(main), character):
            return str(main)
        code = ord(character)
        for name, ranges in self.slices.items():
            if name.startswith("[") and _in_ranges(code, ranges):
                return str(self.folder / "files" / f"{self.name}-{name[1:-1]}-400-normal.woff")
        return str(main)


@cache
def face(name: str, node_modules: Path) -> Face:
    """Open the typeface `name` (one of FACES) below a `node_modules` directory."""
    folder = node_modules / "@fontsource" / name
    slices = json.loads((folder / "unicode.json").read_text(encoding="utf-8"))
    return Face(name=name, folder=folder, slices=slices)


@cache
def _font(path: str, em: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, em)


@cache
def _blank(path: str, em: int) -> bytes:
    return bytes(_font(path, em).getmask("\uffff", "L"))


@cache
def _drawn(path: str, character: str) -> bool:
    return _ink(path, 32, character) is not None


def _ink(path: str, em: int, character: str) -> Image.Image | None:
    core = _font(path, em).getmask(character, "L")
    pixels = bytes(core)
    if pixels == _blank(path, em):
        return None
    mask = Image.frombytes("L", core.size, pixels)
    box = mask.getbbox()
    return mask.crop(box) if box else None


def _in_ranges(code: int, ranges: str) -> bool:
    for part in ranges.split(","):
        low, _, high = part.strip().removeprefix("U+").partition("-")
        if int(low, 16) <= code <= int(high or low, 16):
            return True
    return False
