"""Setting Chinese: upright figures in vertical lines, numbers in characters."""

import re
from typing import Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_FIGURES: Final = re.compile(r"([0-9]+)")
_DIGITS: Final = "〇一二三四五六七八九"


@register.filter
def upright(text: str) -> SafeString:
    """For a vertical line: one or two figures side by side in the room of a character, more of
    them standing one below the other; without this they would lie on their side."""

    return format_html_join("", "{}", ((_stood(part),) for part in _FIGURES.split(text)))


def _stood(part: str) -> str | SafeString:
    if not part.isdecimal():
        return part
    kind = "together" if len(part) <= 2 else "standing"
    return format_html('<span class="{}">{}</span>', kind, part)


@register.filter
def numeral(number: int) -> str:
    """1 -> 一, 12 -> 十二, 20 -> 二十; figures from a hundred on."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
