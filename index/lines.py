"""The lines of a decoded file, with word-processor noise set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.clause import Span
from index.text import NOISE

_BAR = re.compile(r"(?<=[ 　])[|｜](?=[ 　]|$)")
_INVISIBLE = "\u200b\u2060\ufeff"  # zero-width characters that word processors leave behind


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `[start, end)` in the source without its line end.

    Attributes:
        text: its text without noise, Markdown marks and outer white space.
        raw: its text without noise, white space kept.
        gap: True where an empty line stands before it.
        left_out: where the line holds what `raw` leaves out, as `(first, last)` from its start.
        table: the number of the table it is known to stand in; 0 where that is for the tabs to say.
    """

    start: int
    end: int
    text: str
    raw: str
    gap: bool
    left_out: tuple[tuple[int, int], ...] = ()
    table: int = 0

    def at(self, index: int) -> int:
        """Where a character of `raw` stands in the source."""
        position = index
        for first, last in self.left_out:
            position += last - first if first <= position else 0
        return self.start + position

    @property
    def opens_cell(self) -> bool:
        """A table cell of the flattened kind: a tab, then the cell."""
        return self.raw.startswith("\t")

    @property
    def holds_row(self) -> bool:
        """A whole table row in one line, its cells parted by tabs."""
        return "\t" in self.raw.strip("\t ")


def split_lines(text: str, tables: Sequence[Span] = ()) -> tuple[Line, ...]:
    """All lines that hold more than white space and noise; a lone tab counts, as an empty cell.

    Args:
        text: the whole text.
        tables: where its tables stand, as far as the file says so; their cells are lines after a tab.
    """
    lines: list[Line] = []
    position, gap, table = 0, False, 0
    for piece in text.splitlines(keepends=True):
        body = piece.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        raw = NOISE.sub("", body)
        stripped = _without_marks(raw.strip().strip(_INVISIBLE)) or raw.strip()
        if stripped or raw.startswith("\t"):
            left_out = tuple(match.span() for match in NOISE.finditer(body))
            while table < len(tables) and tables[table].end <= position:
                table += 1
            inside = table + 1 if table < len(tables) and tables[table].start <= position else 0
            lines.append(Line(position, position + len(body), stripped, raw, gap, left_out, inside))
            gap = False
        else:
            gap = True
        position += len(piece)
    lines = _with_cells(lines)
    return tuple(map(_without_indent, lines)) if not tables and _indents_with_tabs(lines) else tuple(lines)


def _with_cells(lines: Sequence[Line]) -> list[Line]:
    """Rows printed with bars (甲 | 12 | 家), as many in each of several lines, as rows whose cells tabs part."""
    kept: list[Line] = []
    for bars, run in groupby(lines, key=lambda line: 0 if "\t" in line.raw else len(_BAR.findall(line.raw))):
        rows = list(run)
        table = len(rows) * bars > 2 and len(rows) > 1
        kept += [replace(line, raw=_BAR.sub("\t", line.raw)) for line in rows] if table else rows
    return kept


def _without_marks(text: str) -> str:
    """A line without the Markdown marks of a heading (#) or of bold type (**)."""
    plain = text.lstrip("#").strip()
    return plain.replace("**", "").strip() if plain.startswith("**") else plain


def _indents_with_tabs(lines: Sequence[Line]) -> bool:
    """Whether tabs open the paragraphs of a text and not the cells of a table: most lines have one, none is empty."""
    tabbed = [line for line in lines if line.opens_cell and not line.holds_row]
    sentences = sum(1 for line in tabbed if line.text.endswith(("。", "；", "：")))
    return len(tabbed) > 0.6 * len(lines) and sentences > 0.4 * len(tabbed) and all(line.text for line in tabbed)


def _without_indent(line: Line) -> Line:
    raw = line.raw.lstrip("\t")
    tabs = len(line.raw) - len(raw)
    indent = ((line.at(0) - line.start, line.at(tabs) - line.start),) if tabs else ()
    return replace(line, raw=raw, left_out=tuple(sorted({*indent, *line.left_out})))
