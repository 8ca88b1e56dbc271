"""The scores of many cases: overall and by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.case import Case
from eval.measures import DEPTHS
from eval.questions import KINDS
from eval.uncertainty import RiskPoint, Share, mean, percentile, risk_coverage, rounded


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a group of cases.

    Attributes:
        name: the kind, or a word for all.
        questions: how many.
        found: found at 5, of the questions with gold.
        recall: mean recall by depth, over the questions with gold.
        mrr: mean reciprocal rank, over the questions with gold.
        ndcg: mean nDCG@10, over the questions with gold.
        right: right answers, of the answerable questions.
        declined: declined, of the questions to be refused.
        false_refusals: declined, of the answerable questions.
        citation_precision: mean over the answers to questions with gold that cite something.
        citation_recall: mean over the questions with gold.
        held: mean share of must-strings held, over the answerable questions that have some.
        verbatim: mean share that stands in the quotes, over the answers that are no refusals.
        lengths: 50th and 90th percentile of the answers to answerable questions, characters.
        latencies: 50th and 95th percentile, milliseconds.
        removed: statements that verification took out.
        errors: questions whose asking failed.
    """

    name: str
    questions: int
    found: Share
    recall: dict[int, float | None]
    mrr: float | None
    ndcg: float | None
    right: Share
    declined: Share
    false_refusals: Share
    citation_precision: float | None
    citation_recall: float | None
    held: float | None
    verbatim: float | None
    lengths: tuple[float | None, float | None]
    latencies: tuple[float | None, float | None]
    removed: int
    errors: int

    def to_json(self) -> dict[str, Any]:
        """One flat object; each share with its 95 % interval."""
        row = {
            "questions": self.questions,
            "found@5": self.found.to_json(),
            **{f"recall@{depth}": self.recall[depth] for depth in DEPTHS},
            "mrr": self.mrr,
            "ndcg@10": self.ndcg,
            "right": self.right.to_json(),
            "declined": self.declined.to_json(),
            "false_refusals": self.false_refusals.to_json(),
            "citation_precision": self.citation_precision,
            "citation_recall": self.citation_recall,
            "held": self.held,
            "verbatim": self.verbatim,
            "length_p50": self.lengths[0],
            "length_p90": self.lengths[1],
            "latency_ms_p50": self.latencies[0],
            "latency_ms_p95": self.latencies[1],
            "removed": self.removed,
            "errors": self.errors,
        }
        return {name: rounded(value) for name, value in row.items()}


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores of a run: of all cases and of each kind, kinds in the order of the design."""

    overall: Scores
    kinds: tuple[Scores, ...]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Summary:
        """Score every kind that occurs."""
        kinds = sorted({case.question.kind for case in cases}, key=_kind_order)
        each = (score(kind, [case for case in cases if case.question.kind == kind]) for kind in kinds)
        return cls(score("全部", cases), tuple(each))

    def to_json(self) -> dict[str, Any]:
        """The `summary` of `--json`."""
        return {**self.overall.to_json(), "kinds": {scores.name: scores.to_json() for scores in self.kinds}}


def score(name: str, cases: Sequence[Case]) -> Scores:
    """The scores of some cases; what each measure is taken over is said at `Scores`."""
    answerable = [case for case in cases if not case.question.refuse]
    rankings = [case.ranking for case in answerable if case.ranking]
    return Scores(
        name=name,
        questions=len(cases),
        found=Share.count(case.found for case in answerable if case.found is not None),
        recall={depth: mean(ranking.recall[depth] for ranking in rankings) for depth in DEPTHS},
        mrr=mean(ranking.reciprocal_rank for ranking in rankings),
        ndcg=mean(ranking.ndcg for ranking in rankings),
        right=Share.count(case.right for case in answerable),
        declined=Share.count(case.answer.refused for case in cases if case.question.refuse),
        false_refusals=Share.count(case.answer.refused for case in answerable),
        citation_precision=mean(case.citation_precision for case in answerable),
        citation_recall=mean(case.citation_recall for case in answerable),
        held=mean(case.held for case in answerable),
        verbatim=mean(case.verbatim for case in cases),
        lengths=_percentiles([case.length for case in answerable if not case.error], 0.9),
        latencies=_percentiles([case.answer.latency_ms for case in cases if not case.error], 0.95),
        removed=sum(len(case.answer.removed) for case in cases),
        errors=sum(bool(case.error) for case in cases),
    )


def risk_points(cases: Sequence[Case]) -> tuple[RiskPoint, ...]:
    """The risk–coverage curve; answering what should be refused is wrong.

    Empty where the answers carry no confidence.
    """
    scored = [(case.confidence, case.right and not case.question.refuse) for case in cases]
    return risk_coverage([(confidence, right) for confidence, right in scored if confidence is not None])


def operating_point(cases: Sequence[Case]) -> tuple[float, float] | None:
    """Coverage and risk as the assistant really answers: share answered, and share of those wrong."""
    answered = [case for case in cases if not case.answer.refused]
    if not answered:
        return None
    return len(answered) / len(cases), sum(not case.right for case in answered) / len(answered)


def _percentiles(values: Sequence[float], upper: float) -> tuple[float | None, float | None]:
    return percentile(values, 0.5), percentile(values, upper)


def _kind_order(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else len(KINDS)), kind
