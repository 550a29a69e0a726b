"""Seeded noise: the grain of every paper, mist and ink edge.

`PIL.Image.effect_noise` cannot be seeded, so all noise starts from `random.Random.randbytes`.
"""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops
from PIL.Image import Resampling

Size = tuple[int, int]


def grain(rng: Random, size: Size) -> Image.Image:
    """Uniform white noise, mode L."""
    width, height = size
    return Image.frombytes("L", size, rng.randbytes(width * height))


def clouds(
    rng: Random, size: Size, cell: float, octaves: int = 4, stretch: float = 1.0
) -> Image.Image:
    """Smooth fractal noise, mode L, mean about 128.

    `cell` is the size in pixels of the largest feature; `stretch` > 1 draws it out sideways.
    """
    width, height = size
    total = _octave(rng, size, cell, stretch)
    weight = 1.0
    for index in range(1, octaves):
        weight *= 0.5
        step = cell / 2**index
        if step < 2:
            break
        total = Image.blend(total, _octave(rng, (width, height), step, stretch), weight / 2)
    return total


def streaks(rng: Random, size: Size, length: float, thickness: float) -> Image.Image:
    """Noise drawn out downwards: the hairs of a dry brush, the warp of silk."""
    width, height = size
    small = (max(2, round(width / thickness)), max(2, round(height / length)))
    return grain(rng, small).resize(size, Resampling.BICUBIC)


def contrast(image: Image.Image, low: int, high: int) -> Image.Image:
    """Stretch the values `low`..`high` of an L image to 0..255, clamped."""
    span = max(1, high - low)
    return image.point([min(255, max(0, (value - low) * 255 // span)) for value in range(256)])


def scaled(image: Image.Image, factor: float) -> Image.Image:
    """Multiply an L image by a factor, clamped."""
    return image.point([min(255, max(0, round(value * factor))) for value in range(256)])


def roughened(mask: Image.Image, rng: Random, cell: float, amount: int) -> Image.Image:
    """Gnaw the edge of a blurred mask with noise, as stone or dry paper does."""
    noise = clouds(rng, mask.size, cell, octaves=2)
    shifted = ImageChops.add(
        mask, noise.point([(v - 128) * amount // 128 + 128 for v in range(256)]), 1, -128
    )
    return contrast(shifted, 96, 160)


def _octave(rng: Random, size: Size, cell: float, stretch: float) -> Image.Image:
    width, height = size
    small = (max(2, round(width / (cell * stretch)) + 1), max(2, round(height / cell) + 1))
    return grain(rng, small).resize(size, Resampling.BICUBIC)
