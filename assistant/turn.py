"""A question on its way, from one step to the next."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.draft import Draft
from assistant.gate import Verdict
from assistant.knowledge import Ask
from assistant.merge import merge
from assistant.question import Question


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way; each step fills in what it finds.

    The first `Ask`, drafts and verdict are those of the whole question; one a part follows where it asks several things
    (…是多少？由谁牵头？), or about two things side by side (`beside`).
    """

    asked: str
    before: tuple[Question, ...] = ()
    question: Question | None = None
    asks: tuple[Ask, ...] = ()
    drafts: tuple[tuple[Draft, ...], ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    beside: bool = False

    @property
    def draft(self) -> Draft:
        """The extractive answer that the gate let through, its parts together; or the refusal."""
        whole, *parts = zip(self.asks, self.verdicts, strict=True)
        return merge(whole, parts, beside=self.beside)

    @property
    def confidence(self) -> float:
        """That of the least sure part that was answered."""
        return min((verdict.confidence for verdict in self.verdicts if verdict.confidence), default=0.0)
