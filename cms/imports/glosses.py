"""Pinyin that a faulty page put after characters it could not convert: 區(qū)域 for 區域.

The same shape is honest in a primer or in the notes to an old poem, so the shape alone proves
nothing. What gives the fault away: the syllable is a reading of the very character before it,
it happens many times, and to characters no reader needs help with.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from pypinyin import Style, pinyin

from cms.imports.characters import HAN, common_characters, converter, han_count
from cms.imports.contract import Note, NoteKind
from cms.imports.flow import Piece, excerpt, mapped, texts
from cms.imports.inline import Edit, Inline
from cms.imports.wording import gettext_noop, message

_GLOSS = re.compile(
    f"([{HAN}])[(（] ?([A-Za-zà-ǿêḿɑɡ]"
    r"(?:[A-Za-zà-ǿêḿɑɡ]|[\u0300-\u030c]){0,9}[1-5]?) ?[)）]"
)
_LATIN_LOOKALIKES = str.maketrans({"ɑ": "a", "ɡ": "g", "v": "ü"})

_FEW = 6
# Of the glossed shapes, how many must be true readings before the fault is certain.
_VERIFIED_SHARE = 0.9
# Where more than every third character is glossed, someone wanted a reader with pinyin.
_PRIMER_SHARE = 0.33


class _Found(NamedTuple):
    character: str
    syllable: str
    verified: bool
    excerpt: str


def without_glosses(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """Takes the glosses out if they certainly are a page's fault, else reports them."""
    whole = [text for piece in pieces for text in texts(piece) if "(" in text or "（" in text]
    found = [gloss for text in whole for gloss in _glosses(text)]
    true_ones = [gloss for gloss in found if gloss.verified]
    if not true_ones:
        return pieces, ()
    examples = "、".join(
        dict.fromkeys(f"{gloss.character}({gloss.syllable})" for gloss in true_ones[:40])
    )
    if not _is_fault(found, true_ones, sum(map(han_count, whole))):
        return pieces, (
            Note(
                kind=NoteKind.DOUBTFUL,
                message=message(
                    gettext_noop(
                        "%(count)d characters are followed by their pinyin in parentheses. They "
                        "may be meant for the reader and were left."
                    ),
                    count=len(true_ones),
                ),
                excerpt=excerpt(examples),
            ),
        )
    cleaned = tuple(mapped(piece, _cleaned) for piece in pieces)
    notes = [
        Note(
            kind=NoteKind.CLEANED,
            message=message(
                gettext_noop(
                    "%(count)d times pinyin in parentheses behind a character, put there by a "
                    "faulty web page, was taken out."
                ),
                count=len(true_ones),
            ),
            excerpt=excerpt(examples),
        )
    ]
    notes += (
        Note(
            kind=NoteKind.DOUBTFUL,
            message=message(
                gettext_noop("The pinyin is no reading of the character before it; it was left.")
            ),
            excerpt=gloss.excerpt,
        )
        for gloss in found
        if not gloss.verified
    )
    return cleaned, tuple(notes)


def _is_fault(found: list[_Found], true_ones: list[_Found], han: int) -> bool:
    if len(true_ones) < _FEW or len(true_ones) < _VERIFIED_SHARE * len(found):
        return False
    if len(true_ones) > _PRIMER_SHARE * han:
        return False
    times = Counter(gloss.character for gloss in true_ones)
    needless = sum(character in common_characters() for character in times)
    # A note to a rare character is given once; a fault strikes each time the character comes.
    if len(true_ones) >= 1.5 * len(times) or needless >= 0.7 * len(times):
        return True
    # The fault comes of converting between the scripts, so it strikes what differs in them.
    differing = sum(converter("t2s").convert(character) != character for character in times)
    return differing >= 0.8 * len(times) and needless >= 0.4 * len(times)


def _glosses(text: str) -> list[_Found]:
    return [
        _Found(
            character=match[1],
            syllable=match[2],
            verified=is_reading(match[1], match[2]),
            excerpt=text[max(0, match.start() - 8) : match.end() + 8],
        )
        for match in _GLOSS.finditer(text)
    ]


def _cleaned(inline: Inline) -> Inline:
    return inline.edited(
        [
            Edit(match.end(1), match.end(), "")
            for match in _GLOSS.finditer(inline.text)
            if is_reading(match[1], match[2])
        ]
    )


def is_reading(character: str, syllable: str) -> bool:
    """Whether `syllable` (qū, qu, qu1) is how `character` or its simplified form is read."""
    plain = _plain(syllable.rstrip("12345"))
    toned = unicodedata.normalize("NFC", syllable.lower().translate(_LATIN_LOOKALIKES))
    marked = toned != plain and not syllable[-1].isdigit()
    return (toned if marked else plain) in _readings(character, marked)


@cache
def _readings(character: str, marked: bool) -> frozenset[str]:
    forms = {character, converter("t2s").convert(character)}
    style = Style.TONE if marked else Style.NORMAL
    return frozenset(
        unicodedata.normalize("NFC", reading if marked else _plain(reading))
        for form in forms
        for readings in pinyin(form, style=style, heteronym=True, errors="ignore")
        for reading in readings
    )


def _plain(syllable: str) -> str:
    """Lower case, without tone marks; ü stays apart from u."""
    decomposed = unicodedata.normalize("NFD", syllable.lower().translate(_LATIN_LOOKALIKES))
    kept = "".join(c for c in decomposed if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)
