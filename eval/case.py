"""One question asked and scored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.answer import Answer
from eval import measures
from eval.questions import Question
from eval.uncertainty import rounded


@dataclass(frozen=True)
class Case:
    """A question, the answer it got, and how good that is.

    Attributes:
        question: what was asked.
        answer: what came back; an empty answer where asking failed.
        error: the failure, empty where there was none. A failed question counts as wrong.
    """

    question: Question
    answer: Answer
    error: str = ""

    @cached_property
    def retrieved(self) -> tuple[str, ...]:
        """Addresses in rank order."""
        return tuple(clause.address for clause in self.answer.retrieved)

    @cached_property
    def right(self) -> bool:
        """Right by `measures.is_right`."""
        return not self.error and measures.is_right(self.question, self.answer)

    @cached_property
    def found(self) -> bool | None:
        """Some full gold set is among the first five retrieved; None without gold."""
        return measures.found_at(self.retrieved, self.question.gold_sets)

    @cached_property
    def ranking(self) -> measures.Ranking | None:
        """The standard retrieval measures; None without gold."""
        return measures.rank(self.retrieved, self.question.gold_sets)

    @cached_property
    def citation_precision(self) -> float | None:
        """Of the cited addresses, the share that is gold; None where nothing is cited."""
        return measures.citation_precision(self.answer.cited, self.question.gold_sets)

    @cached_property
    def citation_recall(self) -> float | None:
        """Of the best gold set, the share that is cited."""
        return measures.citation_recall(self.answer.cited, self.question.gold_sets)

    @cached_property
    def held(self) -> float | None:
        """Share of the must-strings that the answer holds; None where there are none."""
        return measures.share_held(self.answer.text, self.question.must)

    @cached_property
    def length(self) -> int:
        """Characters of the answer, markers aside."""
        return measures.length(self.answer.text)

    @cached_property
    def verbatim(self) -> float | None:
        """Share of the answer that stands in its quotes; None for a refusal."""
        quotes = [citation.quote for citation in self.answer.citations]
        return None if self.answer.refused else measures.share_verbatim(self.answer.text, quotes)

    @property
    def confidence(self) -> float | None:
        """How sure the assistant was; None for a refusal. For risk against coverage."""
        return None if self.answer.refused else self.answer.confidence

    @property
    def missing(self) -> tuple[str, ...]:
        """The must-strings that the answer lacks."""
        return measures.missing(self.answer.text, self.question.must)

    def to_json(self) -> dict[str, Any]:
        """The fields of `ask --json`, with the question's own and the measures."""
        question = self.question
        return {
            "id": question.id,
            "kind": question.kind,
            "split": question.split,
            **self.answer.to_json(),
            "history": list(question.history),
            "gold": list(question.gold),
            "alt_gold": [list(gold) for gold in question.alt_gold],
            "missing": list(self.missing),
            "removed": list(self.answer.removed),
            "error": self.error,
            "measures": self._measures(),
        }

    def _measures(self) -> dict[str, Any]:
        ranking = self.ranking
        recall = {f"recall@{depth}": ranking.recall[depth] if ranking else None for depth in measures.DEPTHS}
        values = {
            "right": self.right,
            "found@5": self.found,
            **recall,
            "reciprocal_rank": ranking.reciprocal_rank if ranking else None,
            "ndcg@10": ranking.ndcg if ranking else None,
            "citation_precision": self.citation_precision,
            "citation_recall": self.citation_recall,
            "held": self.held,
            "length": self.length,
            "verbatim": self.verbatim,
        }
        return {name: rounded(value) for name, value in values.items()}
