"""The sentences of a clause, each a span of its text: what gets a vector of its own and what answers quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.clause import Clause, Span
from index.text import STOP, cover

_END = re.compile(rf"(?:{STOP}|[！？])(?:[”』」）)\]］】]+)?|\n")
_ANNOUNCES = re.compile(r"[：:]$|下列|以下|如下")
_OPEN, _CLOSE = "（([［【“《", "）)]］】”》"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the clause's text, in characters, without outer white space; a cell names its column."""

    start: int
    end: int
    text: str
    column: str = ""

    def spans(self, clause: Clause) -> tuple[Span, ...]:
        """Where it stands in the decoded file."""
        return cover(clause.spans, self.start, self.end)


def split_sentences(clause: Clause) -> tuple[Sentence, ...]:
    """Sentences in reading order; ends inside brackets and quotes do not part, those of a table are its cells."""
    if clause.cells:
        return tuple(_cells(clause))
    return tuple(_sentences(clause.text))


def announces(sentence: str) -> bool:
    """Whether a sentence announces what follows it."""
    return _ANNOUNCES.search(sentence) is not None


def announcement(text: str) -> str:
    """The last sentence of a text that announces items (有下列情形之一的：); empty where none does.

    >>> announcement("第八条 本条例自公布之日起施行。有下列情形之一的，不予登记：")
    '有下列情形之一的，不予登记：'
    """
    found = [sentence.text for sentence in _sentences(text) if announces(sentence.text)]
    return found[-1] if found else ""


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        stripped = piece.strip("#\t 　\n\r")
        if stripped and not stripped.startswith("<!--"):
            offset = start + piece.index(stripped)
            yield Sentence(offset, offset + len(stripped), stripped)
        start = end


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()]
        depth = sum(before.count(mark) for mark in _OPEN) - sum(before.count(mark) for mark in _CLOSE)
        if depth <= 0 or match.group() == "\n":
            yield match.end()


def _cells(clause: Clause) -> Iterator[Sentence]:
    for cell in clause.cells:
        offset = 0
        for span in clause.spans:
            if span.start <= cell.span.start and cell.span.end <= span.end:
                start = offset + cell.span.start - span.start
                end = start + cell.span.end - cell.span.start
                yield Sentence(start, end, clause.text[start:end], cell.column)
                break
            offset += span.end - span.start
