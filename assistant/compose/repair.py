"""A sentence that does not stand in its clauses, put right by what the clause prints: its own sentence, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose.source import Source
from assistant.draft import Quote
from assistant.knowledge import pairs
from assistant.quotation import flat

LEAST_ALIKE = 0.5  # share of the sentence's character pairs, figures aside, that the clause's own sentence has to say
_LONGEST = 220  # characters of a sentence that may stand in for another


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is shown instead, and where it stands."""

    text: str
    quote: Quote


def repair(text: str, sources: Sequence[Source]) -> Repaired | None:
    """The clause's sentence that a wrong sentence was probably meant to say; None where none is like it.

    Args:
        sources: where to look, the likeliest first.
    """
    said = {pair for pair in pairs(text) if not any(character.isdigit() for character in pair)}
    best: tuple[float, Repaired] | None = None
    for source in sources:
        for sentence in source.sentences:
            shown = flat(sentence.text)
            alike = len(said & pairs(f"{sentence.column}{shown}")) / len(said) if said else 0.0
            if alike >= LEAST_ALIKE and len(shown) <= _LONGEST and (best is None or alike > best[0]):
                named = f"{source.clause.label}，{sentence.column}：{shown}" if sentence.column else shown
                best = alike, Repaired(named, Quote.sentence(source.clause, sentence))
    return best[1] if best else None
