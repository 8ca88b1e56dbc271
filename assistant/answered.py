"""The last step of a question: verified, its citations numbered, with what the next turn needs; also while it grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.draft import Draft
from assistant.gate import Verdict, refusal
from assistant.merge import interleaved
from assistant.phrases import CANNOT_TELL
from assistant.turn import Turn
from assistant.verify import verify
from index.clause import Clause
from index.library import Library

if TYPE_CHECKING:
    from assistant.compose.progress import Composed


class Answered:
    """Makes the answers of turns over one library.

    Args:
        retrieved: how many of the clauses found an answer names.
    """

    def __init__(self, library: Library, retrieved: int) -> None:
        self.library, self.retrieved = library, retrieved

    def __call__(self, turn: Turn, draft: Draft, composed: Composed | None = None) -> Answer:
        """The answer that a draft of a turn becomes; the refusal where verification lets nothing of it through."""
        assert turn.question is not None
        verified = verify(draft, self.library)
        if not verified.text:
            draft = refusal(turn.asks[0], Verdict(None))
            verified = replace(verify(draft, self.library), removed=verified.removed)
        first = draft.clauses if not draft.refused else ()
        cited = [] if draft.refused else [citation.address for citation in verified.citations]
        off_topic = verified.text == CANNOT_TELL  # what was taken over from earlier turns would be said of a poem
        return Answer(
            question=turn.asked,
            standalone=turn.asked if off_topic else turn.question.text,
            text=verified.text,
            refused=draft.refused,
            citations=verified.citations,
            retrieved=tuple(dict.fromkeys((*first, *interleaved(turn.asks))))[: self.retrieved],
            carried=turn.question.carried and not off_topic,
            removed=(*verified.removed, *(composed.removed if composed else ())),
            confidence=0.0 if draft.refused else turn.confidence,
            state=replace(turn.question, context=clauses_at(self.library, cited)),
            **(composed.account if composed else {}),
        )

    def growing(self, turn: Turn, composing: Iterable[Composed]) -> Iterator[Answer]:
        """The answers that what a model writes becomes, sentence by sentence; without text while there is none.

        Args:
            composing: drafts of the turn as they grow.
        """
        extractive = turn.draft
        for composed in composing:
            if not composed.draft.statements:
                yield self._nothing_yet(turn, composed)
                continue
            answer = self(turn, composed.draft, composed)
            if answer.refused and not extractive.refused:  # verification, the last look, let nothing of it through
                answer = self(turn, extractive)
            yield answer

    @staticmethod
    def _nothing_yet(turn: Turn, composed: Composed) -> Answer:
        assert turn.question is not None
        return Answer(turn.asked, turn.question.text, "", False, writer=composed.writer, model=composed.model)


def clauses_at(library: Library, addresses: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses a turn leaves for the next."""
    return tuple(clause for address in addresses if (clause := library.clause(address)))
