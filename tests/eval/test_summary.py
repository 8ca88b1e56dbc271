"""What each score of a run is taken over."""

from __future__ import annotations

from eval.case import Case
from eval.summary import Summary, operating_point, risk_points, score
from eval.uncertainty import Share
from tests.eval.examples import answer, question, refused_case, right_case, wrong_case

CASES = [
    right_case("a"),
    wrong_case("b", kind="duty"),
    refused_case("c", refuse=False),
    refused_case("d"),
    Case(question("e", kind="offtopic", refuse=True), answer("今天晴。")),
]


def test_refusals_and_answers_are_counted_apart() -> None:
    overall = score("全部", CASES)
    assert overall.right == Share(1, 3)
    assert overall.found == Share(1, 3)
    assert overall.declined == Share(1, 2)
    assert overall.false_refusals == Share(1, 3)


def test_what_does_not_apply_is_left_out_of_a_mean() -> None:
    overall = score("全部", CASES)
    assert overall.citation_precision == 0.5  # the refusal cites nothing
    assert overall.citation_recall == 1 / 3
    assert overall.mrr == 1 / 3


def test_kinds_come_in_the_order_of_the_design_and_unknown_ones_last() -> None:
    cases = [wrong_case("x", kind="riddle"), *CASES]
    assert [scores.name for scores in Summary.of(cases).kinds] == ["fact", "duty", "unanswerable", "offtopic", "riddle"]


def test_the_operating_point_is_what_was_answered() -> None:
    assert operating_point(CASES) == (3 / 5, 2 / 3)
    assert operating_point([refused_case()]) is None


def test_refusals_are_no_point_of_the_curve() -> None:
    assert risk_points([refused_case()]) == ()
    assert [point.coverage for point in risk_points(CASES)] == [1.0]


def test_a_failed_question_is_wrong_even_where_nothing_is_asked_for() -> None:
    failed = Case(question(), answer(), error="ValueError: 坏了")
    assert not failed.right
    assert score("全部", [failed]).errors == 1


def test_a_case_has_the_fields_of_ask_and_its_own() -> None:
    row = right_case("a").to_json()
    assert row["id"] == "a" and row["kind"] == "fact" and row["cited"] == ["甲/一"]
    assert row["measures"]["right"] is True and row["measures"]["recall@1"] == 1.0
