"""Whether a file of another format gives what the seed's own text gives."""

from __future__ import annotations

from index.clause import Clause, Document
from index.text import NOISE, compact

SPANS = ([1, 1, 3, 2, 9, 1], [2, *[1] * 15], [2, *[1] * 5])  # the cells of the seeds' tables that span columns


def gist(document: Document) -> dict[str, tuple[object, ...]]:
    """Every clause by its address: its text without white space and noise, its heading, its cells."""
    return {clause.address: _gist(clause) for clause in document.clauses}


def identity(document: Document) -> tuple[object, ...]:
    """What a document is cited by."""
    return document.address, document.title, document.full_title, document.issuers, document.date


def _gist(clause: Clause) -> tuple[object, ...]:
    cells = [(cell.row, cell.column, compact(cell.value)) for cell in clause.cells]
    return compact(NOISE.sub("", clause.text)), clause.heading, clause.path, cells, clause.derived
