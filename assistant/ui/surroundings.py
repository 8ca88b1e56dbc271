"""What stands around a clause in the index of today: neighbours, who answers for it, what its values mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.assistant import Assistant
from assistant.ui.clause.card import Surroundings
from index.clause import Clause


def surroundings_of(clause: Clause, assistant: Assistant) -> Surroundings:
    """Empty where the clause is not in the index any more, or reads otherwise by now."""
    library = assistant.library
    if library.clause(clause.address) != clause:
        return Surroundings()
    before, after = library.neighbours(clause)
    owner = assistant.knowledge.owner(clause)
    return Surroundings(
        before=before,
        after=after,
        duties=owner.duties if owner else (),
        owner=owner if owner != clause else None,
        legend=legends_of(assistant).get(clause.address, {}),
        standing=library.standing(clause.document),
        page=library.document_of(clause).page_at(clause.spans[0].start) if clause.spans else None,
    )


@lru_cache(maxsize=2)
def legends_of(assistant: Assistant) -> Mapping[str, Mapping[str, str]]:
    """What the values of every matrix mean, by address of its rows and columns."""
    return {
        clause.address: matrix.meanings
        for matrix in assistant.knowledge.matrices
        for clause in (*matrix.rows, *matrix.columns)
        if matrix.meanings
    }
