"""Tables out of flattened text: where one ends, its rows, its header, the column that names the rows.

Two flattenings are known: a cell a line (a tab opens a cell, lines without one continue it, an empty line
ends the row), and a row a line (cells parted by tabs). What the file does not carry (horizontal spans) stays
unassigned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.clause import Span
from index.lines import Line
from index.table import EMPTY, NUMBER, RawCell, RawRow, Table

_TOTAL = re.compile(r"(?:合|总|共)计(?:[（(].*[）)])?|总数")
_SUBTOTAL = re.compile(rf"小计|{_TOTAL.pattern}")  # belongs to its group, but has no ordinal number
_ORDINAL_HEADERS = frozenset({"序号", "编号", "项次"})


def is_table_line(line: Line) -> bool:
    """Whether a line can only be part of a table."""
    return line.table > 0 or line.opens_cell or line.holds_row


def take_table(lines: Sequence[Line], first: int, ends: Callable[[int], bool]) -> int:
    """The index after the last line of the table that opens at `first`.

    Args:
        ends: whether the line at an index goes on with the text around the table, so is no part of a cell.
    """
    last = first + 1
    if known := lines[first].table:
        return next((index for index in range(last, len(lines)) if lines[index].table != known), len(lines))
    by_cells = lines[first].opens_cell and not lines[first].holds_row
    while last < len(lines):
        line = lines[last]
        if by_cells:
            wraps = not line.gap and not ends(last) and not _is_sentence_below(lines[last - 1], line)
            belongs = line.opens_cell or wraps
        else:
            belongs = is_table_line(line) or (not line.gap and "\t" in line.raw)  # also a row with one cell filled
        if not belongs:
            break
        last += 1
    return last


def _is_sentence_below(above: Line, line: Line) -> bool:
    """A sentence does not go on with a cell that is a number: it is text that follows the table without a gap."""
    return bool(NUMBER.match(above.text)) and line.text.endswith("。")


def read_table(lines: Sequence[Line]) -> Table | None:
    """The table that stands in the lines; None where they hold less than a header and a row."""
    rows = _rows_of_cells(lines) if lines[0].opens_cell and not lines[0].holds_row else _rows_of_lines(lines)
    rows = [row for row in rows if any(cell.value for cell in row)]
    if len(rows) < 2:
        return None
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    depth = _header_depth(rows, width)
    columns = _column_names(rows[:depth], width)
    body = _repeat_groups([_align(row, width) for row in rows[depth:]], columns[0])
    extents = tuple(_extent(row) for row in rows[depth:])
    return Table(columns, tuple(rows[:depth]), body, extents, _label_column(columns, body)) if body else None


def _extent(row: RawRow) -> Span:
    """From the first filled cell of a row to the last."""
    filled = [cell.span for cell in row if cell.paragraphs]
    return Span(filled[0].start, filled[-1].end)


def _rows_of_cells(lines: Sequence[Line]) -> list[RawRow]:
    rows: list[list[RawCell]] = []
    for line in lines:
        if line.opens_cell and (line.gap or not rows):
            rows.append([])
        span = Span(line.start, line.end)
        if line.opens_cell or not rows[-1]:
            rows[-1].append(RawCell((line.text,) if line.text else (), _trim(line)))
        else:
            above = rows[-1][-1]
            start = above.span.start if above.paragraphs else span.start
            rows[-1][-1] = RawCell((*above.paragraphs, line.text), Span(start, line.end))
    return [tuple(row) for row in rows]


def _trim(line: Line) -> Span:
    """The span of a cell's text without the tab that opens it."""
    return _span(line, line.raw.find(line.text), len(line.text)) if line.text else Span(line.end, line.end)


def _span(line: Line, start: int, length: int) -> Span:
    """Where a stretch of `line.raw` stands in the source."""
    return Span(line.at(start), line.at(start + length - 1) + 1) if length else Span(line.at(start), line.at(start))


def _rows_of_lines(lines: Sequence[Line]) -> list[RawRow]:
    rows = []
    for line in lines:
        cells, position = [], 0
        for piece in line.raw.split("\t"):
            text = piece.strip()
            start = position + (piece.find(text) if text else 0)
            cells.append(RawCell((text,) if text else (), _span(line, start, len(text))))
            position += len(piece) + 1
        rows.append(tuple(cells))
    return rows


def _header_depth(rows: Sequence[RawRow], width: int) -> int:
    """One row; and those beneath that are short, or full but open empty where no group stands above."""
    depth = 1
    while depth < len(rows) - 1:
        row = rows[depth]
        opens_empty = not row[0].value and len(rows[0]) < width
        short = len(row) < width and len(rows[0]) < width
        if not (opens_empty or short) or any(NUMBER.match(cell.value) for cell in row if cell.value):
            break
        depth += 1
        if len(row) >= width:
            break
    return depth


def _column_names(header: Sequence[RawRow], width: int) -> tuple[str, ...]:
    """Names from the lowest header row up; what a shorter row above spans in the middle stays unassigned."""
    names = [cell.name for cell in _align(header[-1], width)]
    for row in reversed(header[:-1]):
        leading = next((i for i, name in enumerate(names) if name), width)
        trailing = next((i for i, name in enumerate(reversed(names)) if name), width)
        for column in range(min(leading, len(row))):
            names[column] = row[column].name
        for column in range(1, min(trailing, len(row) - min(leading, len(row))) + 1):
            names[-column] = row[-column].name
    return tuple(names)


def _align(row: RawRow, width: int) -> RawRow:
    """Rows align from the right where cells are missing."""
    return (EMPTY,) * (width - len(row)) + row[-width:] if len(row) != width else row


def _repeat_groups(rows: Sequence[RawRow], first_column: str) -> tuple[RawRow, ...]:
    """An empty first cell repeats the group above; what is added up below all of them stands in none."""
    sums = _SUBTOTAL if first_column in _ORDINAL_HEADERS else _TOTAL
    repeated: list[RawRow] = []
    for row in rows:
        opens_empty = row[0] is not EMPTY and not row[0].value
        grouped = opens_empty and len(row) > 2 and row[1].value and not sums.fullmatch(row[1].name)
        group = repeated[-1][0] if repeated and grouped else None
        repeated.append((replace(group), *row[1:]) if group is not None else row)
    return tuple(repeated)


def _label_column(columns: Sequence[str], rows: Sequence[RawRow]) -> int:
    """The first column whose cells are all filled and all different, ordinal numbers and rows that add up aside."""
    named = [row for row in rows if not any(_SUBTOTAL.fullmatch(cell.name) for cell in row[:3])]
    for column in range(min(3, len(columns))):
        names = [row[column].name for row in named if len([c for c in row if c.value]) > 1]
        full = [name for name in names if name]
        if columns[column] in _ORDINAL_HEADERS or len(full) < len(names) - 1:
            continue
        if len(set(full)) == len(full):
            return column
    return next((i for i, name in enumerate(columns) if name and name not in _ORDINAL_HEADERS), 0)
