"""Which clauses a model is given: those the extractive answer rests on, then the best found, within a bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.compose.claims import plain
from assistant.compose.source import Source
from assistant.knowledge import Ask, pairs
from assistant.merge import interleaved
from index.clause import Clause
from index.library import Library
from index.sentences import Sentence

CLAUSES = 8  # clauses for a question that is no summary
_ASIDE = frozenset({"title", "annexes", "signature"})
_LONGEST = 700  # characters of one clause in the prompt


def evidence(asks: Sequence[Ask], first: Sequence[Clause], characters: int) -> tuple[Source, ...]:
    """The sources for a question, numbered from 1.

    Args:
        asks: the question and its parts, with what was found for each.
        first: clauses the extractive answer rests on.
        characters: bound on the sources together.
    """
    library = asks[0].library
    found = (clause for clause in interleaved(asks) if clause.kind not in _ASIDE)
    clauses = tuple(dict.fromkeys((*first, *found)))[: max(CLAUSES, len(first))]
    return tuple(within(numbered(clauses, library), asks[0].question.text, characters))


def numbered(clauses: Iterable[Clause], library: Library, about: Sequence[str] = ()) -> list[Source]:
    """Clauses as sources, numbered from 1; those without any text (that names something they are to be `about`) left out."""
    sources: list[Source] = []
    topics = tuple(map(plain, about))
    for clause in clauses:
        source = Source(len(sources) + 1, clause, library.document_of(clause), tuple(_above(clause, library)), topics)
        if plain(source.text).strip("。") not in {"", *topics}:
            sources.append(source)
    return sources


def within(sources: Sequence[Source], question: str, characters: int) -> Iterator[Source]:
    """The sources that fit, at least one."""
    left = characters
    for source in sources:
        left -= len(shown(source, question)) + len(source.clause.reference)
        if left < 0 and source.number > 1:
            return
        yield source


def shown(source: Source, question: str) -> str:
    """The clause as the prompt shows it: all of it, or the sentences of a long one that say most of the question."""
    if len(source.text) <= _LONGEST or not source.sentences:
        return source.text[: 2 * _LONGEST]
    asked = pairs(question)
    ranked = sorted(source.sentences, key=lambda s: -len(asked & pairs(s.text + s.column)))
    kept, length = set[Sentence](), 0
    for sentence in ranked:
        length += len(sentence.text)
        if kept and length > _LONGEST:
            break
        kept.add(sentence)
    named = (f"{s.column}：{s.text}" if s.column else s.text for s in source.sentences if s in kept)
    return "……".join(" ".join(text.split()) for text in named)[: 2 * _LONGEST]


def _above(clause: Clause, library: Library) -> Iterator[Clause]:
    node = library.parent(clause)
    while node is not None:
        yield node
        node = library.parent(node)
