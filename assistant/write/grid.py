"""One matrix seen through one question: the axes and values it names, and how cells become quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.draft import Quote, Statement, line
from assistant.knowledge import Ask
from index.clause import Clause
from index.facts import Matrix
from index.numerals import value as number_of

_STARS = re.compile(r"([一二两三四五\d])\s*颗?星")
_OVERALL = re.compile(r"恰好|正好|刚好|最|意思|含义|代表|表示|几个产业|哪些产业|所有|全部产业")
_GUESSED = 5  # best ranked clauses among which an unnamed row is looked for
Choice = tuple[Clause, ...]


class Grid:
    """Rows, columns and values of a matrix that a question names.

    Attributes:
        rows, columns: the clauses named; a row may be guessed from the ranking where values are asked for alone.
        values: the values asked for, by meaning, as printed, or by their number of stars.
    """

    def __init__(self, ask: Ask, matrix: Matrix) -> None:
        self.ask, self.matrix, self.text = ask, matrix, ask.question.text
        self.rows = self.named(matrix.rows)
        self.columns = self.named(matrix.columns)
        self.values = self.values_asked()

    def guess_axis(self) -> None:
        """Where the values are asked for and no axis is named: the row that retrieval ranks among the first."""
        if not self.values or _OVERALL.search(self.text):
            return
        ranked = [clause for clause in self.ask.retrieved.clauses[:_GUESSED] if clause in self.matrix.rows]
        self.rows = tuple(ranked[:1])

    def named(self, axis: Sequence[Clause]) -> Choice:
        found: list[Clause] = []
        for mention in self.ask.question.mentions:
            if mention.exactness < 0.6:
                continue
            found.extend(c for c in axis if c.address in mention.addresses or c.label == mention.name)
        return tuple(dict.fromkeys(found))

    def said_behind(self, match: re.Match[str], clause: Clause) -> bool:
        """Whether the first name behind a match is that of a clause."""
        mentions = [mention for mention in self.ask.question.mentions if self.text.find(mention.asked) >= match.end()]
        return bool(mentions) and (clause.address in mentions[0].addresses or clause.label == mentions[0].name)

    def values_asked(self) -> tuple[str, ...]:
        """Values named by what they mean, by themselves, or by their number of stars."""
        asked = []
        for value in self.matrix.values:
            meaning = self.matrix.meanings.get(value, "")
            short = meaning[:-2] if len(meaning) > 3 else meaning
            spoken = short and re.search(rf"{short}(?=[的呢是和或与及跟还、，？?有为]|$)|(?:为|作为|列为|是|当){short}", self.text)
            stars = [number_of(match) for match in _STARS.findall(self.text)]
            printed = re.search(rf"(?<!{re.escape(value[0])}){re.escape(value)}(?!{re.escape(value[0])})", self.text)
            if (meaning and meaning in self.text) or spoken or printed or len(value) in stars:
                asked.append(value)
        return tuple(asked)

    def name(self, value: str) -> str:
        meaning = self.matrix.meanings.get(value, "")
        return f"{meaning}（{value}）" if meaning else value

    def quote(self, row: Clause, column: Clause, cited: Clause) -> Quote:
        """The cell in its row or its column, whichever is cited."""
        cell = self.matrix.cells.get((row.label, column.label))
        return Quote.cell(cited, cell) if cell else Quote.of(cited)

    def holders(self, clause: Clause, values: Iterable[str] | None = None) -> tuple[Clause, ...]:
        """The columns of a row, or rows of a column, that carry one of the values (any, if None)."""
        by_row = clause.kind == "row"
        others = self.matrix.columns if by_row else self.matrix.rows
        wanted = set(values) if values is not None else None
        found = []
        for other in others:
            key = (clause.label, other.label) if by_row else (other.label, clause.label)
            cell = self.matrix.cells.get(key)
            if cell is not None and (wanted is None or cell.value in wanted):
                found.append(other)
        return tuple(found)

    def pair(self, one: Clause, other: Clause) -> Quote:
        row, column = (one, other) if one.kind == "row" else (other, one)
        return self.quote(row, column, one)

    def count_line(self, clause: Clause) -> Statement | None:
        """The number of a row or column as printed in the table."""
        if clause.kind == "column":
            totals = self.matrix.totals
            cell = next((c for c in totals.cells if c.column == clause.label), None) if totals else None
            cited = totals
        else:
            names = {column.label for column in self.matrix.columns}
            cell = next((c for c in clause.cells if c.column not in names and c.value.isdecimal()), None)
            cited = clause
        if cell is None or cited is None:
            count = len(self.holders(clause))
            return line(f"{clause.label}：{count} 个", Quote.of(clause), computed=(str(count),))
        return line(f"{clause.label}：{cell.value}个", Quote.cell(cited, cell))

    def group(self) -> Choice:
        return tuple(row for row in self.matrix.rows if (name := self.matrix.group(row)) and name in self.text)

    def alone(self, clause: Clause) -> bool:
        """Whether a row or column carries values in one place only."""
        return len(self.holders(clause)) == 1

    def size(self, clause: Clause) -> int:
        return len(self.holders(clause, self.values or None))

    def of_another_table(self) -> bool:
        """Whether the question names another annex, by number or by a word of its title (一览表)."""
        own = self.matrix.annex
        annexes = [c for c in self.ask.library.clauses if c.kind == "annex" and c is not own and self.ask.inside(c)]
        words = [self.text[max(0, m.start() - 2) : m.end()] for m in re.finditer("表", self.text)]
        titled = any(w in c.heading and w not in own.heading for c in annexes for w in words if len(w) == 3)
        numbered = any(c.label in self.text for c in annexes) and own.label not in self.text
        return titled or numbered
