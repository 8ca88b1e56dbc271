"""A table that has been read: rows, header, the column that names the rows, matrices and their totals."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from index.clause import Cell, Span
from index.text import compact

_CODE = re.compile(r"^([A-Za-z]\d{0,2})[：:]\s*")
_ORDINAL = re.compile(r"^\d{1,3}[．.、](?=\D|(?:19|20)\d{2}年)")  # 3．港口吞吐量; a number alone is no name to look a row up by
NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_SHORT = 4  # longest value of a matrix cell, characters
_VOCABULARY = 4  # most different values in a matrix


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it stands in the file; `paragraphs` are its lines."""

    paragraphs: tuple[str, ...]
    span: Span

    @property
    def value(self) -> str:
        """Lines joined; a new line is kept only between whole paragraphs."""
        joined = ""
        for paragraph in self.paragraphs:
            breaks = joined.endswith(("。", "；")) or bool(re.match(r"[^：，。]{2,12}：", paragraph))
            joined += ("\n" if joined and breaks else "") + paragraph
        return joined

    @property
    def name(self) -> str:
        """The value as the name of a row or column: no white space, no code, no number of its own."""
        return _ORDINAL.sub("", _CODE.sub("", compact(self.value)))

    @property
    def code(self) -> str:
        """A code such as `B2` in front of the name, else empty."""
        match = _CODE.match(self.value)
        return match.group(1) if match else ""


EMPTY = RawCell((), Span(0, 0))
RawRow = tuple[RawCell, ...]


@dataclass(frozen=True)
class Table:
    """A table whose rows all have `width` cells, groups repeated, header apart.

    Attributes:
        columns: the name of each column, empty where the file does not give one.
        header: the header rows as they stand.
        rows: the body.
        extents: where each row of the body stands in the file.
        label: the column that names the rows.
    """

    columns: tuple[str, ...]
    header: tuple[RawRow, ...]
    rows: tuple[RawRow, ...]
    extents: tuple[Span, ...]
    label: int

    @cached_property
    def matrix(self) -> tuple[int, ...]:
        """The columns with short, repeating values; empty for a table of prose or counts."""
        candidates = [column for column in range(self.label + 1, len(self.columns)) if self._repeats(column)]
        values = Counter(row[column].value for column in candidates for row in self.data_rows if row[column].value)
        enough = len(candidates) >= 3 and sum(values.values()) >= 3 * len(values)
        return tuple(candidates) if enough and 1 <= len(values) <= _VOCABULARY else ()

    def _repeats(self, column: int) -> bool:
        values = {row[column].value for row in self.data_rows} - {""}
        return bool(self.columns[column]) and all(len(v) <= _SHORT and not NUMBER.match(v) for v in values)

    @cached_property
    def totals(self) -> RawRow | None:
        """A last row of counts beneath a matrix, its cells aligned with the columns."""
        last = self.rows[-1] if len(self.rows) > 2 else None
        if last is None:
            return None
        numbers = [cell.value for cell in last[self.label + 1 :] if cell.value]
        above = [cell.value for row in self.rows[:-1] for cell in row[self.label + 1 :] if cell.value]
        mostly_words = sum(1 for v in above if NUMBER.match(v)) < len(above) / 2
        return last if len(numbers) >= 3 and all(map(NUMBER.match, numbers)) and mostly_words else None

    @property
    def data_rows(self) -> tuple[RawRow, ...]:
        """The rows without the totals."""
        return self.rows[:-1] if self.totals is not None else self.rows

    def row_name(self, row: RawRow) -> str:
        """What names the row: its label cell, else its first cell that holds anything."""
        return row[self.label].name or next((cell.name for cell in row if cell.value), "")

    @cached_property
    def printed_names(self) -> dict[str, str]:
        """The name of each row as printed, with its code: `绿色矿业` is `A2：绿色矿业`."""
        return {self.row_name(row): compact(row[self.label].value) for row in self.data_rows if row[self.label].code}

    def row_cells(self, row: RawRow) -> tuple[Cell, ...]:
        """The row's cells by column, without the one that names it; empty cells left out."""
        name = self.row_name(row)
        return tuple(
            Cell(name, self.columns[column], cell.value, cell.span)
            for column, cell in enumerate(row)
            if column != self.label and cell.value and cell.name != name
        )

    def column_cells(self, column: int) -> tuple[Cell, ...]:
        """The cells of a matrix column, totals included, empty cells left out."""
        return tuple(
            Cell(self.row_name(row), self.columns[column], row[column].value, row[column].span)
            for row in self.rows
            if row[column].value
        )

    def disagreements(self) -> tuple[str, ...]:
        """Where the printed totals of a matrix are not what its cells add up to."""
        if not self.matrix:
            return ()
        found = []
        for column in self.matrix:
            count = sum(1 for row in self.data_rows if row[column].value)
            if self.totals is not None and self.totals[column].value not in {str(count), ""}:
                found.append(f"“{self.columns[column]}”列印 {self.totals[column].value}，实为 {count}")
        for row in self.data_rows:
            count = sum(1 for column in self.matrix if row[column].value)
            printed = row[-1].value if NUMBER.match(row[-1].value) and len(row) - 1 not in self.matrix else ""
            if printed and int(float(printed)) != count:
                found.append(f"“{self.row_name(row)}”行印 {printed}，实为 {count}")
        return tuple(found)
