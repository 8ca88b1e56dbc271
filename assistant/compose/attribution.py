"""Whose a figure is: what a sentence says it measures, and for which year, has to be said where a clause prints it.

A true figure joined to the wrong thing is worse than a wrong one, because it can be found in the document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.compose.claims import Figure, figures, pieces, target_years
from assistant.compose.lexicon import Lexicon
from assistant.compose.measure import measure
from assistant.compose.segments import Segment
from assistant.compose.source import Source
from assistant.knowledge import place

LEAST_MEASURED = 0.5  # share of what a sentence says a figure measures that has to stand in the figure's own sentence
_MEASURED = 2  # pairs; with less a piece does not say what its figure measures
_NARROW = 2  # pairs of what is measured that the place of another figure may say more of than the figure's own
_SAME_MEASURE = 0.9  # share of another figure's measure that says it is meant
_APART = "分别"
_THINGS = 6  # characters before it, which name the things in their order


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sentence.

    Attributes:
        figure: with its place in the piece.
        piece: between two commas.
        measure: what it is said to measure, as character pairs.
        names: the printed names nearest to it, in its piece or before.
        year: it is said to be for; empty where none is named.
    """

    figure: Figure
    piece: str
    measure: frozenset[str]
    names: frozenset[str]
    year: str


def attribution_fault(folded: str, sources: Sequence[Source], lexicon: Lexicon, meant: Collection[Source]) -> str:
    """What is wrong with where the figures of a sentence are taken from; empty where nothing is.

    Args:
        meant: the clauses that a sentence which names nothing is about; empty where that cannot be told.
    """
    for stated in _stated(folded, lexicon):
        held = [(s, segment) for s in sources for segment in s.segments if _prints(stated.figure, s, segment)]
        if not held:  # it stands in a heading
            continue
        what = f"{stated.figure.number}{stated.figure.unit}"
        for kind, holds in (("年份所指", _is_for_year), ("数字所指", _is_of_names), ("数字所指", _is_measured), ("数字所指", _is_in_order)):
            held = [(source, segment) for source, segment in held if holds(stated, source, segment)]
            if not held:
                return f"{kind}：{what}"
        if not stated.names and meant and not any(source in meant for source, _ in held):
            return f"数字所指：{what}"
        if _belongs_elsewhere(stated, [segment for _, segment in held], sources):
            return f"数字所指：{what}"
    return ""


def is_same(stated: Figure, held: Figure, source: Source) -> bool:
    """The same number with the same unit; a number alone in a table cell takes its unit from the column."""
    if stated.number != held.number:
        return False
    if stated.unit:
        return stated.unit == held.unit or (bool(source.clause.cells) and not held.unit)
    return not stated.after or (held.unit or held.after).startswith(stated.after)


def _stated(folded: str, lexicon: Lexicon) -> Iterator[Stated]:
    year, before, names = "", frozenset[str](), frozenset[str]()
    for piece in pieces(folded):
        year = (target_years(piece) or [year])[-1]
        names = lexicon.printed(piece) or names
        own = measure(piece)
        for figure in figures(piece):
            yield Stated(figure, piece, own if len(own) >= _MEASURED else own | before, names, year)
        before = own if len(own) >= _MEASURED else own | before


def _prints(figure: Figure, source: Source, segment: Segment) -> bool:
    return any(is_same(figure, held, source) for held in segment.figures)


def _is_for_year(stated: Stated, source: Source, segment: Segment) -> bool:
    return not (stated.year and segment.year) or stated.year == segment.year


def _is_of_names(stated: Stated, source: Source, segment: Segment) -> bool:
    """Whether the clause speaks of what the sentence names; of a table the cell, where it names a row or column."""
    labels = {name for name in stated.names if name in source.labels or place(name) in source.labels}
    if segment.cell and labels and not any(name in segment.cell or place(name) in segment.cell for name in labels):
        return False
    return not stated.names or any(name in source.known or place(name) in source.known for name in stated.names)


def _is_measured(stated: Stated, source: Source, segment: Segment) -> bool:
    known = segment.around | source.name_pairs
    return len(stated.measure) < _MEASURED or len(stated.measure & known) >= LEAST_MEASURED * len(stated.measure)


def _is_in_order(stated: Stated, source: Source, segment: Segment) -> bool:
    """Figures that a clause gives to several things apart (分别) are given to them in the same order, all of them."""
    if _APART not in segment.text or len(segment.keys) < 2:
        return True
    things = stated.piece.partition(_APART)[0][-_THINGS:] if _APART in stated.piece else ""
    return things in segment.text and [(figure.number, figure.unit) for figure in figures(stated.piece)] == list(segment.keys)


def _belongs_elsewhere(stated: Stated, own: Sequence[Segment], sources: Sequence[Source]) -> bool:
    """Whether the places where clauses print the figure speak of something else, and another figure's place of this."""
    if not stated.figure.unit:
        return False
    keys = {(figure.number, figure.unit) for figure in figures(stated.piece)}
    measured = measure(stated.piece)
    alike = max(len(measured & segment.pairs) for segment in own)
    share = max(_share(measured, segment.measure) for segment in own)
    others = [s for source in sources for s in source.segments if s.figures and s not in own and not keys & set(s.keys)]
    more = _NARROW if alike else 1  # nothing of it stands beside the figure itself
    if any(len(measured & segment.pairs) > alike + more for segment in others):
        return True
    return len(measured) >= _MEASURED and share < LEAST_MEASURED and any(_share(measured, segment.measure) >= _SAME_MEASURE for segment in others)


def _share(stated: frozenset[str], held: frozenset[str]) -> float:
    """The share of what a segment measures that a sentence says; 1 where the segment does not say what it measures."""
    return len(stated & held) / len(held) if len(held) >= _MEASURED else 0.5
