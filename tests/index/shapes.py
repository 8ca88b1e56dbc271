"""Documents for the parser's tests: out of tests/data, or written in the test itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from index.clause import Clause, Document
from index.document import read_document
from index.furniture import set_aside
from index.lines import split_lines
from index.text import NOISE
from tests.conftest import DATA


def read(name: str) -> Document:
    """The document of tests/data whose file name starts so."""
    path = next(path for path in sorted(DATA.iterdir()) if path.name.startswith(name))
    return read_document(path.read_bytes(), path.name)


def parse(*lines: str) -> Document:
    """A document out of its lines."""
    return read_document("\n".join(lines).encode(), "无题.txt")


def at(document: Document, *labels: str) -> Clause:
    """The clause below a document with these labels."""
    return next(clause for clause in document.clauses if clause.labels == labels)


def places(document: Document) -> list[str]:
    """The addresses of a document, without the document's own part."""
    return ["/".join(clause.labels) for clause in document.clauses]


def left_over(document: Document) -> str:
    """What stands in no printed clause, white space, word-processor noise and the web page around it aside."""
    outside, position = "", 0
    lines = split_lines(document.text)
    page = [(lines[index].start, lines[index].end) for index in set_aside(lines)]
    for start, end in sorted([*spans(document), *page]):
        outside += document.text[position:start]
        position = end
    return NOISE.sub("", outside + document.text[position:]).strip()


def overlaps(document: Document) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of printed clauses that run into the next one, or hold nothing."""
    ordered = sorted(spans(document))
    return [(a, b) for a, b in itertools.pairwise([*ordered, (len(document.text), len(document.text))]) if not a[0] < a[1] <= b[0]]


def spans(document: Document) -> Iterator[tuple[int, int]]:
    """The spans of all printed clauses."""
    return (tuple(span) for clause in document.clauses if not clause.derived for span in clause.spans)
