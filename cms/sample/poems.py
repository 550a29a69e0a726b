"""Poems of the public domain from the npm package `chinese-poetry`, in simplified characters."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import opencc

from cms.sample.sources import POEMS

_HAN = re.compile(r"[^\u3400-\u9fff]")
_ASIDE = re.compile(r"[（(].*?[)）]")


class NoSuchPoem(LookupError):
    """The package holds no such text."""


@dataclass(frozen=True, kw_only=True)
class Poem:
    """`lines` with punctuation, as the package breaks them."""

    author: str
    title: str
    lines: tuple[str, ...]

    @property
    def characters(self) -> str:
        """The words alone, as they are written with the brush: no punctuation, no breaks."""
        return _HAN.sub("", "".join(self.lines))


@cache
def poem(reference: str) -> Poem:
    """`tang/王维/山居秋暝`, `song/苏轼/水调歌头`, `shijing//蒹葭` or `prose/王羲之/兰亭集序`.

    Raises NoSuchPoem.
    """
    book, author, title = reference.split("/")
    for found in _BOOKS[book]():
        if found.title == title and (not author or found.author.endswith(author)):
            return Poem(author=author or found.author, title=title, lines=found.lines)
    raise NoSuchPoem(f"chinese-poetry has no {reference}")


def _read(path: str) -> Any:
    return json.loads((POEMS / path).read_text(encoding="utf-8"))


@cache
def _simplified() -> Any:
    return opencc.OpenCC("t2s")


def _made(author: str, title: str, lines: list[str]) -> Poem:
    convert = _simplified().convert
    clean = (_ASIDE.sub("", convert(line)).strip() for line in lines)
    return Poem(
        author=convert(author).strip(),
        title=convert(title).strip(),
        lines=tuple(filter(None, clean)),
    )


@cache
def _tang() -> list[Poem]:
    groups = _read("mengxue/tangshisanbaishou.json")["content"]
    return [
        _made(p["author"], p["chapter"], p["paragraphs"])
        for group in groups
        for p in group["content"]
    ]


@cache
def _song() -> list[Poem]:
    return [
        _made(p["author"], p["rhythmic"], p["paragraphs"]) for p in _read("songci/宋词三百首.json")
    ]


@cache
def _shijing() -> list[Poem]:
    return [_made("《诗经》", p["title"], p["content"]) for p in _read("shijing/shijing.json")]


@cache
def _prose() -> list[Poem]:
    books = _read("mengxue/guwenguanzhi.json")["content"]
    return [
        _made(p["author"], p["chapter"], p["paragraphs"]) for book in books for p in book["content"]
    ]


_BOOKS = {"tang": _tang, "song": _song, "shijing": _shijing, "prose": _prose}
