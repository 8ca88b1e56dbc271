"""What a writer hands to verification: statements whose every part knows the source text it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.clause import Cell, Clause, Span
from index.sentences import Sentence
from index.text import cover


@dataclass(frozen=True, slots=True)
class Quote:
    """`[start, end)` of a clause's text, in characters."""

    clause: Clause
    start: int
    end: int

    @property
    def text(self) -> str:
        """The source text, character for character."""
        return self.clause.text[self.start : self.end]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands in the decoded file."""
        return cover(self.clause.spans, self.start, self.end)

    @classmethod
    def of(cls, clause: Clause, text: str = "") -> Quote:
        """Quote a piece of a clause by its text; all of the clause where it is empty or does not stand there."""
        at = clause.text.find(text) if text else -1
        if at >= 0:
            return cls(clause, at, at + len(text))
        start = len(clause.text) - len(clause.text.lstrip("#\t 　\n"))
        return cls(clause, start, len(clause.text.rstrip()))

    @classmethod
    def cell(cls, clause: Clause, cell: Cell) -> Quote:
        """Quote a table cell in its row or column; all of the clause where the cell does not stand in it."""
        offset = 0
        for span in clause.spans:
            if span.start <= cell.span.start and cell.span.end <= span.end:
                start = offset + cell.span.start - span.start
                return cls(clause, start, start + cell.span.end - cell.span.start)
            offset += span.end - span.start
        return cls.of(clause)

    @classmethod
    def sentence(cls, clause: Clause, sentence: Sentence) -> Quote:
        """Quote one sentence."""
        return cls(clause, sentence.start, sentence.end)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of an answer and what they rest on; the markers follow the words.

    Attributes:
        text: what is shown.
        quotes: source text behind it.
        computed: numbers in `text` that were computed from the quotes (a count, a difference), as printed.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    computed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of an answer.

    Attributes:
        parts: in reading order; the cells, where it is a table row.
        form: `line`, `item` (of a list), `row` or `header` (of a table).
    """

    parts: tuple[Part, ...]
    form: str = "line"

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes of its parts."""
        return tuple(quote for part in self.parts for quote in part.quotes)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before verification.

    Attributes:
        statements: its lines.
        refused: True where it says that the documents do not answer.
        writer: who wrote it; empty for plain sentences.
    """

    statements: tuple[Statement, ...]
    refused: bool = False
    writer: str = ""

    @property
    def structural(self) -> bool:
        """Whether it was read out of structure (an address, duties, a table) and not out of running text."""
        return self.writer not in {"", "write_figures"}

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes of its statements."""
        return tuple(quote for statement in self.statements for quote in statement.quotes)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses it rests on, in order of first use."""
        return tuple(dict.fromkeys(quote.clause for quote in self.quotes))


def line(text: str, *quotes: Quote, computed: Iterable[str] = ()) -> Statement:
    """A line of one part."""
    return Statement((Part(text, quotes, tuple(computed)),))


def item(text: str, *quotes: Quote, computed: Iterable[str] = ()) -> Statement:
    """A list item of one part."""
    return Statement((Part(text, quotes, tuple(computed)),), "item")


def distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Statements without those whose quotes others hold already; a longer one takes the place of the first it holds."""
    kept: list[Statement] = []
    for statement in statements:
        if any(_holds(other, statement) for other in kept):
            continue
        held = [at for at, other in enumerate(kept) if _holds(statement, other)]
        place = held[0] if held else len(kept)
        kept = [*kept[:place], statement, *(other for other in kept[place:] if not _holds(statement, other))]
    return kept


def _holds(one: Statement, other: Statement) -> bool:
    """Whether every quote of the other lies inside a quote of the one, and its words in those of the one; rows never do."""
    inside = (any(a.clause == b.clause and a.start <= b.start and b.end <= a.end for a in one.quotes) for b in other.quotes)
    within = other.parts[0].text in one.parts[0].text
    return one.form == other.form in {"line", "item"} and bool(other.quotes) and within and all(inside)
