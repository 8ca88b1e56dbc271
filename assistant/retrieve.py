"""Clauses for a question: dense and lexical scores fused by clause address, moved by what the question names.

Fusion is the min-max normalised weighted sum (Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval"), which keeps score differences that rank fusion throws away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.places import is_in
from assistant.question import Question
from assistant.synonyms import canonical
from index.clause import Clause
from index.embed.encoded import Encoded
from index.library import Library
from index.settings import Settings

_ASIDE = frozenset({"title", "foreword", "signature", "annexes", "annex", "note"})
_COMPARED = 64  # best fused clauses whose tokens are compared with the question's


Vector = NDArray[np.float32]


class DenseSearch(Protocol):
    """Addresses with cosines for a question's vector, best first."""

    def __call__(self, vector: Vector, count: int) -> list[tuple[str, float]]: ...


class TextSearch(Protocol):
    """Addresses with scores for a question as text, best first."""

    def __call__(self, question: str, count: int) -> list[tuple[str, float]]: ...


@dataclass(frozen=True)
class Retrieved:
    """Clauses in rank order.

    Attributes:
        clauses: best first.
        scores: fused score by address, about 0 to 3.
        logits: by address, how well the best clauses answer, see `assistant.rerank`.
        cosine: of the best passage for the question, 0 to 1.
        vector: the question's embedding, shape [dimension].
        everyday: cosine of the nearest question of everyday life, see `assistant.everyday`.
        likeness: by address, how like the best clauses are to the question token by token, about 0 to 1.
        sanctions: by address, how surely a clause is the penalty for what the answer before cited, where one is asked for.
    """

    clauses: tuple[Clause, ...]
    scores: Mapping[str, float] = field(repr=False)
    cosine: float
    vector: Vector = field(repr=False)
    everyday: float = 0.0
    likeness: Mapping[str, float] = field(default_factory=dict, repr=False)
    logits: Mapping[str, float] = field(default_factory=dict, repr=False)
    sanctions: Mapping[str, float] = field(default_factory=dict, repr=False)


class Comparison(Protocol):
    """How like clauses at some addresses are to a question, token by token; see `index.tokens`."""

    def __call__(self, question: Encoded, addresses: Iterable[str]) -> Mapping[str, float]: ...


class Retriever:
    """Ranks the clauses of a library for a question.

    Args:
        dense: search by vector.
        lexical: search by words.
        encode: gives what the model makes of a question.
        companion: search by the vectors of the second encoder, see `index.embed.companion`.
        compare: compares the best of what is found with the question, token by token.
        everyday: gives the cosine of the nearest question of everyday life.
    """

    def __init__(
        self,
        library: Library,
        dense: DenseSearch,
        lexical: TextSearch,
        encode: Callable[[str], Encoded],
        companion: TextSearch,
        compare: Comparison,
        everyday: Callable[[Vector], float],
        settings: Settings,
    ) -> None:
        self.library, self.dense, self.lexical, self.settings = library, dense, lexical, settings
        self.encode, self.companion, self.compare, self.everyday = encode, companion, compare, everyday

    def __call__(self, question: Question) -> Retrieved:
        """Rank the clauses."""
        count = self.settings.passages
        encoded = self.encode(f"{question.asked} {question.text}" if question.translated else question.text)
        dense = dict(self.dense(encoded.vector, count))
        lexical = dict(self.lexical(canonical(question.text), count))
        companion = dict(self.companion(question.text, count))
        share = self.settings.dense_weight
        scores: dict[str, float] = defaultdict(float)
        for found, weight in ((dense, share), (lexical, 1 - share), (companion, self.settings.companion_weight)):
            for address, score in _normalised(found).items():
                scores[address] += weight * score
        self._named(question, scores)
        likeness = self.compare(encoded, sorted(scores, key=lambda address: -scores[address])[:_COMPARED])
        for address, score in _normalised(likeness).items():
            scores[address] += self.settings.likeness_weight * score
        ranked = sorted(
            (clause for address in scores if (clause := self.library.clause(address)) and self._inside(question, clause)),
            key=lambda clause: -self._adjusted(question, clause, scores),
        )
        first = [passage.clause for passage in question.passages] if len(question.passages) <= 8 else []
        clauses = tuple(dict.fromkeys((*first, *ranked)))
        cosine, everyday = max(dense.values(), default=0.0), self.everyday(encoded.vector)
        return Retrieved(clauses, dict(scores), cosine, encoded.vector, everyday, likeness)

    def _inside(self, question: Question, clause: Clause) -> bool:
        return (not question.documents or clause.document in question.documents) and is_in(clause, question.place)

    def _named(self, question: Question, scores: dict[str, float]) -> None:
        """Clauses the question names: their headings, rows and columns, the bodies that answer for them."""
        for mention in question.mentions:
            subject = mention.kinds & {"row", "column", "heading"}
            share = 0.35 if subject else 0.25 / max(1, len(mention.addresses) - 2)
            for address in mention.addresses:
                scores[address] += share * mention.exactness
                clause = self.library.clause(address)
                for child in self.library.children(clause) if clause and subject else ():
                    scores[child.address] += 0.1 * mention.exactness

    def _adjusted(self, question: Question, clause: Clause, scores: Mapping[str, float]) -> float:
        score = scores[clause.address]
        if clause.kind in _ASIDE:
            score -= 0.15
        years = question.years
        if years and not self.library.document_of(clause).horizons.isdisjoint(years):
            score += 0.15
        if clause.document in question.hinted:
            score += 0.2
        if question.asks("lead", "duty") and clause.duties:
            score += 0.06
        tabular = question.asks("count") or any(word in question.text for word in ("核心", "★", "表", "附件"))
        if clause.kind in {"row", "column"} and len(clause.cells) > 3:
            score += 0.1 if tabular else -0.1
        return score


def _normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Min-max over the scores found; a single one counts full."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {address: (score - low) / (high - low) for address, score in scores.items()}
