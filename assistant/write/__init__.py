"""Extractive answers: one writer for each operation, the most specific first; each gives a draft or passes."""

from __future__ import annotations

from collections.abc import Callable

from assistant.draft import Draft
from assistant.knowledge import Ask
from assistant.write.cells import write_cells
from assistant.write.duties import write_duties, write_memberships
from assistant.write.figures import write_comparison, write_figures
from assistant.write.lookup import write_address, write_metadata, write_place
from assistant.write.matrix import write_matrix
from assistant.write.mentions import write_mentions
from assistant.write.sentences import write_sentences

Writer = Callable[[Ask], Draft | None]

WRITERS: tuple[Writer, ...] = (
    write_address,
    write_metadata,
    write_place,
    write_matrix,
    write_memberships,
    write_duties,
    write_cells,
    write_mentions,
    write_comparison,
    write_figures,
    write_sentences,
)


def write(ask: Ask) -> tuple[Draft | None, str]:
    """The first draft a writer gives, and the writer's name."""
    for writer in WRITERS:
        draft = writer(ask)
        if draft is not None:
            return draft, writer.__name__
    return None, ""
