"""The cells of a table row or column as HTML; stars are named as well as counted. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.quotation import cell_name, common
from assistant.ui.clause.marking import Mark, line_to_html, marked_lines
from assistant.ui.labels import say
from index.clause import Cell, Clause

_LONG = 12  # characters; a longer cell is prose


def is_matrix(clause: Clause) -> bool:
    """Whether a row or column has short values, many of them the same."""
    values = [cell.value for cell in clause.cells]
    return len(values) > 2 and len(set(values)) < len(values) and all(len(value) <= _LONG for value in values)


def cells_to_html(clause: Clause, marked: Sequence[Mark], legend: Mapping[str, str]) -> str:
    """All cells, one below the other: name, value, what the value means."""
    rows = "".join(_row(clause, cell, marked, legend) for cell in clause.cells)
    return f'<table class="cells{" short" if is_matrix(clause) else ""}"><tbody>{rows}</tbody></table>'


def _row(clause: Clause, cell: Cell, marked: Sequence[Mark], legend: Mapping[str, str]) -> str:
    lines = marked_lines(clause, (cell.span,), marked)
    value = "".join(f"<p>{line_to_html(line)}{_meaning(cell.value, legend)}</p>" for line in lines)
    shown = value or escape(cell.value)  # what stands for several rows is no text of this one
    return f'<tr><th scope="row">{escape(cell_name(clause, cell)) or "—"}</th><td>{shown}</td></tr>'


def levels_to_html(clause: Clause, marked: Sequence[Mark], legend: Mapping[str, str]) -> str:
    """A matrix row or column at a glance: for each value of the legend the names that have it, those marked set apart.

    Empty where the clause is no matrix with a legend.
    """
    rows = [_level(clause, value, marked, legend) for value in legend if any(c.value == value for c in clause.cells)]
    if not rows:
        return ""
    caption = escape(clause.reference.rpartition("）")[2] or clause.reference)
    return f'<table class="levels"><caption>{caption}</caption><tbody>{"".join(rows)}</tbody></table>'


def _level(clause: Clause, value: str, marked: Sequence[Mark], legend: Mapping[str, str]) -> str:
    names = "、".join(_name(clause, cell, marked) for cell in clause.cells if cell.value == value)
    return f'<tr><th scope="row">{escape(value)}{_meaning(value, legend)}</th><td>{names}</td></tr>'


def _name(clause: Clause, cell: Cell, marked: Sequence[Mark]) -> str:
    name = escape(cell_name(clause, cell))
    return f"<mark>{name}</mark>" if common((cell.span,), [mark.span for mark in marked]) else name


def _meaning(value: str, legend: Mapping[str, str]) -> str:
    return f' <span class="meaning">{escape(legend[value])}</span>' if value in legend else ""


def unnamed() -> str:
    """What stands over a column without name."""
    return f'<span class="unseen">{say("名称")}</span>'
