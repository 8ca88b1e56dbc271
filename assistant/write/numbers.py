"""Answers out of tables of numbers: a cell, the extremes of a column, the rows with a given number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Quote, Statement, line
from assistant.knowledge import Ask, pairs
from assistant.write.comparison import DIFFERENCE
from index.clause import Cell, Clause
from index.numerals import value as number_of
from index.text import compact

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_EXTREME = re.compile(r"最(多|少|高|低|大|小)")
_EQUAL = re.compile(r"(?:是|为|等于|都是|有)\s*([\d零一二两三四五六七八九十百]+)(?=[？?，。]|$|的)")
_TOTAL = re.compile(r"总计|合计|小计|共计|总数")
_SEVERAL = re.compile(r"、|和|各|分别|坐标|是个?什么")
_UNIT = re.compile(r"[（(]([^（）()\d]{1,6})[）)]$")  # of a column: 总投资（亿元）
_MOSTLY = 0.7  # share of a column's cells that are numbers
_NAMED = 0.5  # share of a column's name that the question has to say
_MOST = 12  # rows of an answer


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table and its columns of numbers."""

    rows: tuple[Clause, ...]
    columns: tuple[str, ...]


def write_numbers(ask: Ask) -> Draft | None:
    """What a table of numbers says about the rows and columns that the question names."""
    for table in _tables(ask):
        columns = _named_columns(ask, table)
        rows = [row for row in table.rows if _names_row(ask, row)]
        coded = any(row.label.partition("~")[0].isascii() for row in rows)  # C5, 12: names nothing but a row
        if not columns and not (rows and (coded or re.search("表|附件", ask.question.text))):
            continue
        draft = _read(ask, table, columns or table.columns, rows) if columns or not rows else _rows_whole(rows)
        if draft is not None:
            return draft
    return None


def _read(ask: Ask, table: _Table, columns: Sequence[str], rows: Sequence[Clause]) -> Draft | None:
    text = ask.question.text
    body = [row for row in table.rows if not _TOTAL.search(row.label)]
    if rows:
        if _SEVERAL.search(text) or len(columns) != 1 or any(_says_another(text, row, columns[0]) for row in rows):
            return _rows_whole(rows)
        if len(rows) == 2 and DIFFERENCE.search(text) and (apart := _apart(rows, columns[0])):
            return apart
        return _cells([cell for row in rows for cell in row.cells if cell.column in columns], rows)
    extreme, equal = _EXTREME.search(text), _EQUAL.search(text)
    found = [(row, cell, float(m.group())) for row, cell in _column(body, columns[0]) if (m := _NUMBER.match(cell.value))]
    if extreme and found:
        best = (max if extreme.group(1) in "多高大" else min)(number for _, _, number in found)
        return _rows([(row, cell) for row, cell, number in found if number == best])
    if equal and found and (wanted := number_of(equal.group(1))) is not None:
        return _rows([(row, cell) for row, cell, number in found if number == wanted])
    if _TOTAL.search(text) or re.search("一共|总共", text):
        totals = [row for row in table.rows if _TOTAL.search(row.label)]
        return _cells([cell for row in totals for cell in row.cells if cell.column in columns], totals)
    return None


def _says_another(text: str, row: Clause, column: str) -> bool:
    """Whether a question says what another cell of the row says (是预期性还是约束性)."""
    cells = (cell for cell in row.cells if cell.column != column and cell.value not in row.label)
    return any(len(cell.value) > 1 and not _NUMBER.search(cell.value) and compact(cell.value) in text for cell in cells)


def _apart(rows: Sequence[Clause], column: str) -> Draft | None:
    """The difference of two numbers of a column, with both cells below it."""
    cells = [(row, cell) for row in rows for cell in row.cells if cell.column == column and _NUMBER.fullmatch(cell.value)]
    below = _rows(cells)
    if len(cells) != 2 or below is None:
        return None
    unit = _UNIT.search(column)
    shown = f"{abs(float(cells[0][1].value) - float(cells[1][1].value)):.10g}{unit.group(1) if unit else ''}"
    quotes = tuple(Quote.cell(row, cell) for row, cell in cells)
    return Draft((line(f"相差{shown}（据所引数字计算）", *quotes, computed=(shown,)), *below.statements))


def _tables(ask: Ask) -> list[_Table]:
    by_annex: dict[str, list[Clause]] = {}
    for row in ask.knowledge.prose_rows:
        if ask.inside(row):
            by_annex.setdefault(row.address.rpartition("/")[0], []).append(row)
    tables = [_Table(tuple(rows), _number_columns(rows)) for rows in by_annex.values()]
    ranked = {clause.address.rpartition("/")[0]: -n for n, clause in enumerate(ask.retrieved.clauses)}
    return sorted((t for t in tables if t.columns), key=lambda t: -ranked.get(t.rows[0].address.rpartition("/")[0], -999))


def _number_columns(rows: Sequence[Clause]) -> tuple[str, ...]:
    names = dict.fromkeys(cell.column for row in rows for cell in row.cells if cell.column)
    return tuple(name for name in names if _is_numeric([cell for _, cell in _column(rows, name)], len(rows)))


def _is_numeric(cells: Sequence[Cell], rows: int) -> bool:
    numbers = [cell for cell in cells if _NUMBER.match(cell.value) and len(cell.value) < 12]
    return rows >= 3 and len(numbers) >= _MOSTLY * rows


def _column(rows: Sequence[Clause], name: str) -> list[tuple[Clause, Cell]]:
    return [(row, cell) for row in rows for cell in row.cells if cell.column == name]


def _named_columns(ask: Ask, table: _Table) -> list[str]:
    """Columns whose name the question says, the one it says most of first; years have to agree."""
    text = ask.question.text
    scored = []
    for column in table.columns:
        years = re.findall(r"(?:19|20)\d{2}", column)
        core = pairs(re.sub(r"\d+年?", "", column))
        share = len(core & pairs(text)) / len(core) if core else 1.0
        if all(year in text for year in years) and (share >= _NAMED):
            scored.append((share + bool(years), column))
    best = max((score for score, _ in scored), default=0.0)
    return [column for score, column in scored if score == best]


def _names_row(ask: Ask, row: Clause) -> bool:
    label, text = row.label.partition("~")[0], ask.question.text
    if _NUMBER.fullmatch(label):
        return re.search(rf"(?:第|点|号|编号|序号)\s*{label}(?![\d.])|(?<![\d.]){label}\s*(?:号|行|项|排)", text) is not None
    bounded = rf"(?<![A-Za-z0-9]){re.escape(label)}(?![A-Za-z0-9])" if label.isascii() else re.escape(label)
    return len(label) >= 2 and re.search(bounded, text, re.IGNORECASE) is not None and not _TOTAL.search(label)


def _cells(cells: Sequence[Cell], rows: Sequence[Clause]) -> Draft | None:
    by_name = {row.label.partition("~")[0]: row for row in rows}
    found = [(by_name[cell.row], cell) for cell in cells if cell.row in by_name]
    return _rows(found)


def _rows_whole(rows: Sequence[Clause]) -> Draft:
    """Every cell of the rows, a line each."""
    return Draft(tuple(_whole_row(row) for row in rows[:_MOST]))


def _whole_row(row: Clause) -> Statement:
    cells = [cell for cell in row.cells if cell.value]
    shown = "；".join(f"{cell.column} {compact(cell.value)}".strip() for cell in cells)
    numbers = [number for cell in cells for number in _NUMBER.findall(cell.column)]
    return line(f"{row.label}：{shown}", Quote.of(row), computed=numbers)


def _rows(found: Sequence[tuple[Clause, Cell]]) -> Draft | None:
    statements = []
    for row, cell in found[:_MOST]:
        text = f"{row.label}：{cell.column} {cell.value}"
        statements.append(line(text, Quote.cell(row, cell), computed=_NUMBER.findall(cell.column)))
    return Draft(tuple(statements)) if statements else None
