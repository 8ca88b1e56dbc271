"""Extractive answers: one writer for each operation, the most specific first; each gives a draft or passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.draft import Draft
from assistant.knowledge import Ask
from assistant.places import BODY
from assistant.write.cells import write_cells, write_rows
from assistant.write.comparison import write_comparison
from assistant.write.contents import write_contents
from assistant.write.duties import write_duties, write_memberships
from assistant.write.entries import write_entries
from assistant.write.figures import write_figures
from assistant.write.lookup import write_address, write_metadata, write_place
from assistant.write.matrix import write_matrix
from assistant.write.mentions import write_mentions
from assistant.write.numbers import write_numbers
from assistant.write.sentences import write_sentences

Writer = Callable[[Ask], Draft | None]

WRITERS: tuple[Writer, ...] = (
    write_address,
    write_metadata,
    write_place,
    write_contents,
    write_matrix,
    write_numbers,
    write_memberships,
    write_rows,
    write_entries,
    write_mentions,
    write_duties,
    write_comparison,
    write_cells,
    write_figures,
)
OF_TABLES = frozenset[Writer]({write_matrix, write_rows, write_cells})


def drafts(ask: Ask) -> Iterator[Draft]:
    """What the writers have to say, the most specific first; plain sentences last."""
    for writer in WRITERS:
        if ask.question.place == BODY and writer in OF_TABLES:
            continue
        draft = writer(ask)
        if draft is not None and draft.statements:
            yield replace(draft, writer=writer.__name__)
    yield from write_sentences(ask)
