"""Answers out of tables whose cells are prose: the cell, or the paragraph of it, that the question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.draft import Draft, Quote, Statement, line
from assistant.knowledge import Ask, pairs
from index.clause import Cell, Clause

_MEMBER = re.compile(r"(?:哪|什么|几)(?:个|些|几个|类|一类|项)?(?:产业|行业|类别|领域|类)|哪类产业|属于")
_TABLE = re.compile(r"附件|一览表|表(?:里|中|格)")


def write_cells(ask: Ask) -> Draft | None:
    """The cells of the rows and columns that the question names; or the rows whose cell names something."""
    columns = _columns_asked(ask)
    rows = [row for row in ask.knowledge.prose_rows if not ask.question.documents or row.document in ask.question.documents]
    if not rows or not (columns or _TABLE.search(ask.question.text)):
        return None
    return _members(ask, rows, columns) or _paragraphs(ask, rows, columns)


def _columns_asked(ask: Ask) -> tuple[str, ...]:
    """Columns that the question names, by a good part of their name."""
    found = []
    for column in ask.knowledge.prose_columns:
        core = re.sub(r"\d+年|重点|发展", "", column)
        if column in ask.question.text or (len(core) >= 4 and core in ask.question.text):
            found.append(column)
        elif len(core) >= 4 and any(core[i : i + 4] in ask.question.text for i in range(len(core) - 3)):
            found.append(column)
    return tuple(found)


def _members(ask: Ask, rows: Sequence[Clause], columns: Sequence[str]) -> Draft | None:
    """Which rows list a name: 隆平高科是哪个产业的重点支撑企业."""
    names = [m for m in ask.question.named("listed") if m.exactness == 1.0 and not m.kinds & {"row"}]
    phrases = [*ask.question.phrases, *(mention.name for mention in names)]
    if not _MEMBER.search(ask.question.text) or not phrases:
        return None
    for phrase in phrases:
        found = [
            (row, cell)
            for row in rows
            for cell in row.cells
            if phrase in cell.value and (not columns or cell.column in columns)
        ]
        if found:
            return Draft(tuple(_member(row, cell, phrase) for row, cell in found[:8]))
    return None


def _member(row: Clause, cell: Cell, phrase: str) -> Statement:
    paragraph = next((p for p in _paragraphs_of(row, cell) if phrase in p.text), _cell_quote(row, cell))
    return line(f"{row.label}（{cell.column}）", paragraph)


def _paragraphs(ask: Ask, rows: Sequence[Clause], columns: Sequence[str]) -> Draft | None:
    named = [row for row in rows if any(row.address in m.addresses and m.exactness >= 0.6 for m in ask.question.mentions)]
    parts = list(_titled(ask, named or rows, columns)) or ([] if named else list(_titled(ask, rows, columns)))
    if parts:
        return Draft(tuple(line(quote.text, quote) for quote in parts[:4]))
    if not named or not columns:
        return None
    statements = []
    for row in named[:4]:
        for cell in row.cells:
            if cell.column in columns:
                prefix = f"{row.label}：" if len(named) > 1 else ""
                statements.append(line(prefix + _readable(cell), _cell_quote(row, cell)))
    return Draft(tuple(statements)) if statements else None


def _titled(ask: Ask, rows: Sequence[Clause], columns: Sequence[str]) -> Iterator[Quote]:
    """Paragraphs of a cell that open with a title the question names: 海洋装备：…."""
    if not columns:
        return
    for row in rows:
        for cell in row.cells:
            if cell.column not in columns:
                continue
            for quote in _paragraphs_of(row, cell):
                title, colon, _ = quote.text.partition("：")
                if colon and 2 <= len(title) <= 12 and _names(ask.question.text, title):
                    yield quote


def _names(text: str, title: str) -> bool:
    common = pairs(text) & pairs(title)
    return title in text or (len(common) == len(pairs(title)) and len(common) > 1)


def _readable(cell: Cell) -> str:
    return " ".join(cell.value.split())


def _cell_quote(row: Clause, cell: Cell) -> Quote:
    start = cell.span.start - row.spans[0].start
    return Quote(row, start, start + cell.span.end - cell.span.start)


def _paragraphs_of(row: Clause, cell: Cell) -> Iterator[Quote]:
    whole = _cell_quote(row, cell)
    offset = whole.start
    for piece in whole.text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            start = offset + piece.index(stripped)
            yield Quote(row, start, start + len(stripped))
        offset += len(piece)
