"""Seals (印): an association's characters cut in its colour, drawn as SVG."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# Characters of a seal are read in columns from the right, each downwards. (x, baseline y, size)
_PLACES = {
    1: [(50, 72, 64)],
    2: [(50, 45, 39), (50, 86, 39)],
    3: [(71, 45, 39), (71, 86, 39), (29, 65, 39)],
    4: [(71, 45, 39), (71, 86, 39), (29, 45, 39), (29, 86, 39)],
}


@register.simple_tag
def seal(text: str, colour: str = "#9e2a22") -> SafeString:
    """An SVG of one to four characters; decorative, so hidden from screen readers."""
    characters = [c for c in text if not c.isspace()][:4] or ["文"]
    glyphs = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="{}" text-anchor="middle">{}</text>',
        (
            (x, y, size, character)
            for character, (x, y, size) in zip(characters, _PLACES[len(characters)], strict=True)
        ),
    )
    return format_html(
        '<svg class="seal" viewBox="0 0 100 100" aria-hidden="true" focusable="false">'
        '<rect x="2" y="2" width="96" height="96" rx="7" fill="{}"/>'
        '<g class="seal-glyphs" fill="#fdf8ee">{}</g></svg>',
        colour,
        glyphs,
    )
