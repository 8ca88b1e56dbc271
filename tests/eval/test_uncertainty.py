"""Intervals and tests against values from the literature or worked out by hand."""

from __future__ import annotations

import pytest

from eval.uncertainty import RiskPoint, Share, mcnemar, mean, percentile, risk_coverage, wilson


def test_wilson_interval_of_a_known_share() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I


def test_wilson_interval_stays_between_nought_and_one() -> None:
    assert wilson(0, 20)[0] == 0.0
    assert wilson(20, 20)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_mcnemar_counts_only_what_changed() -> None:
    unchanged = [(True, True)] * 40 + [(False, False)] * 7
    assert mcnemar(unchanged) == 1.0
    assert mcnemar(unchanged + [(True, False)] * 5) == pytest.approx(2 / 2**5)
    assert mcnemar([(True, False)] * 3 + [(False, True)] * 3) == 1.0


def test_risk_falls_with_the_wrong_answers_left_out() -> None:
    points = risk_coverage([(0.1, False), (0.9, True), (0.5, True), (0.5, False)])
    assert points == (RiskPoint(0.9, 0.25, 0.0), RiskPoint(0.5, 0.75, 1 / 3), RiskPoint(0.1, 1.0, 0.5))


def test_shares_and_means_of_nothing_are_none() -> None:
    assert Share(0, 0).value is None
    assert mean([None]) is None
    assert percentile([], 0.5) is None


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([10, 20], 0.95) == pytest.approx(19.5)
    assert percentile([7], 0.95) == 7
