"""Tables without rules: white space keeps short cells apart in the same columns all the way down.

Only a plain grid is taken for a table: a header of names, and below it in every row a cell a column, each on one line. Where
a cell wraps or is empty, nothing says which row a line belongs to: the lines stay as printed, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.read.grid import GridCell
from index.read.pdf.lines import Char, TextLine, read_rows
from index.read.pdf.tables import PageTable, Piece

_COLUMNS, _ROWS = 3, 3  # fewer are signatures, pairs of labels and values, text in two columns
_GUTTER = 0.8  # least space between two columns, in the size of the text
_BESIDE = 1.4  # pitches within which a line belongs to the one above
_PARTED = 3.0  # sizes of the text that part a table from what stands below it
_LOOKED_AT = 4  # lines below one of several cells that may be the next row
_HEADER = 12  # longest name of a column, characters
_NAMED = re.compile("(?:序号|编号|名称|项目|内容|类别|种类|指标|数量|金额|单位|部门|地区|时间|期限|姓名|职务|电话|备注)$")
_DIGIT = re.compile(r"[\d%]")
Row = Sequence[TextLine]  # the cells of a line


def aligned_tables(chars: Sequence[Char], page: int) -> tuple[list[PageTable], bool]:
    """The tables of a page that have no rules, and whether some of its lines look like one that cannot be told apart.

    Args:
        chars: of the page, those of its ruled tables left out.
    """
    rows = read_rows(chars, page)
    tables: list[PageTable] = []
    taken: set[int] = set()
    for start, end in _runs(rows):
        borders = _borders(rows[start:end])
        around = [*rows[max(start - 1, 0) : start], *rows[end : end + 1]]
        if borders and _has_header(rows[start:end]) and not any(_may_belong(row, rows[start:end], borders) for row in around):
            tables.append(_table(rows[start:end], borders, page))
            taken.update(range(start, end))
    return tables, any(_opens_grid(rows[at : at + 1 + _LOOKED_AT]) for at in range(len(rows)) if at not in taken)


def _opens_grid(rows: Sequence[Row]) -> bool:
    """Whether a line of several cells has one soon below it with two that begin where its own do."""
    starts = [cell.x0 for cell in rows[0]]
    below = ([any(abs(cell.x0 - x) < 0.5 * cell.size for x in starts) for cell in row] for row in rows[1:])
    return len(starts) >= _COLUMNS and any(sum(aligned) > 1 for aligned in below)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where several rows of several cells follow each other: first row, row after the last."""
    start = 0
    for index in range(len(rows) + 1):
        goes_on = index < len(rows) and len(rows[index]) > 1
        if goes_on and index > start:
            goes_on = rows[index][0].top - rows[index - 1][0].top < _PARTED * rows[index][0].size
        if not goes_on:
            if index - start >= _ROWS and max(map(len, rows[start:index])) >= _COLUMNS:
                yield start, index
            start = index if index < len(rows) and len(rows[index]) > 1 else index + 1


def _borders(rows: Sequence[Row]) -> tuple[float, ...]:
    """The edges of the columns, in points; none where the rows differ in cells or no space runs all the way down."""
    if len({len(row) for row in rows}) > 1:
        return ()
    columns = [(min(cell.x0 for cell in column), max(cell.x1 for cell in column)) for column in zip(*rows, strict=True)]
    if any(right[0] - left[1] < _GUTTER * rows[0][0].size for left, right in pairwise(columns)):
        return ()
    return (columns[0][0], *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1])


def _has_header(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns: one of figures, or one that is called what columns are called."""
    names = [cell.text for cell in rows[0]]
    if len(set(names)) < len(names) or any(_DIGIT.search(name) or len(name) > _HEADER or name[-1] in "，；。：" for name in names):
        return False
    figures = any(all(_DIGIT.search(cell.text) for cell in column[1:]) for column in zip(*rows, strict=True))
    return figures or any(map(_NAMED.search, names))


def _may_belong(row: Row, rows: Sequence[Row], borders: Sequence[float]) -> bool:
    """Whether a line above or below a table may be part of a cell: close to it, and in no two columns at once."""
    pitch = min(below[0].top - above[0].top for above, below in pairwise(rows))
    near = min(abs(row[0].top - rows[0][0].top), abs(row[0].top - rows[-1][0].top)) < _BESIDE * pitch
    return near and not any(cell.x0 < border < cell.x1 for cell in row for border in borders[1:-1])


def _table(rows: Sequence[Row], borders: tuple[float, ...], page: int) -> PageTable:
    box = (borders[0], min(cell.top for cell in rows[0]), borders[-1], max(cell.bottom for cell in rows[-1]))
    pieces = tuple(
        tuple(Piece(column, GridCell((cell.text,)), low=True, full=False) for column, cell in enumerate(row)) for row in rows
    )
    return PageTable(box, borders, pieces, page)
