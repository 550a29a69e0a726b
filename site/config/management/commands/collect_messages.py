import re
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import catalogues
from config.collecting import Message, messages

_HEADER = {
    "Project-Id-Version": "yunwenyi",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

_HAN = "\u4e00-\u9fff"
_WIDE = str.maketrans(",?!:;", "，？！：；")
_MARKS = re.compile(rf"(?<=[{_HAN}”》）])[,?!:;]|[,?!:;](?=[{_HAN}“《（])")
# Not those of a placeholder: %(name)s.
_BRACKETS = re.compile(r" ?(?<!%)\(((?:%\(\w+\)|[^()])*)\)")


class Command(BaseCommand):
    help = (
        "Bring our own catalogues up to date with the source: new messages come in, those no "
        "longer used go. Lists what waits for translation, and fails while anything does."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--take",
            nargs="+",
            default=[],
            metavar="PO",
            help="take missing translations from these .po files",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        offered: dict[tuple[str, str], polib.POEntry] = {}
        for name in options["take"]:
            if not Path(name).is_file():
                raise CommandError(f"There is no file {name}.")
            for entry in polib.pofile(name):
                if entry.translated():
                    offered.setdefault(_key(entry), entry)
        waiting = []
        for domain, found in messages().items():
            catalogue = catalogues.HOME / f"own/zh_Hans/LC_MESSAGES/{domain}.po"
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            known = (
                {_key(entry): entry for entry in polib.pofile(str(catalogue))}
                if catalogue.is_file()
                else {}
            )
            # Line ends as polib would wrap them move with every word: one line per message.
            fresh = polib.POFile(wrapwidth=0)
            fresh.metadata = dict(_HEADER)
            for message in sorted(found):
                entry = _entry(message, known, offered)
                fresh.append(entry)
                if not entry.translated():
                    waiting.append(message.text)
            text = f"{fresh}\n" if not str(fresh).endswith("\n") else str(fresh)
            if not catalogue.is_file() or catalogue.read_text(encoding="utf-8") != text:
                catalogue.write_text(text, encoding="utf-8")
            self.stdout.write(f"{domain}: {len(found)} messages")
        catalogues.compile_stale()
        if waiting:
            listed = "\n".join(f"  {text!r}" for text in waiting)
            raise CommandError(f"{len(waiting)} messages wait for translation:\n{listed}")


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _entry(
    message: Message,
    known: dict[tuple[str, str], polib.POEntry],
    offered: dict[tuple[str, str], polib.POEntry],
) -> polib.POEntry:
    key = message.context, message.text
    old = next(
        (place[key] for place in (known, offered) if key in place and place[key].translated()),
        None,
    )
    words = _full_width(old.msgstr or old.msgstr_plural.get(0, "")) if old is not None else ""
    return polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        msgstr="" if message.plural else words,
        msgstr_plural={0: words} if message.plural else {},
        flags=["python-format"] if "%(" in message.text + message.plural else [],
        tcomment=old.tcomment if old is not None else "",
    )


def _full_width(words: str) -> str:
    """Punctuation as Chinese print has it, however it was typed."""
    if not re.search(f"[{_HAN}]", words):
        return words
    words = _BRACKETS.sub(r"（\1）", words)
    return _MARKS.sub(lambda mark: mark[0].translate(_WIDE), words)
