"""Sentences of the import's report: an English msgid and its values, translated where shown.

The pure part of the import knows neither Django nor the reader's language, so a message stays a
template until the command or the admin prints it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Message:
    """`template` is the gettext msgid (percent format), `values` fill it; JSON-able."""

    template: str
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.fill(self.template)

    def fill(self, translated: str) -> str:
        """`translated`: the template in the reader's language -> the finished sentence."""
        return translated % dict(self.values)


def gettext_noop(msgid: str) -> str:
    """Marks a msgid for makemessages, which finds it by this function's name."""
    return msgid


def message(template: str, /, **values: str | int) -> Message:
    return Message(template=template, values=tuple(values.items()))
