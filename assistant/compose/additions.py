"""What the extractive answer states and the model left out: nothing read by rule gets lost when a model writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.compose.claims import claims_of, plain
from assistant.compose.lexicon import Lexicon
from assistant.draft import Draft, Part, Quote, Statement
from assistant.knowledge import pairs, place
from assistant.phrases import LEAD, OUT_OF_DATE

_SAID = 0.75  # share of a statement's character pairs that makes it said
_SAID_BESIDE_NAMES = 0.45  # the same where its figures and names are all said
_SAID_AGAIN = 0.9  # share of a sentence's character pairs that makes what says them say it again
_NEVER_LOST = (OUT_OF_DATE, LEAD)
_SAID_OF_ASKED = 0.75  # the same of what it says of the question's words


class Additions:
    """Compares what a model wrote with the extractive draft.

    Args:
        draft: the extractive answer.
        lexicon: finds names.
        question: as understood; what a statement says of its words is what was asked for.
    """

    def __init__(self, draft: Draft, lexicon: Lexicon, question: str) -> None:
        self.draft, self.lexicon, self._asked = draft, lexicon, pairs(question)

    def missing(self, written: Sequence[Statement]) -> tuple[Statement, ...]:
        """The statements of the draft that what was written does not say; a table whole or not at all."""
        text = "，".join(part.text for statement in written for part in statement.parts)
        cited = {quote.clause.address for statement in written for quote in statement.quotes}
        draft = self.draft.statements
        missing = {at for at, s in enumerate(draft) if not self._says(text, s) or not _addresses(s) <= cited}
        table = {at for at, s in enumerate(draft) if s.form in {"row", "header"}}
        return tuple(s for at, s in enumerate(draft) if at in missing or (at in table and missing & table))

    @staticmethod
    def without_beginnings(written: Sequence[Statement], added: Sequence[Statement]) -> Iterator[Statement]:
        """What was written less the sentences that one line of what is added says again."""
        again = [pairs("".join(part.text for part in statement.parts)) for statement in added]
        for statement in written:
            said = ((part, pairs(part.text)) for part in statement.parts)
            parts = [p for p, own in said if not any(len(own & line) >= _SAID_AGAIN * len(own) for line in again)]
            if parts:
                yield replace(statement, parts=tuple(parts))

    def with_all_quotes(self, written: Sequence[Statement]) -> Iterator[Statement]:
        """What was written, every sentence that says a statement of the draft citing all that one rests on, in its order:
        the clause asked about comes before a rule that only explains it, whichever the model named."""
        for statement in written:
            yield replace(statement, parts=tuple(map(self._cited, statement.parts)))

    def _cited(self, part: Part) -> Part:
        more: list[Quote] = []
        for statement in self.draft.statements:
            if self._says(part.text, statement):
                more += [quote for quote in statement.quotes if quote not in part.quotes and quote not in more]
        return replace(part, quotes=(*more, *part.quotes))

    def _says(self, text: str, statement: Statement) -> bool:
        """Whether a text holds the figures and names of a statement and much of its words; of one without any, nearly all."""
        words = "，".join(part.text for part in statement.parts)
        folded, stated = plain(text), _figures(words)
        if any(word in words and word not in folded for word in _NEVER_LOST):
            return False
        names = self.lexicon.printed(plain(words))
        if not stated <= _figures(text) or not all(name in folded or place(name) in folded for name in names):
            return False
        wanted, said = pairs(words), pairs(text)
        asked = wanted & self._asked
        if len(asked & said) < _SAID_OF_ASKED * len(asked):
            return False
        return len(wanted & said) >= (_SAID_BESIDE_NAMES if stated or names else _SAID) * len(wanted)


def _figures(text: str) -> set[tuple[str, str]]:
    return {(figure.number, figure.unit) for figure in claims_of(text).figures}


def _addresses(statement: Statement) -> set[str]:
    return {quote.clause.address for quote in statement.quotes}
