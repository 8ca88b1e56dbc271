"""Real tables, with cells that span rows and columns, flattened the way an office's plain text prints them.

A cell is a line after a tab; its further paragraphs follow without one; an empty line ends the row. A cell merged with the
one above is an empty cell. A heading cell that spans columns is written once: which columns it names is not guessed later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.notes import NOTE

_MOST_COLUMNS = 200  # a row with more is no table of an office
_HEADER_ROWS = 4
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its paragraphs, and how many rows and columns it takes."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """Its paragraphs without tabs and empty lines."""
        pieces = (line for paragraph in self.paragraphs for line in paragraph.split("\n"))
        return tuple(line for piece in pieces if (line := _SPACES.sub(" ", piece).strip()))


GridRow = tuple[GridCell, ...]
_Slot = tuple[GridCell, bool]  # a cell, and whether it goes on from the row above
_BLANK = GridCell(())


def flatten(rows: Sequence[GridRow]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The lines above a table (its caption in a merged first row), those of the table, those below (its note in a merged last row).

    A frame of one row or one column is no table: all its lines stand above, and none are left.
    """
    placed = [row for row in _straighten(_place(rows)) if any(cell.lines for cell, _ in row)]
    above: list[str] = []
    while caption := _across(placed, 0):
        above.extend(caption)
        placed = placed[1:]
    if len(placed) < 2 or _width(placed) < 2:
        return (*above, *(line for row in placed for cell, _ in row for line in cell.lines)), (), ()
    note = _across(placed, -1)
    below = note if note and len(placed) > 2 and NOTE.match(note[0]) else ()
    placed = placed[:-1] if below else placed
    depth = _header_depth(placed)
    lines = [line for index, row in enumerate(placed) for line in _row(row, spread=index >= depth)]
    return tuple(above), tuple(lines), below


def _across(rows: Sequence[Sequence[_Slot]], at: int) -> tuple[str, ...]:
    """The lines of a row that is one cell across the whole table; none where it is not."""
    filled = [cell for cell, _ in rows[at] if cell.lines] if rows else []
    return filled[0].lines if len(filled) == 1 and filled[0].columns >= _width(rows) else ()


def _width(rows: Sequence[Sequence[_Slot]]) -> int:
    return max((sum(cell.columns for cell, _ in row) for row in rows), default=0)


def _place(rows: Sequence[GridRow]) -> list[list[_Slot]]:
    """Every row with the cells that reach into it from above, as empty ones."""
    reaching: dict[int, tuple[int, int]] = {}  # column: (rows left, columns)
    placed: list[list[_Slot]] = []
    for row in rows:
        slots: list[_Slot] = []
        column, waiting = 0, list(row)
        ahead: dict[int, tuple[int, int]] = {}
        while column < _MOST_COLUMNS and (waiting or any(at >= column for at in reaching)):
            if column in reaching:
                left, columns = reaching.pop(column)
                slots.append((GridCell((), 1, columns), True))
                if left > 1:
                    ahead[column] = (left - 1, columns)
            elif waiting:
                cell = waiting.pop(0)
                columns = min(cell.columns, _MOST_COLUMNS)
                slots.append((GridCell(cell.paragraphs, cell.rows, columns), False))
                if cell.rows > 1:
                    ahead[column] = (cell.rows - 1, columns)
            else:
                columns = 1
                slots.append((_BLANK, False))
            column += columns
        reaching = ahead
        placed.append(slots)
    return placed


def _straighten(rows: list[list[_Slot]]) -> list[list[_Slot]]:
    """The rows without the slivers that word processors leave where borders do not quite meet.

    A border that hardly any row has snaps to the one beside it, and columns in which no cell begins disappear.
    """
    starts = [list(accumulate((cell.columns for cell, _ in row), initial=0)) for row in rows]
    used = Counter(start for each in starts for start in set(each))
    places = {border: border for border in used}
    for border in sorted(used):
        for beside in (border + 1, border - 1):
            apart = any(border in each and beside in each for each in starts)
            if used[border] * 3 <= used.get(beside, 0) and not apart:
                places[border] = beside
                break
    order = {place: index for index, place in enumerate(sorted({places[border] for border in used}))}
    return [
        [
            (GridCell(cell.paragraphs, cell.rows, max(order[places[last]] - order[places[first]], 1)), goes_on)
            for (cell, goes_on), first, last in zip(row, each, each[1:], strict=False)
        ]
        for row, each in zip(rows, starts, strict=True)
    ]


def _header_depth(rows: Sequence[Sequence[_Slot]]) -> int:
    """How many rows the header takes: as far as the first row's cells reach down."""
    return min(max((cell.rows for cell, _ in rows[0]), default=1), _HEADER_ROWS, len(rows) - 1)


def _row(row: Sequence[_Slot], *, spread: bool) -> list[str]:
    """The lines of a row and the empty one after it; in the body a wide cell is followed by empty ones."""
    lines: list[str] = []
    for cell, goes_on in row:
        first, *more = cell.lines or ("",)
        lines.extend([f"\t{first}", *more])
        if spread or goes_on:
            lines.extend(["\t"] * (cell.columns - 1))
    return [*lines, ""]
