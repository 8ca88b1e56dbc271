"""The text of a file while it is being written: lines, gaps, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.clause import Span
from index.read.grid import GridRow, flatten

_SPACES = re.compile(r"[\t\x0b\x0c\u00a0]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffc]")


def plain(text: str) -> str:
    """One line without tabs (they mean cells), odd spaces and control characters."""
    return _CONTROLS.sub("", _SPACES.sub("    ", text.replace("\u00a0", " "))).rstrip()


class Sheet:
    """Collects lines and tables; offsets are known as soon as something is written.

    Args:
        tabs: whether a tab that opens a line stays: the file has no tables of its own, so it may be a pasted one's.
    """

    def __init__(self, *, tabs: bool = False) -> None:
        self._tabs = tabs
        self._pieces: list[str] = []
        self.length = 0
        self.tables: list[Span] = []
        self.paragraphs: list[int] = []

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._pieces)

    def mark_paragraph(self) -> None:
        """What is written next opens a paragraph of the file."""
        self.paragraphs.append(self.length)

    def write(self, text: str) -> None:
        """A paragraph of one or more lines; an empty one is a gap."""
        for line in text.split("\n"):
            opening = "\t" if self._tabs and line.startswith("\t") else ""
            self._put(opening + plain(line.removeprefix(opening)) + "\n")

    def write_table(self, rows: Sequence[GridRow]) -> None:
        """A table, flattened; what is none (one row, one column) becomes lines, set apart from the text around it."""
        above, lines, below = flatten(rows)
        if not lines:
            self._gap()
        self.write_all(above)
        self._gap()
        if lines:
            start = self.length
            self._put("".join(f"{line}\n" for line in lines))
            self.tables.append(Span(start, self.length))
            self._gap()
            self.write_all(below)

    def write_all(self, lines: Iterable[str]) -> None:
        """Several paragraphs."""
        for line in lines:
            self.write(line)

    def _gap(self) -> None:
        if self._pieces and not self._pieces[-1].endswith("\n\n") and self._pieces[-1] != "\n":
            self._put("\n")

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)
