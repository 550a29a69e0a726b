"""Takes the junk of copied web pages out of a text, and names in the report what it took."""

import re

from cms.imports import junk_lines
from cms.imports.characters import converter
from cms.imports.contract import Note, NoteKind
from cms.imports.flow import Line, Piece, after, excerpt, texts
from cms.imports.wording import Message, gettext_noop, message

_MAX_ROUNDS = 12
_TAIL = 8  # lines: where tags, disclaimers and lists of other articles stand


def without_junk(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """The pieces without lines that are certainly junk; doubtful ones stay and are reported."""
    taken: list[Note] = []
    for _ in range(_MAX_ROUNDS):
        sweep = _Sweep(pieces)
        sweep.look()
        if not sweep.removed:
            break
        # Without these lines others are the last ones, and may be told for what they are.
        taken += sweep.taken
        pieces = _without(pieces, sweep.removed)
    return pieces, (*taken, *sweep.doubts)


class _Sweep:
    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self.simplified = _simplified(pieces)
        self.taken: list[Note] = []
        self.doubts: list[Note] = []
        self.removed: set[int] = set()

    def look(self) -> None:
        for index, (piece, line) in enumerate(zip(self.pieces, self.simplified, strict=True)):
            if isinstance(piece, Line) and line is not None:
                self._look_at(index, line)
        self._cut_related()
        self._look_at_tail()

    def _look_at(self, index: int, line: str) -> None:
        if junk_lines.TAGS.match(line):
            self._tags(index)
            return
        if junk_lines.FRAGMENT.match(line):
            self._fragment(index)
            return
        if not junk_lines.SUSPECT.search(line):
            return
        if hole := junk_lines.HOLE.match(line):
            self._hole(index, hole)
        elif junk_lines.is_buttons(line):
            self._remove(index, message(gettext_noop("Buttons of the web page removed.")))
        else:
            for pattern, sentence in junk_lines.CERTAIN:
                if pattern.search(line):
                    self._remove(index, message(sentence))
                    return
            if junk_lines.HOLE_IN_TEXT.search(line):
                self._note(
                    NoteKind.MISSING,
                    index,
                    message(gettext_noop("Here the original says that text is left out.")),
                )

    def _hole(self, index: int, hole: re.Match[str]) -> None:
        count = hole["count"]
        self._remove(
            index,
            message(
                gettext_noop(
                    "About %(count)d characters of the original are missing here: the web page "
                    "it was copied from kept them back. Ask the author for the whole text."
                ),
                count=int(count),
            )
            if count
            else message(
                gettext_noop(
                    "Text of the original is missing here: the web page it was copied from kept "
                    "it back. Ask the author for the whole text."
                )
            ),
            NoteKind.MISSING,
        )

    def _tags(self, index: int) -> None:
        before = (line for line in self.simplified[max(0, index - 3) : index] if line)
        after_summary = any(junk_lines.SUMMARY.match(line) for line in before)
        if self._in_tail(index) and not after_summary:
            self._remove(index, message(gettext_noop("Tags of the web page removed.")))
        else:
            self._note(
                NoteKind.DOUBTFUL,
                index,
                message(gettext_noop("Keywords: part of the article, or tags of a web page?")),
            )

    def _fragment(self, index: int) -> None:
        piece = self.pieces[index]
        following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        alone = (
            isinstance(piece, Line)
            and piece.opens
            and index > 0
            and (not isinstance(following, Line) or following.opens)
        )
        if alone and following is None:
            self._remove(index, message(gettext_noop("Torn-off end of a sentence removed.")))
        elif alone:
            self._note(
                NoteKind.DOUBTFUL, index, message(gettext_noop("A torn-off piece of a sentence?"))
            )

    def _cut_related(self) -> None:
        """A heading such as 相关阅读 with nothing but titles behind it, up to the end."""
        for index, line in enumerate(self.simplified):
            if line is None or index in self.removed or index == 0:
                continue
            if not junk_lines.RELATED.match(line):
                continue
            rest = range(index + 1, len(self.pieces))
            if index * 2 >= len(self.pieces) and all(self._is_title(i) for i in rest):
                for listed in (index, *(i for i in rest if i not in self.removed)):
                    self._remove(listed, message(gettext_noop("List of other articles removed.")))
            else:
                self._note(
                    NoteKind.DOUBTFUL, index, message(gettext_noop("List of other articles?"))
                )
            return

    def _is_title(self, index: int) -> bool:
        if index in self.removed:
            return True
        return all(
            len(text) <= 50 and not text.endswith("。") for text in texts(self.pieces[index])
        )

    def _look_at_tail(self) -> None:
        for index in range(max(1, len(self.pieces) - _TAIL), len(self.pieces)):
            line = self.simplified[index]
            if index in self.removed or line is None or not isinstance(self.pieces[index], Line):
                continue
            if junk_lines.DISCLAIMER.match(line):
                self._remove(index, message(gettext_noop("Disclaimer of the web page removed.")))
            elif junk_lines.FOOTER.search(line) and self._is_last(index):
                self._footer(index)
            elif junk_lines.RIGHTS.search(line):
                self._note(
                    NoteKind.DOUBTFUL,
                    index,
                    message(
                        gettext_noop(
                            "The source reserves its rights; ask before this is published."
                        )
                    ),
                )

    def _is_last(self, index: int) -> bool:
        """Whether only lines of a page's foot follow."""
        return all(
            later in self.removed
            or (
                (line := self.simplified[later]) is not None
                and (junk_lines.FOOTER.search(line) or junk_lines.FOOTER_ADDRESS.match(line))
            )
            for later in range(index + 1, len(self.pieces))
        )

    def _footer(self, index: int) -> None:
        sentence = message(gettext_noop("Foot of the web page removed."))
        self._remove(index, sentence)
        for step in (-1, 1):
            beside = index + step
            while 0 < beside < len(self.pieces) and beside not in self.removed:
                line = self.simplified[beside]
                if line is None or not junk_lines.FOOTER_ADDRESS.match(line):
                    break
                self._remove(beside, sentence)
                beside += step

    def _in_tail(self, index: int) -> bool:
        return index >= max(1, len(self.pieces) - _TAIL)

    def _remove(self, index: int, sentence: Message, kind: NoteKind = NoteKind.CLEANED) -> None:
        self.taken.append(self._noted(kind, index, sentence))
        self.removed.add(index)

    def _note(self, kind: NoteKind, index: int, sentence: Message) -> None:
        self.doubts.append(self._noted(kind, index, sentence))

    def _noted(self, kind: NoteKind, index: int, sentence: Message) -> Note:
        return Note(
            kind=kind,
            message=sentence,
            excerpt=excerpt(" ".join(texts(self.pieces[index])), 2 * junk_lines.MAX_LENGTH),
            where=after(self.pieces, index, self.removed),
        )


def _simplified(pieces: tuple[Piece, ...]) -> list[str | None]:
    """For each piece its text in simplified characters, None where it is too long for junk.

    Converted in one go: a call per line would cost more than all the patterns."""
    found = [" ".join(texts(piece)).replace("\n", " ") for piece in pieces]
    short = [text if len(text) <= junk_lines.MAX_LENGTH else "" for text in found]
    converted = converter("t2s").convert("\n".join(short)).split("\n") if short else []
    return [text or None for text in converted]


def _without(pieces: tuple[Piece, ...], removed: set[int]) -> tuple[Piece, ...]:
    """What is left; a line that stood behind a removed one begins a paragraph."""
    kept: list[Piece] = []
    for index, piece in enumerate(pieces):
        if index in removed:
            continue
        if isinstance(piece, Line) and not piece.opens and index - 1 in removed:
            piece = Line(inline=piece.inline, opens=True, indented=piece.indented)
        kept.append(piece)
    return tuple(kept)
