"""What stands around a clause in the index of today: neighbours, who answers for it, what its values mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from assistant.assistant import Assistant
from assistant.ui.clause.card import Surroundings
from assistant.ui.clause.fate import fate_of
from index.clause import Clause
from index.cross_references import CrossReferences
from index.library import Library

_LONGEST = 1_200  # characters of items that are shown with the clause that announces them


def surroundings_of(clause: Clause, assistant: Assistant) -> Surroundings:
    """What has become of it and nothing else, where the clause is not in the index any more or reads otherwise by now."""
    library = assistant.library
    now, fate = library.clause(clause.address), fate_of(clause, library)
    if now is None or fate:
        return Surroundings(fate=fate, now=now)
    clause = now
    before, after = library.neighbours(clause)
    owner = assistant.knowledge.owner(clause)
    items, references = items_of(clause, library), CrossReferences(library)
    return Surroundings(
        before=before,
        after=after,
        duties=owner.duties if owner else (),
        owner=owner if owner != clause else None,
        legend=legends_of(assistant).get(clause.address, {}),
        standing=library.standing(clause.document),
        page=library.document_of(clause).page_at(clause.spans[0].start) if clause.spans else None,
        references=[reference for each in (clause, *items) for reference in references(each)],
        items=items,
    )


def items_of(clause: Clause, library: Library) -> tuple[Clause, ...]:
    """The items that a clause announces (有下列情形之一的：), with theirs; none where they are too long to stand beside it."""
    if not any(line.rstrip().endswith(("：", ":")) for line in clause.text.splitlines()):
        return ()
    items = tuple(_below(clause, library))
    short = sum(len(item.text) for item in items) <= _LONGEST and not any(item.cells for item in items)
    return items if short else ()


def _below(clause: Clause, library: Library) -> Iterator[Clause]:
    for child in library.children(clause):
        yield child
        yield from _below(child, library)


_Legends = Mapping[str, Mapping[str, str]]
_LEGENDS: WeakKeyDictionary[Assistant, _Legends] = WeakKeyDictionary()  # lets go of an index that was exchanged


def legends_of(assistant: Assistant) -> _Legends:
    """What the values of every matrix mean, by address of its rows and columns."""
    if assistant not in _LEGENDS:
        _LEGENDS[assistant] = {
            clause.address: matrix.meanings
            for matrix in assistant.knowledge.matrices
            for clause in (*matrix.rows, *matrix.columns)
            if matrix.meanings
        }
    return _LEGENDS[assistant]
