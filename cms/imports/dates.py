"""Dates as Chinese documents write them: 2024-08-01 09:30, 2024年8月, 二〇二四年八月一日."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

_CHINA: Final = ZoneInfo("Asia/Shanghai")
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_CHINESE_DAY = re.compile(
    "([一二][〇○零一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,2})月"
    "(?:([一二三四五六七八九十]{1,3})日)?)?"
)
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d) ?(?:[-/.年]) ?(\d{1,2})"
    r"(?: ?(?:[-/.月]) ?(\d{1,2})(?!\d) ?日?|月|(?!\d))"
    r"(?:[T\s]{0,3}(?:星期.|周.)?\s?(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d{1,6})?[分秒]?)?"
    r"(Z|[+-]\d\d:?\d\d)?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年?(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """`text`: the words as written; `when`: None if less precise than a day, or impossible
    (`possible` False: 2月30日). `start` and `end` delimit the words."""

    text: str
    when: datetime | date | None
    possible: bool
    start: int
    end: int


def find_date(text: str) -> Dated | None:
    """The first date in a short text, or None."""
    plain = _CHINESE_DAY.sub(_in_digits, text)
    # The year in Chinese numerals changes the length of the text; only its edges matter then.
    same_length = len(plain) == len(text)
    match = _DATE.search(plain) or _YEAR.search(plain)
    if match is None:
        return None
    start, end = (match.start(), match.end()) if same_length else _chinese_span(text, match)
    when, possible = _value(match)
    return Dated(text=text[start:end].strip(), when=when, possible=possible, start=start, end=end)


def _chinese_span(text: str, match: re.Match[str]) -> tuple[int, int]:
    chinese = _CHINESE_DAY.search(text)
    return chinese.span() if chinese else (0, len(text))


def _value(match: re.Match[str]) -> tuple[datetime | date | None, bool]:
    fields = match.groups()
    if len(fields) == 1:
        return None, True
    year, month, day, hour, minute, second, zone = fields
    try:
        if day is None:
            date(int(year), int(month), 1)
            return None, True
        if hour is None:
            return date(int(year), int(month), int(day)), True
        return (
            datetime(
                int(year), int(month), int(day), int(hour), int(minute), int(second or 0),
                tzinfo=_zone(zone),
            ),
            True,
        )  # fmt: skip
    except ValueError:
        return None, False


def _zone(offset: str | None) -> timezone | ZoneInfo:
    if offset is None:
        return _CHINA
    if offset == "Z":
        return UTC
    sign = -1 if offset[0] == "-" else 1
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _in_digits(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    plain = year.translate(_DIGITS) + "年"
    if month:
        plain += f"{_number(month)}月"
    if day:
        plain += f"{_number(day)}日"
    return plain


def _number(numeral: str) -> int:
    """一 to 三十一."""
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_DIGITS)[:2])
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (
        int(units.translate(_DIGITS)) if units else 0
    )
