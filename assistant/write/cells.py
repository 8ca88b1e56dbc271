"""Answers out of tables whose cells are prose: the cell, or the paragraph of it, that the question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.draft import Draft, Quote, Statement, line
from assistant.knowledge import Ask, pairs
from assistant.write.sentences import best_sentences
from index.clause import Cell, Clause

_MEMBER = re.compile(r"(?:哪|什么|几)(?:个|些|几个|类|一类|两个|项)?(?:产业|行业|类别|领域|类)|哪类产业|属于")
_TABLE = re.compile(r"附件|一览表|表(?:里|中|格)")
_GENERAL = re.compile(r"\d+年|重点|发展")
_PARAGRAPHS = 4  # most paragraphs of an answer


def write_rows(ask: Ask) -> Draft | None:
    """The rows whose cells list a name: 隆平高科是哪个产业的重点支撑企业."""
    columns = _columns_asked(ask)
    if not _MEMBER.search(ask.question.text) or not (columns or _TABLE.search(ask.question.text)):
        return None
    names = [m.name for m in ask.question.named("listed") if m.exactness == 1.0 and not m.kinds & {"row", "heading"}]
    for name in [*ask.question.phrases, *names]:
        found = [(row, cell) for row, cell in _cells(ask, columns) if name in cell.value]
        if found:
            return Draft(tuple(_member(row, cell, name) for row, cell in found))
    return None


def _cells(ask: Ask, columns: Sequence[str]) -> Iterator[tuple[Clause, Cell]]:
    for row in ask.knowledge.prose_rows:
        if ask.inside(row):
            yield from ((row, cell) for cell in row.cells if not columns or cell.column in columns)


def _member(row: Clause, cell: Cell, name: str) -> Statement:
    paragraph = next((quote for quote in _paragraphs(row, cell) if name in quote.text), Quote.cell(row, cell))
    return line(f"{row.label}（{cell.column}）" if cell.column else row.label, paragraph)


def write_cells(ask: Ask) -> Draft | None:
    """The cells, or paragraphs of cells, of the rows and columns that the question names."""
    columns = _columns_asked(ask)
    if not columns:
        return None
    named = [row for row in ask.subjects("row", exactness=0.6) if row in ask.knowledge.prose_rows]
    sure = any(mention.exactness == 1.0 for mention in ask.question.named("row"))
    titled = list(_titled(ask, columns, named)) or ([] if named and sure else list(_titled(ask, columns, ())))
    quotes = titled or [Quote.cell(row, cell) for row in named[:4] for cell in row.cells if cell.column in columns]
    named_in_full = any(quote.text.partition("：")[0] in ask.question.text for quote in titled)
    if not quotes or not (named_in_full or _TABLE.search(ask.question.text) or _beats_prose(ask, quotes)):
        return None
    several = len({quote.clause.address for quote in quotes}) > 1
    return Draft(tuple(_statement(quote, several) for quote in quotes[:_PARAGRAPHS]))


def _statement(quote: Quote, several: bool) -> Statement:
    text = "\n".join(part.strip() for part in quote.text.splitlines() if part.strip())
    joined = re.sub(r"(?<=[、，])\n", "", text)
    return line(f"{quote.clause.label}：{joined}" if several else joined, quote)


def _beats_prose(ask: Ask, quotes: Sequence[Quote]) -> bool:
    """Whether the best sentence anywhere stands in one of the rows, or the columns or the only row are named in full."""
    if any(column in ask.question.text for column in ask.knowledge.prose_columns):
        return True
    exact = {address for m in ask.question.named("row") if m.exactness == 1.0 for address in m.addresses}
    if len({quote.clause.address for quote in quotes}) == 1 and quotes[0].clause.address in exact:
        return True
    best = best_sentences(ask, count=1)
    return bool(best) and best[0].quote.clause in {quote.clause for quote in quotes}


def _columns_asked(ask: Ask) -> tuple[str, ...]:
    """Columns that the question names: in full, or most words of their name."""
    return tuple(column for column in sorted(ask.knowledge.prose_columns) if _column_named(ask.question.text, column))


def _column_named(text: str, column: str) -> bool:
    core = _GENERAL.sub("", column)
    words = [core[i : i + 2] for i in range(0, len(core) - 1, 2)]
    if column in text or (len(core) >= 4 and core in text):
        return True
    if len(words) < 2:
        return bool(_TABLE.search(text)) and len(core) >= 2 and core in text
    return sum(word in text for word in words) >= max(2, len(words) - 1)


def _titled(ask: Ask, columns: Sequence[str], rows: Sequence[Clause]) -> Iterator[Quote]:
    """Paragraphs of a cell that open with a title the question names: 海洋装备：…."""
    for row, cell in _cells(ask, columns):
        if rows and row not in rows:
            continue
        for quote in _paragraphs(row, cell):
            title, colon, _ = quote.text.partition("：")
            if colon and 2 <= len(title) <= 12 and _names(ask.question.text, title):
                yield quote


def _names(text: str, title: str) -> bool:
    common = pairs(text) & pairs(title)
    return title in text or (len(common) == len(pairs(title)) and len(common) > 1)


def _paragraphs(row: Clause, cell: Cell) -> Iterator[Quote]:
    whole = Quote.cell(row, cell)
    offset = whole.start
    for piece in whole.text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            start = offset + piece.index(stripped)
            yield Quote(row, start, start + len(stripped))
        offset += len(piece)
