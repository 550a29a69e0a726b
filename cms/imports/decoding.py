"""Bytes to text: which of the encodings Chinese files come in.

A strict decoder rules out most candidates; the rest are told apart by how much of the result is
common Chinese. (charset-normalizer was tried: on short titles it takes GBK for Korean and Big5
for GBK.)
"""

import codecs
import re
from dataclasses import dataclass

from cms.imports.characters import common_characters, is_han, unprintable_count
from cms.imports.contract import Note, NoteKind, Unreadable
from cms.imports.sniff import not_text
from cms.imports.wording import gettext_noop, message

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# cp950 is Big5 with the characters of Windows (裏, 恒, 碁); HKSCS has Hong Kong's.
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HINTED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950",
           "big5-hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8"}  # fmt: skip
_SHOWN = {"utf-8": "UTF-8", "gb18030": "GB18030 (GBK)", "cp950": "Big5", "big5hkscs": "Big5-HKSCS"}
# A text may lose a few characters in the post; a tenth of a per cent is no longer a few.
_MAX_LOST_SHARE = 0.001
_MAX_LOST = 50
# Prose in the right encoding scores above it, in a wrong one below.
_LIKELY = 0.45


@dataclass(frozen=True, kw_only=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """Unreadable when no encoding makes text of it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding)
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(not_text())
    hint = _hint(data)
    scored: list[tuple[float, int, str]] = []
    for rank, encoding in enumerate(_CANDIDATES):
        text = _strictly(data, encoding)
        if text is not None:
            if encoding.startswith("utf-16") and _plausibility(text) < _LIKELY:
                continue  # any bytes of even number make some text of these
            bonus = 0.3 * (encoding == hint) + 0.2 * (encoding == "utf-8")
            scored.append((_plausibility(text) + bonus, -rank, encoding))
    score, _, encoding = max(scored, default=(0.0, 0, ""))
    if encoding != "utf-8" and (mixed := _mixed(data)) is not None:
        return mixed
    if score > 0:
        return _decoded_as(data, encoding)
    if any(encoding == "utf-8" for _, _, encoding in scored):
        return _decoded_as(data, "utf-8")  # no Chinese, but no accident either
    return _with_losses(data, hint)


def _hint(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return _HINTED.get(found[1].decode("ascii").lower()) if found else None


def _strictly(data: bytes, encoding: str) -> str | None:
    """A sample decoded without error, or None. A character cut off at the very end is no error:
    files arrive truncated, and the sample itself ends anywhere."""
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None
    return text[:_SAMPLE]


def _plausibility(text: str) -> float:
    """How much like text it looks: the mean over its characters, at most 1, negative for noise."""
    common = common_characters()
    total = 0.0
    counted = 0
    for character in text:
        code = ord(character)
        if 0x20 <= code < 0x7F or character in "\n\r\t":
            continue
        counted += 1
        if character in common:
            total += 1
        elif 0x4E00 <= code <= 0x9FFF:
            total += 0.3
        elif 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2027:
            total += 0.8
        elif is_han(character):
            total += 0.1
        elif 0xA0 <= code <= 0x24F:
            total += 0.2
        elif 0x3040 <= code <= 0x30FF or 0x2100 <= code <= 0x27BF or 0x1F300 <= code <= 0x1FAFF:
            total += 0.1
        elif unprintable_count(character) or not character.isprintable():
            total -= 3
        else:
            total -= 0.5
    if not counted:
        return 0.5 if text.strip() else 0.0
    return total / counted


def _decoded_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return _checked(text, encoding)


def _checked(text: str, encoding: str) -> Decoded:
    lost = text.count("\ufffd")
    noise = unprintable_count(text)
    if noise > 20 and noise * 100 > len(text):
        raise Unreadable(not_text())
    if lost > 1 and lost > min(_MAX_LOST, max(3, len(text) * _MAX_LOST_SHARE)):
        raise Unreadable(not_text())
    if not text.strip("\ufffd\ufeff\x00 \t\r\n\u3000"):
        raise Unreadable(not_text())
    notes: list[Note] = []
    if encoding != "utf-8":
        notes.append(
            Note(
                kind=NoteKind.READ,
                message=message(
                    gettext_noop("Read as %(encoding)s text."),
                    encoding=_SHOWN.get(encoding, encoding.upper()),
                ),
            )
        )
    if lost:
        at = text.index("\ufffd")
        notes.append(
            Note(
                kind=NoteKind.MISSING,
                message=message(
                    gettext_noop(
                        "%(count)d characters of the file are damaged and shown as “%(sign)s”; "
                        "compare with the original."
                    ),
                    count=lost,
                    sign="\ufffd",
                ),
                excerpt=text[max(0, at - 15) : at + 15].replace("\n", " ").strip(),
            )
        )
    return Decoded(text=text, encoding=encoding, notes=tuple(notes))


def _with_losses(data: bytes, hint: str | None) -> Decoded:
    """No encoding fits throughout: take the one that loses least, if it loses little."""
    best: tuple[int, str, str] | None = None
    for encoding in dict.fromkeys((hint or "utf-8", "utf-8", "gb18030", "cp950")):
        text = data.decode(encoding, errors="replace")
        if _plausibility(text[:_SAMPLE]) > 0.3 and (best is None or text.count("\ufffd") < best[0]):
            best = (text.count("\ufffd"), encoding, text)
    if best is None:
        raise Unreadable(not_text())
    return _checked(best[2], best[1])


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with lines of another encoding in it, as a program pastes two files together; None
    unless the lines that can be UTF-8 are better text than they are in the other encoding."""
    lines = data.split(b"\n")
    as_utf8 = [_whole(line, "utf-8") for line in lines]
    ours = [line for line, text in zip(lines, as_utf8, strict=True) if text and not text.isascii()]
    if not ours or len(ours) > _SAMPLE:
        return None
    for other in ("gb18030", "cp950"):
        texts = [
            text if text is not None else _whole(line, other)
            for line, text in zip(lines, as_utf8, strict=True)
        ]
        foreign = [text for text, utf8 in zip(texts, as_utf8, strict=True) if text and utf8 is None]
        if None in texts or not foreign or _plausibility("".join(foreign)[:_SAMPLE]) < _LIKELY:
            continue
        mistaken = b"\n".join(ours).decode(other, errors="replace")
        rightly = b"\n".join(ours).decode("utf-8")
        if _plausibility(rightly[:_SAMPLE]) < _plausibility(mistaken[:_SAMPLE]) + 0.1:
            continue
        note = Note(
            kind=NoteKind.DOUBTFUL,
            message=message(
                gettext_noop(
                    "The file mixes UTF-8 and %(encoding)s; every line was read as what it is. "
                    "Compare with the original."
                ),
                encoding=_SHOWN[other],
            ),
            excerpt=foreign[0].strip()[:60],
        )
        text = "\n".join(line or "" for line in texts)
        return Decoded(text=text, encoding="utf-8", notes=(note,))
    return None


def _whole(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
