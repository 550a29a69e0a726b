"""What a reader of the finished text would stumble over, and only a person can put right."""

import re
from collections.abc import Iterable
from itertools import pairwise

from cms.imports.characters import HAN, converter, han_count
from cms.imports.contract import Note, NoteKind
from cms.imports.flow import excerpt
from cms.imports.wording import gettext_noop, message

_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_PLACEHOLDER = re.compile(
    rf"(?:20)?(?<![A-Za-z])[xX×]{{1,4}}(?=[{HAN}”’》])|(?<=[{HAN}“‘《0-9])[xX×]{{1,4}}(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?:A{{3,}}|B{{3,}})(?=[{HAN}])(?!级|景区|級|信用)|某某|[_＿]{{3,}}|【待补|（待补|\(待补"
)
_ABBREVIATION = re.compile(r"(?<![A-Za-z])(?:ZG)?(?:GCD|XJP|ZYQ|ZF)(?![A-Za-z])")
_REPLACEMENT = re.compile("[\ufffd□■]{1,}|\\?{3,}")
_CHAPTER = re.compile(r"^([一二三四五六七八九十])、")
_PROMOTION = re.compile(r"下载(?:本文|全文|文档|Word)|doc格式|加(?:我|老师)?微信|V信|vx")
_TRADITIONAL_SHARE = 0.05


def doubts(texts: Iterable[str]) -> tuple[Note, ...]:
    """`texts`: the finished title and paragraphs, plain."""
    lines = list(texts)
    whole = "\n".join(lines)
    found = [
        _counted(
            _PLACEHOLDER,
            whole,
            gettext_noop(
                "Placeholders instead of names or numbers at %(count)d places; please fill in."
            ),
        ),
        _counted(
            _ABBREVIATION,
            whole,
            gettext_noop(
                "Abbreviations that stand for a name at %(count)d places; please write it out."
            ),
        ),
        _counted(
            _REPLACEMENT,
            whole,
            gettext_noop("Signs that stand for characters lost on the way at %(count)d places."),
        ),
        _counted(
            _PROMOTION,
            whole,
            gettext_noop("Advertisement of a web page in the text at %(count)d places?"),
        ),
        _gap(lines),
        _script(whole),
    ]
    return tuple(note for note in found if note is not None)


def _counted(pattern: re.Pattern[str], text: str, sentence: str) -> Note | None:
    examples: dict[str, None] = {}
    count = 0
    for match in pattern.finditer(text):
        count += 1
        if len(examples) < 6:
            around = text[max(0, match.start() - 4) : match.end() + 6]
            examples[around.replace("\n", " ").strip()] = None
    if not count:
        return None
    return Note(
        kind=NoteKind.DOUBTFUL,
        message=message(sentence, count=count),
        excerpt=" / ".join(examples),
    )


def _gap(lines: list[str]) -> Note | None:
    """一、 followed by 四、: what lay between them did not come along."""
    numbered = [(_NUMERALS[match[1]], line) for line in lines if (match := _CHAPTER.match(line))]
    for (number, _), (following, line) in pairwise(numbered):
        if following > number + 1:
            return Note(
                kind=NoteKind.MISSING,
                message=message(
                    gettext_noop(
                        "The numbering jumps from %(number)d to %(following)d; part of the text "
                        "seems to be missing."
                    ),
                    number=number,
                    following=following,
                ),
                excerpt=excerpt(line),
            )
    return None


def _script(text: str) -> Note | None:
    sample = text[:20_000]
    han = han_count(sample)
    if not han:
        return None
    simplified = converter("t2s").convert(sample)
    changed = sum(a != b for a, b in zip(sample, simplified, strict=False))
    if changed < _TRADITIONAL_SHARE * han:
        return None
    return Note(
        kind=NoteKind.READ,
        message=message(
            gettext_noop(
                "The text is in traditional characters and was left so; search finds both."
            )
        ),
    )
