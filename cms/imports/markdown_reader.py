"""A .md file: its front matter, and its text by way of HTML."""

import re

from markdown_it import MarkdownIt

from cms.imports import pictures
from cms.imports.characters import printable
from cms.imports.contract import Unreadable
from cms.imports.flow import Reading, Stated
from cms.imports.html_reader import read_fragment
from cms.imports.wording import gettext_noop, message

# Some inputs cost the parser the square of their length; an article stays far below.
_MAX_LENGTH = 300_000
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z_-]+|[\u4e00-\u9fff]{2,4})[ \t]*[:：][ \t]*(.*)")
_FIELDS = {
    "title": "title", "标题": "title", "標題": "title",
    "author": "byline", "作者": "byline",
    "source": "source", "来源": "source", "來源": "source",
    "date": "published_text", "日期": "published_text", "published": "published_text",
    "editor": "editor", "编辑": "editor",
}  # fmt: skip


def read_markdown(text: str, find: pictures.Finder = pictures.nowhere) -> Reading:
    plain = printable(text)
    if len(plain) > _MAX_LENGTH:
        raise Unreadable(
            message(
                gettext_noop(
                    "The file has %(count)d characters, more than one article can hold "
                    "(at most %(limit)d). Divide it."
                ),
                count=len(plain),
                limit=_MAX_LENGTH,
            )
        )
    stated = Stated()
    if match := _FRONT_MATTER.match(plain):
        stated = _stated(match[1])
        plain = plain[match.end() :]
    # A newline may be a poet's or an editor program's: it stays one, and the paragraphs decide.
    parser = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table")
    return read_fragment(parser.render(plain), find, stated=stated, newlines_wrap=True)


def _stated(front_matter: str) -> Stated:
    values: dict[str, str] = {}
    for line in front_matter.split("\n"):
        match = _ENTRY.fullmatch(line.strip())
        if match and (name := _FIELDS.get(match[1].lower())):
            values.setdefault(name, match[2].strip().strip("\"'")[:300])
    return Stated(
        title=values.get("title", ""),
        byline=values.get("byline", ""),
        source=values.get("source", ""),
        editor=values.get("editor", ""),
        published_text=values.get("published_text", ""),
    )
