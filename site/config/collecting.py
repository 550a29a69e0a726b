"""Finds the words of our own houses that wait for translation.

Reads Python by its syntax tree and templates through Django's own reading of them, so that no
gettext tool is needed, on a developer's machine or in CI.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from config.environment import ROOT

HOUSES = ("cms", "media", "publishing", "search", "site/config", "site/web")
_TEMPLATES = {".html", ".txt", ".xml", ".svg"}

# function -> what its leading arguments are: s singular, p plural, c context.
_FUNCTIONS = {
    "gettext": "s",
    "ngettext": "sp",
    "pgettext": "cs",
    "npgettext": "csp",
}
_LITERAL = r"u?(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)", re.DOTALL)


class NotTranslatable(ValueError):
    """A call whose words cannot be read from the source."""


@dataclass(frozen=True, kw_only=True, order=True)
class Message:
    """One entry of a catalogue. `plural` and `context` are empty where there is none."""

    text: str
    context: str = ""
    plural: str = ""


def messages() -> dict[str, set[Message]]:
    """domain (`django`, `djangojs`) -> every message in our source."""
    found: dict[str, set[Message]] = {"django": set(), "djangojs": set()}
    for file in _files():
        source = file.read_text(encoding="utf-8")
        if file.suffix == ".py":
            found["django"].update(of_python(source, str(file.relative_to(ROOT))))
        elif file.suffix == ".js":
            found["djangojs"].update(of_script(source))
        else:
            found["django"].update(of_template(source, str(file.relative_to(ROOT))))
    return found


def _files() -> Iterator[Path]:
    for house in HOUSES:
        for file in sorted((ROOT / house).rglob("*")):
            if not file.is_file() or "migrations" in file.parts:
                continue
            parts = file.relative_to(ROOT).parts
            if (
                file.suffix == ".py"
                or (file.suffix in _TEMPLATES and "templates" in parts)
                or (file.suffix == ".js" and "static" in parts)
            ):
                yield file


def of_python(source: str, name: str) -> Iterator[Message]:
    """Messages of calls to gettext and its kin, under whatever name they were imported."""
    tree = ast.parse(source, name)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        # A house may have a gettext_noop of its own (cms.imports knows no Django).
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if _kinds(alias.name)
    } | {f"{function}_noop": f"{function}_noop" for function in _FUNCTIONS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=called) if called in names:
                function = names[called]
            case ast.Attribute(value=ast.Name(id="translation"), attr=function):
                pass
            case _:
                continue
        if kinds := _kinds(function):
            if any(isinstance(argument, ast.JoinedStr) for argument in node.args):
                raise NotTranslatable(
                    f"{name}:{node.lineno}: an f-string cannot be translated; "
                    "use %(name)s and the % operator"
                )
            words = [
                argument.value
                for argument in node.args[: len(kinds)]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
            # A variable is fine: its words were marked where they were written.
            if len(words) == len(kinds):
                yield _message(kinds, words)


def _kinds(function: str) -> str:
    return _FUNCTIONS.get(function.removesuffix("_lazy").removesuffix("_noop"), "")


def of_template(source: str, name: str) -> Iterator[Message]:
    """Messages of translate and blocktranslate tags and of `_("…")` in a Django template."""
    return _calls(templatize(source, origin=name))


def of_script(source: str) -> Iterator[Message]:
    """Messages of calls to the script functions of Django's JavaScript catalogue."""
    return _calls(source)


def _calls(source: str) -> Iterator[Message]:
    for function, arguments in _CALL.findall(source):
        kinds = _FUNCTIONS["gettext" if function == "_" else function]
        words = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, arguments)]
        yield _message(kinds, words[: len(kinds)])


def _message(kinds: str, words: Iterable[str]) -> Message:
    fields = {"s": "text", "p": "plural", "c": "context"}
    return Message(**{fields[kind]: text for kind, text in zip(kinds, words, strict=True) if text})
