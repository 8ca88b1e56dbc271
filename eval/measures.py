"""Measures of one answer. Pure functions over addresses and texts; each docstring states its convention.

A *gold set* is a complete set of clause addresses; a question can have several, and the best one counts.
Addresses are compared exactly: a parent, a child or the same cell by its column is another clause.
`None` means that the measure does not apply, and such values are left out of every mean.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from eval.matching import holds_any, without_markers
from eval.questions import Question
from index.text import compact

DEPTHS = (1, 3, 5, 8)
FOUND_DEPTH = 5
SHORTEST_QUOTE = 4  # characters; a shorter run that occurs in a quote may be chance

GoldSets = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well a ranking holds the gold clauses.

    Attributes:
        recall: share of the gold clauses among the first k, by k of `DEPTHS`.
        reciprocal_rank: 1 / rank of the first gold clause, 0 where none is retrieved.
        ndcg: nDCG over the first ten, every gold clause equally relevant.
    """

    recall: Mapping[int, float]
    reciprocal_rank: float
    ndcg: float


def rank(retrieved: Sequence[str], gold_sets: GoldSets) -> Ranking | None:
    """The standard retrieval measures, computed by ir-measures; for each measure the best gold set counts.

    >>> rank(["a", "b"], [frozenset({"b"})]).reciprocal_rank
    0.5
    """
    if not gold_sets:
        return None
    each = [_rank_by(retrieved, gold) for gold in gold_sets]
    return Ranking(
        recall={depth: max(ranking.recall[depth] for ranking in each) for depth in DEPTHS},
        reciprocal_rank=max(ranking.reciprocal_rank for ranking in each),
        ndcg=max(ranking.ndcg for ranking in each),
    )


def _rank_by(retrieved: Sequence[str], gold: frozenset[str]) -> Ranking:
    from ir_measures import RR, Qrel, R, ScoredDoc, calc_aggregate, nDCG

    relevant = [Qrel("question", address, 1) for address in gold]
    ranked = [ScoredDoc("question", address, float(-place)) for place, address in enumerate(retrieved)]
    values = calc_aggregate([*(R @ depth for depth in DEPTHS), RR, nDCG @ 10], relevant, ranked)
    return Ranking({depth: values[R @ depth] for depth in DEPTHS}, values[RR], values[nDCG @ 10])


def found_at(retrieved: Sequence[str], gold_sets: GoldSets, depth: int = FOUND_DEPTH) -> bool | None:
    """Whether some full gold set lies inside the first `depth` retrieved.

    >>> found_at(["a", "b", "c"], [frozenset({"a", "c"})], depth=2)
    False
    """
    return covers(retrieved[:depth], gold_sets) if gold_sets else None


def covers(addresses: Collection[str], gold_sets: GoldSets) -> bool:
    """Whether `addresses` hold some full gold set; without gold nothing is asked for, so True."""
    return not gold_sets or any(gold.issubset(addresses) for gold in gold_sets)


def citation_precision(cited: Collection[str], gold_sets: GoldSets) -> float | None:
    """Share of the distinct cited addresses that are in any gold set; None where nothing is cited or there is no gold.

    >>> citation_precision(["a", "x"], [frozenset({"a"}), frozenset({"b"})])
    0.5
    """
    if not cited or not gold_sets:
        return None
    distinct = set(cited)
    return len(distinct & frozenset.union(*gold_sets)) / len(distinct)


def citation_recall(cited: Collection[str], gold_sets: GoldSets) -> float | None:
    """Share of the best gold set that is cited; None without gold.

    >>> citation_recall(["a"], [frozenset({"a", "b"})])
    0.5
    """
    return max((len(gold.intersection(cited)) / len(gold) for gold in gold_sets), default=None)


def share_held(text: str, must: Sequence[tuple[str, ...]]) -> float | None:
    """Share of the must-strings that a text holds: for a list question, how complete the list is.

    >>> share_held("长沙[1]、株洲[1]", [("长沙",), ("湘潭", "株洲")])
    1.0
    """
    plain = without_markers(text)
    return sum(holds_any(plain, spellings) for spellings in must) / len(must) if must else None


def missing(text: str, must: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The must-strings that a text lacks, alternatives joined by 或."""
    plain = without_markers(text)
    return tuple("或".join(spellings) for spellings in must if not holds_any(plain, spellings))


def is_right(question: Question, answer: Answer) -> bool:
    """Whether an answer is right.

    A question to be refused: the answer refuses and holds every must. Any other: the answer does not refuse, holds
    every must, and its citations hold a full gold set.
    """
    if answer.refused is not question.refuse or missing(answer.text, question.must):
        return False
    return question.refuse or covers(answer.cited, question.gold_sets)


def length(text: str) -> int:
    """Characters of an answer without markers and white space.

    >>> length("共 8 家[1]。")
    4
    """
    return len(compact(without_markers(text)))


def share_verbatim(text: str, quotes: Collection[str]) -> float | None:
    """Share of an answer's characters that stand in one of its quotes; white space and markers do not count.

    A run counts from `SHORTEST_QUOTE` characters on, or when it is a whole quote (a table cell). Found greedily from
    the left, longest first. None for an empty answer.

    >>> share_verbatim("产值达到5000亿元[1]，好。", ["到2025年，产值达到5000亿元"])
    0.7692307692307693
    """
    plain = compact(without_markers(text))
    sources = [compact(quote) for quote in quotes if quote.strip()]
    position = covered = 0
    while position < len(plain):
        run = max((_run(plain, position, source) for source in sources), default=0)
        covered += run
        position += run or 1
    return covered / len(plain) if plain else None


def _run(text: str, start: int, source: str) -> int:
    """Length of the longest piece of `text` from `start` on that stands in `source`; 0 where too short to count."""
    end = start
    while end < len(text) and text[start : end + 1] in source:
        end += 1
    whole = text[start:end] == source
    return end - start if whole or end - start >= SHORTEST_QUOTE else 0
