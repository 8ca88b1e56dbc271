"""A question and its answer as they were given, with the text of every clause: readable when the index has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation
from index.clause import Clause
from index.library import Library

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One question and its answer.

    Attributes:
        answer: as given; without `state`, which is no part of what was said.
        clauses: the clauses it cites, as they stood.
        documents: names of the documents its clauses belong to, by address.
        built: when the index that answered was built, ISO 8601.
        asked: when it was asked, ISO 8601.
        number: key in the store, 0 before it is stored.
        followups: questions that lead on from it.
        within: names of the documents it was limited to; empty for all.
    """

    answer: Answer
    clauses: tuple[Clause, ...]
    documents: Mapping[str, str]
    built: str
    asked: str
    number: int = 0
    followups: tuple[str, ...] = field(default=())
    within: tuple[str, ...] = field(default=())

    def clause(self, address: str) -> Clause:
        """A clause that was cited or retrieved."""
        return next(clause for clause in (*self.clauses, *self.answer.retrieved) if clause.address == address)

    def cited(self) -> list[tuple[Citation, Clause]]:
        """The citations with their clauses, in marker order."""
        return [(citation, self.clause(citation.address)) for citation in self.answer.citations]


def exchange_of(answer: Answer, library: Library, built: str, asked: str, followups: Sequence[str] = ()) -> Exchange:
    """An answer just given, with what it takes to show it later."""
    cited = tuple(clause for address in dict.fromkeys(answer.cited) if (clause := library.clause(address)))
    names = {clause.document: library.document_of(clause).name for clause in (*cited, *answer.retrieved)}
    return Exchange(
        answer=answer, clauses=cited, documents=names, built=built, asked=asked, followups=tuple(followups)
    )


def exchange_to_json(exchange: Exchange) -> str:
    """The exchange as it is stored."""
    return _adapter().dump_json(exchange, exclude={"number": True, "answer": {"state"}}).decode()


def exchange_from_json(text: str, number: int) -> Exchange:
    """The exchange as it was given."""
    read = _adapter().validate_json(text)
    return Exchange(**{**vars(read), "number": number})


@cache
def _adapter() -> TypeAdapter[Exchange]:
    from pydantic import TypeAdapter

    return TypeAdapter(Exchange)
