"""Ruled tables of a page, with the cells that span rows and columns; and their parts joined over pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.read.grid import GridCell, GridRow
from index.read.pdf.lines import Char, read_lines
from index.read.pdf.paragraphs import join

if TYPE_CHECKING:
    from pdfplumber.page import Page

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
_SNAP = 3.0  # points by which rules that belong together may differ
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell on one page: `column` is where it begins; `low` and `full`: its text reaches its lower edge, its last line the right one."""

    column: int
    cell: GridCell
    low: bool
    full: bool


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of one page: its box, its column borders, its rows."""

    box: Box
    borders: tuple[float, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    page: int

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """Its rows as a real table has them."""
        return tuple(tuple(piece.cell for piece in row) for row in self.pieces)


def find_tables(page: Page, number: int) -> list[PageTable]:
    """The ruled tables of a page that have at least two columns."""
    found = []
    settings = {"snap_tolerance": _SNAP, "join_tolerance": _SNAP, "intersection_tolerance": _SNAP}
    for table in page.find_tables({**settings, "explicit_horizontal_lines": _open_ends(page)}):
        cells: list[Box] = [tuple(cell) for cell in table.cells]  # type: ignore[misc]
        if not 2 <= len(cells) <= _MOST_CELLS:
            continue
        xs, ys = _borders(x for cell in cells for x in (cell[0], cell[2])), _borders(y for cell in cells for y in (cell[1], cell[3]))
        if len(xs) > 2 and len(ys) > 1:  # one row may be the rest of one on the page before
            box = (xs[0], ys[0], xs[-1], ys[-1])
            inside = [char for char in page.chars if _within(char, box)]
            cells.extend(_uncovered(cells, xs, ys))
            found.append(PageTable(box, xs, _rows(cells, xs, ys, inside, number), number))
    return [table for table in found if not any(_holds(other.box, table.box) for other in found if other is not table)]


def _open_ends(page: Page) -> list[float]:
    """Heights at which upright rules end and no level one runs: there the page cuts a table off."""
    level = [edge["top"] for edge in page.edges if edge["x1"] - edge["x0"] > _SNAP]
    ends = sorted(end for edge in page.edges if edge["bottom"] - edge["top"] > _SNAP for end in (edge["top"], edge["bottom"]))
    counts: dict[float, int] = {}
    for end in ends:
        near = next((height for height in counts if abs(height - end) < _SNAP), end)
        counts[near] = counts.get(near, 0) + 1
    return [height for height, count in counts.items() if count >= 2 and not any(abs(height - other) < _SNAP for other in level)]


def outside(chars: Iterable[Char], tables: Sequence[PageTable]) -> list[Char]:
    """The characters that stand in none of the tables."""
    return [char for char in chars if not any(_within(char, table.box) for table in tables)]


def goes_on(above: PageTable, table: PageTable) -> bool:
    """Whether a table at the top of a page is the rest of the one that ended the page before."""
    alike = len(above.borders) == len(table.borders) and all(
        abs(a - b) < 2 * _SNAP for a, b in zip(above.borders, table.borders, strict=True)
    )
    return table.page == above.page + 1 and alike


def joined(above: PageTable, table: PageTable) -> PageTable:
    """Two parts of a table: a header repeated on the new page goes, a row broken over the pages is mended."""
    rows, more = [list(row) for row in above.pieces], [list(row) for row in table.pieces]
    while more and len(rows) > 1 and any(_texts(more[0]) == _texts(row) and any(_texts(row)) for row in rows[:2]):
        more.pop(0)
    if more and rows:
        ends = _ends(rows)
        broken = _is_rest(more[0], ends, rows)
        kept = []
        for piece in more[0]:
            at = ends.get(piece.column)
            if at is not None and (broken or (piece.cell.rows > 1 and not piece.cell.lines and rows[at[0]][at[1]].cell.rows > 1)):
                end = rows[at[0]][at[1]]
                rows[at[0]][at[1]] = replace(piece, cell=_glued(end.cell, piece.cell, piece.cell.rows - broken))
            else:
                kept.append(piece)
        more = more[1:] if broken else [kept, *more[1:]]
    return replace(table, pieces=tuple(tuple(row) for row in (*rows, *more)))


def _ends(rows: Sequence[Sequence[Piece]]) -> dict[int, tuple[int, int]]:
    """The cells that reach the last row, by column: which row and place they stand at."""
    return {
        piece.column: (index, place)
        for index, row in enumerate(rows)
        for place, piece in enumerate(row)
        if index + piece.cell.rows >= len(rows)
    }


def _is_rest(row: Sequence[Piece], ends: dict[int, tuple[int, int]], rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a row is the lower part of the one above: all its text goes on from cells that were cut at the page's end."""
    filled = [piece for piece in row if piece.cell.lines]
    above = [rows[ends[piece.column][0]][ends[piece.column][1]] for piece in filled if piece.column in ends]
    if not filled or len(above) < len(filled):
        return False
    named = {piece.column for piece in rows[-1] if piece.cell.lines}
    if {0, 1} & named and not {0, 1} & {piece.column for piece in filled}:
        return True
    if not all(piece.low for piece in above):
        return False
    weight = {True: 0, False: 0}
    for piece, end in zip(filled, above, strict=True):
        weight[end.full] += sum(map(len, piece.cell.lines))
    return weight[True] >= weight[False]


def _glued(a: GridCell, b: GridCell, more_rows: int) -> GridCell:
    paragraphs = a.paragraphs + b.paragraphs
    if a.paragraphs and b.paragraphs:
        paragraphs = (*a.paragraphs[:-1], join(a.paragraphs[-1], b.paragraphs[0]), *b.paragraphs[1:])
    return GridCell(paragraphs, a.rows + more_rows, a.columns)


def _texts(row: Sequence[Piece]) -> list[tuple[str, ...]]:
    return [piece.cell.lines for piece in row]


def _borders(values: Iterable[float]) -> tuple[float, ...]:
    """Rules that nearly coincide are one."""
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _SNAP:
            borders.append(value)
    return tuple(borders)


def _index(borders: Sequence[float], value: float) -> int:
    return bisect_left(borders, value - _SNAP)


def _rows(cells: Sequence[Box], xs: Sequence[float], ys: Sequence[float], chars: Sequence[Char], page: int) -> tuple[tuple[Piece, ...], ...]:
    rows: list[list[Piece]] = [[] for _ in ys[1:]]
    for box in sorted(cells, key=lambda each: (each[1], each[0])):
        left, right, top, bottom = _index(xs, box[0]), _index(xs, box[2]), _index(ys, box[1]), _index(ys, box[3])
        if top < len(rows):
            rows[top].append(_piece(chars, box, left, max(bottom - top, 1), max(right - left, 1), page))
    return tuple(tuple(sorted(row, key=lambda piece: piece.column)) for row in rows)


def _uncovered(cells: Sequence[Box], xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """What lies inside a table and in no cell, because a rule is missing: a cell in each column, so that no text is lost."""
    free = {(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
    for x0, top, x1, bottom in cells:
        rows, columns = range(_index(ys, top), _index(ys, bottom)), range(_index(xs, x0), _index(xs, x1))
        free -= {(row, column) for row in rows for column in columns}
    found = []
    for row, column in sorted(free):
        if (row - 1, column) not in free:
            last = row
            while (last + 1, column) in free:
                last += 1
            found.append((xs[column], ys[row], xs[column + 1], ys[last + 1]))
    return found


def _piece(chars: Sequence[Char], box: Box, column: int, rows: int, columns: int, page: int) -> Piece:
    """The lines of a cell; one that fills the cell runs on into the next."""
    lines = read_lines([char for char in chars if _within(char, box)], page)
    right = max([line.x1 for line in lines] if len(lines) > 1 else [box[2]])
    paragraphs: list[str] = []
    for index, line in enumerate(lines):
        if index and lines[index - 1].x1 + 1.1 * line.size > right:
            paragraphs[-1] = join(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
    last = lines[-1] if lines else None
    low = last is not None and box[3] - last.bottom < 1.6 * last.size
    full = last is not None and last.x1 + 2 * last.size > box[2]
    return Piece(column, GridCell(tuple(paragraphs), rows, columns), low, full)


def _within(char: Char, box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
