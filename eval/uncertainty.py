"""How sure a score is: intervals, paired tests, risk against coverage. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from typing import Any


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95 % interval."""

    hits: int
    of: int

    @classmethod
    def count(cls, outcomes: Iterable[bool]) -> Share:
        """The share of outcomes that are True.

        >>> Share.count([True, False])
        Share(hits=1, of=2)
        """
        counted = list(outcomes)
        return cls(sum(counted), len(counted))

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    def to_json(self) -> dict[str, Any]:
        """Value, counts and the Wilson interval."""
        low, high = wilson(self.hits, self.of)
        return {
            "value": rounded(self.value),
            "hits": self.hits,
            "of": self.of,
            "interval": [rounded(low), rounded(high)],
        }


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share (Wilson 1927); `(0, 1)` of nothing.

    Args:
        hits: how many succeeded.
        of: how many were tried.
        z: the normal quantile; 1.96 gives 95 %.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Exact two-sided McNemar test of (before, after) on the same questions: the chance of so uneven a change.

    >>> mcnemar([(False, True)] * 6 + [(True, True)] * 50)
    0.03125
    """
    changed = [after for before, after in pairs if before is not after]
    n, fewer = len(changed), min(sum(changed), len(changed) - sum(changed))
    return float(min(1.0, 2 * sum(comb(n, k) for k in range(fewer + 1)) / 2**n))


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What answering everything down to one confidence would mean.

    Attributes:
        threshold: the confidence from which on is answered.
        coverage: share of all questions that would be answered.
        risk: share of those answers that would be wrong.
    """

    threshold: float
    coverage: float
    risk: float


def risk_coverage(scored: Sequence[tuple[float, bool]]) -> tuple[RiskPoint, ...]:
    """The risk–coverage curve (El-Yaniv and Wiener 2010), one point for each distinct confidence, highest first.

    Args:
        scored: the confidence of each question, and whether answering it would be right.

    >>> [(point.coverage, point.risk) for point in risk_coverage([(0.9, True), (0.2, False)])]
    [(0.5, 0.0), (1.0, 0.5)]
    """
    points: dict[float, RiskPoint] = {}
    wrong = 0
    for answered, (confidence, right) in enumerate(sorted(scored, reverse=True), start=1):
        wrong += not right
        points[confidence] = RiskPoint(confidence, answered / len(scored), wrong / answered)
    return tuple(points.values())


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None of nothing.

    >>> mean([1.0, None, 0.0])
    0.5
    """
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which `share` of the values lie, linear between neighbours; None of nothing.

    >>> percentile([1, 2, 3, 4], 0.5)
    2.5
    """
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below, above = ordered[int(place)], ordered[min(int(place) + 1, len(ordered) - 1)]
    return below + (above - below) * (place - int(place))


def rounded(value: Any) -> Any:
    """A float to four decimals, for files that people read too; anything else as it is."""
    return round(value, 4) if isinstance(value, float) else value
