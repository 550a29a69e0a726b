"""Addresses in pinyin: `/shuxie/news/lan-ting-ya-ji/` survives being pasted into WeChat."""

import re
from typing import Any

from django.utils.text import slugify
from pypinyin import lazy_pinyin

MAX_LENGTH = 60


def slug_from_title(title: str) -> str:
    """ASCII slug of a Chinese title: syllables joined by hyphens, cut between syllables.

    Never empty: a title without a letter or digit gives "untitled".
    """
    # pypinyin's annotations know of one string only, its code takes a list as well.
    keep: Any = lambda other: re.findall(r"[A-Za-z0-9]+", other)  # noqa: E731
    syllables = lazy_pinyin(title, errors=keep)
    words = [slugify(syllable) for syllable in syllables]
    slug = ""
    for word in filter(None, words):
        longer = f"{slug}-{word}" if slug else word[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    return slug or "untitled"
