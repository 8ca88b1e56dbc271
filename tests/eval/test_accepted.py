"""Accepted scores: compared question by question, changed only on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.accepted import AcceptedError, Outcome, compare, read_accepted, write_accepted
from tests.eval.examples import refused_case, right_case, wrong_case


def accepted(*names: str) -> dict[str, Outcome]:
    """Questions that were all answered right."""
    return {name: Outcome.of(right_case(name)) for name in names}


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    write_accepted([right_case("a"), refused_case("b")], {"right": 1.0}, file)
    assert read_accepted(file) == {"a": Outcome(True, True, False, False), "b": Outcome(True, None, True, True)}


@pytest.mark.parametrize("content", [None, "{", "[]", '{"questions": {"a": {"rihgt": true}}}'])
def test_accepted_scores_that_cannot_be_used_are_an_error(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(AcceptedError, match="--accept"):
        read_accepted(file)


def test_one_question_may_get_worse_and_two_of_few_may_not() -> None:
    before = accepted("a", "b", "c")
    assert not compare([wrong_case("a"), right_case("b"), right_case("c")], before).failed
    worse = compare([wrong_case("a"), wrong_case("b"), right_case("c")], before)
    assert "答对变差 2 个（容许 1 个）" in worse.reason


def test_two_in_a_hundred_may_get_worse_and_three_may_not() -> None:
    names = [f"q{number}" for number in range(100)]
    before = accepted(*names)
    for lost, failed in ((2, False), (3, True)):
        cases = [wrong_case(name) for name in names[:lost]] + [right_case(name) for name in names[lost:]]
        assert compare(cases, before).failed is failed


def test_more_false_refusals_are_a_loss() -> None:
    worse = compare([refused_case(name, refuse=False) for name in "ab"], accepted("a", "b"))
    assert "误拒变差 2 个" in worse.reason


def test_new_and_missing_questions_are_named_and_not_compared() -> None:
    comparison = compare([right_case("a"), wrong_case("new")], accepted("a", "gone"))
    assert (comparison.new, comparison.gone, comparison.newly_wrong) == (("new",), ("gone",), ())
    assert not comparison.failed


def test_nothing_in_common_is_a_failure() -> None:
    assert compare([right_case("a")], accepted("b")).reason == "没有一个问题可比"
