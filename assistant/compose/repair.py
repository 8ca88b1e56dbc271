"""A sentence that does not stand in its clauses, put right: by the extract where it says that again, else by the clause's own words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.source import Source
from assistant.draft import Draft, Part, Quote, Statement
from assistant.knowledge import pairs
from assistant.quotation import flat
from index.sentences import Sentence

LEAST_ALIKE = 0.5  # share of the sentence's character pairs, figures aside, that the clause's own sentence has to say
_LEAST_RESTATED = 0.65  # the same of a line of the extract
_LONGEST = 220  # characters of a sentence that may stand in for another
_BRACKETED = frozenset({"（）", "()", "[]", "［］"})
_LINES = frozenset({"line", "item"})


def repair(text: str, sources: Sequence[Source]) -> Part | None:
    """The clause's sentence that a wrong sentence was probably meant to say; None where none is like it.

    Args:
        sources: where to look, the likeliest first.
    """
    said = _words(text)
    best: tuple[float, Part] | None = None
    for source in sources:
        for sentence in source.sentences:
            alike = _alike(said, f"{sentence.column}{flat(sentence.text)}")
            if alike >= LEAST_ALIKE and len(sentence.text) <= _LONGEST and (best is None or alike > best[0]):
                best = alike, Part(_named(source, sentence), (Quote.sentence(source.clause, sentence),))
    return best[1] if best else None


def restated(text: str, draft: Draft) -> Statement | None:
    """The line of the extract that a sentence says again or was meant to say; None where none is like it."""
    said = _words(text)
    lines = [s for s in draft.statements if s.form in _LINES and s.quotes]
    alike = [_alike(said, "".join(part.text for part in line.parts)) for line in lines]
    most = max(alike, default=0.0)
    return lines[alike.index(most)] if most >= _LEAST_RESTATED else None


def _named(source: Source, sentence: Sentence) -> str:
    """A sentence as it can be read by itself: with its row and column, or the heading it stands under where it names none."""
    shown, clause = flat(sentence.text), source.clause
    if sentence.column:
        return f"{clause.label}，{sentence.column}：{shown}"
    if shown[:1] + shown[-1:] in _BRACKETED:
        shown = shown[1:-1]
    heading = clause.heading or next(iter(clause.path[-1:]), "")
    says = not heading or pairs(heading) & pairs(shown)
    return shown if says else f"{heading}：{shown}"


def _words(text: str) -> set[str]:
    return {pair for pair in pairs(text) if not any(character.isdigit() for character in pair)}


def _alike(said: set[str], text: str) -> float:
    return len(said & pairs(text)) / len(said) if said else 0.0
