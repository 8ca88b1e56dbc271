"""The pieces of a clause between its commas, each with what its sentence or its cell says around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.compose.claims import Figure, figures, pieces, plain, target_years
from assistant.compose.measure import measure
from assistant.knowledge import pairs
from assistant.quotation import cell_name
from index.clause import Cell, Clause

_SENTENCE_END = re.compile(r"[。！？!?]")


@dataclass(frozen=True)
class Segment:
    """A piece of a clause between two commas, folded.

    Attributes:
        text: the piece.
        sentence: the sentence it stands in, or that and the column of its cell.
        year: the last one that its sentence names before its end; empty where none is.
        cell: names of the row and the column it stands in; empty for running text.
    """

    text: str
    sentence: str
    year: str = ""
    cell: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its character pairs."""
        return frozenset(pairs(self.text))

    @cached_property
    def around(self) -> frozenset[str]:
        """Character pairs of its sentence."""
        return frozenset(pairs(self.sentence))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures."""
        return tuple(figures(self.text))

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Number and unit of each figure, in order."""
        return tuple((figure.number, figure.unit) for figure in self.figures)

    @cached_property
    def measure(self) -> frozenset[str]:
        """What its figures measure, as character pairs."""
        return measure(self.text)


def segments_of(text: str, year: str = "", cell: tuple[str, ...] = ()) -> Iterator[Segment]:
    """The segments of a text; a year holds until the end of its sentence."""
    for sentence in filter(None, _SENTENCE_END.split(plain(text))):
        said = ""
        for piece in pieces(sentence):
            said = (target_years(piece) or [said])[-1]
            yield Segment(piece, "，".join((sentence, *cell)), said or year, cell)


def segments_of_cell(clause: Clause, cell: Cell) -> Iterator[Segment]:
    """The segments of a table cell, which begins with the name of its column."""
    named = tuple(filter(None, map(plain, (cell.row, cell.column, clause.label))))
    yield from segments_of(f"{cell_name(clause, cell)}{cell.value}", cell=named)
