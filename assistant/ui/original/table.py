"""The rows of an annex as the table they were. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from assistant.ui.clause.cells import unnamed
from assistant.ui.clause.marking import Mark, line_to_html, marked_lines
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from index.clause import Cell, Clause

_SHORT = 4  # characters; such a cell stays on one line


def table_to_html(rows: Sequence[Clause], marked: Sequence[Mark], current: str = "") -> str:
    """Rows of one table, in order; a cell that stands for several rows is printed once.

    Args:
        marked: what is marked of the document.
        current: address of the clause that is looked at.
    """
    names = column_names(rows)
    first = names.index(_leading(rows, names)[-1]) + 1 if _leading(rows, names) else 0
    header = [*names[:first], None, *names[first:]]
    heads = "".join(f'<th scope="col">{unnamed() if name is None else escape(name) or "—"}</th>' for name in header)
    body = "".join(_row(rows, at, header, marked, current) for at in range(len(rows)))
    return (
        f'<div class="scroller" tabindex="0" role="region" aria-label="{say("表格")}"><table class="annex">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def column_names(rows: Iterable[Clause]) -> list[str]:
    """The columns of a table in printed order; a row names only those where it has a value.

    >>> column_names([])
    []
    """
    names: list[str] = []
    for row in rows:
        at = 0
        for cell in row.cells:
            if cell.column not in names:
                names.insert(at, cell.column)
            at = names.index(cell.column) + 1
    return names


def _leading(rows: Sequence[Clause], names: Sequence[str]) -> list[str]:
    """The columns in front of the rows' own names: those of the groups, whose cells several rows share."""
    groups = {
        cell.column
        for before, row in pairwise(rows)
        for cell in row.cells
        if cell.span in {other.span for other in before.cells}
    }
    return [name for name in names if name in groups]


def _row(rows: Sequence[Clause], at: int, header: Sequence[str | None], marked: Sequence[Mark], current: str) -> str:
    row = rows[at]
    cells = {cell.column: cell for cell in row.cells}
    parts = [_name(row) if name is None else _cell(rows, at, cells.get(name), marked) for name in header]
    here = ' aria-current="location"' if row.address == current else ""
    return f'<tr id="at-{escape(row.address)}"{here}>{"".join(parts)}</tr>'


def _name(row: Clause) -> str:
    address = escape(row.address)
    return (
        f'<th scope="row">{escape(row.label)}<a class="permalink" href="{clause_link(row.address)}" '
        f'data-copy="{clause_link(row.address)}" aria-label="{say("复制链接")}：{address}">{say("链接")}</a></th>'
    )


def _cell(rows: Sequence[Clause], at: int, cell: Cell | None, marked: Sequence[Mark]) -> str:
    if cell is None:
        return "<td></td>"
    if at and _shares(rows[at - 1], cell):
        return ""
    span = 1
    while at + span < len(rows) and _shares(rows[at + span], cell):
        span += 1
    lines = "<br>".join(line_to_html(line) for line in marked_lines(_holder(rows, cell), (cell.span,), marked))
    kind = ' class="short"' if len(cell.value) <= _SHORT else ""
    return f'<td rowspan="{span}"{kind}>{lines or escape(cell.value)}</td>'


def _shares(row: Clause, cell: Cell) -> bool:
    return any(other.span == cell.span and other.column == cell.column for other in row.cells)


def _holder(rows: Sequence[Clause], cell: Cell) -> Clause:
    """The row whose own text holds the cell."""
    inside = (row for row in rows if any(span.start <= cell.span.start and cell.span.end <= span.end for span in row.spans))
    return next(inside, rows[0])
