"""A summary in the documents' own words: a point of each clause, where no model writes or what it wrote is of no use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.compose.claims import plain
from assistant.compose.source import Source
from assistant.draft import Draft, Quote, Statement, item
from assistant.quotation import cell_name, flat
from index.clause import Clause
from index.sentences import Sentence

POINTS = 30  # of one summary
_CELL_CHARACTERS = 200  # of a table cell
_LEAD_IN = ("：", ":")
_LABEL = re.compile(r"\s*[^，。；、：\s]{2,15}：")


class Point(NamedTuple):
    """What a clause says, and how many headings stand above it."""

    level: int
    said: Statement


def points(sources: Sequence[Source], topics: Sequence[str]) -> list[Point]:
    """A point of each clause that says something of a topic; of each clause of running text where there is none."""
    folded = list(map(plain, topics))
    return [Point(len(s.clause.path), said) for s in sources if (said := _point(s, folded))]


def extractive_summary(found: Sequence[Point]) -> Draft:
    """Of more than `POINTS` those nearest to the top of their document, spread over it; in reading order."""
    kept: list[int] = []
    for level in sorted({point.level for point in found}):
        kept += _spread([at for at, point in enumerate(found) if point.level == level], POINTS - len(kept))
    return Draft(tuple(found[at].said for at in sorted(kept)), writer="summary")


def _spread(found: Sequence[int], count: int) -> list[int]:
    """So many of some, evenly; all where there are no more."""
    return [found[at * len(found) // count] for at in range(count)] if len(found) > count else list(found)


def _point(source: Source, topics: Sequence[str]) -> Statement | None:
    clause = source.clause
    if not topics:
        text = next(_saying(source), None) if not clause.cells and clause.kind not in {"annex", "foreword"} else None
        heading = f"{clause.heading}：" if clause.heading else ""
        return item(f"{heading}{flat(text.text)}", Quote.sentence(clause, text)) if text else None
    if clause.derived:  # a column named like the topic: all of it speaks of that
        return item(clause.sentence, Quote.of(clause))
    named = ((s, line) for s in _saying(source) for line in s.text.splitlines() if any(t in plain(line) for t in topics))
    found = next(((sentence, line) for sentence, line in named if plain(line) not in topics), None)
    return item(_cell(clause, *found, topics), Quote.sentence(clause, found[0])) if found else None


def _saying(source: Source) -> Iterator[Sentence]:
    """The sentences that are neither a heading nor announce what follows."""
    heading = plain(source.clause.heading)
    for sentence in source.sentences:
        said = plain(sentence.text).strip("。")
        if not sentence.text.endswith(_LEAD_IN) and not (heading and said.endswith(heading)):
            yield sentence


def _cell(clause: Clause, sentence: Sentence, line: str, topics: Sequence[str]) -> str:
    """What a clause says in a sentence; of a table the cell, or the lines of it that name the topic."""
    if not clause.cells:
        return flat(sentence.text)
    cell = next((cell for cell in clause.cells if cell.column == sentence.column), None)
    named = "；".join(_labelled(sentence.text, topics))
    said = next((text for text in (named or flat(sentence.text), flat(line)) if len(text) <= _CELL_CHARACTERS), "")
    said = said or f"{flat(line)[:_CELL_CHARACTERS]}……"
    return f"{clause.label}·{cell_name(clause, cell)}：{said}" if cell else f"{clause.label}：{said}"


def _labelled(text: str, topics: Sequence[str]) -> list[str]:
    """The lines of a cell that name a topic, where several have a label of their own (甲类：…): joined they would run on."""
    lines = text.splitlines()
    named = [line for line in lines if any(topic in plain(line) for topic in topics)]
    several = sum(bool(_LABEL.match(line)) for line in lines) > 1
    return [flat(line) for line in named] if several and all(map(_LABEL.match, named)) else []
