"""The reports for people: text and page."""

from __future__ import annotations

import re

from eval.accepted import Outcome, compare
from eval.case import Case
from eval.charts import bins, histogram, risk_curve
from eval.html import page
from eval.report import WORST, Report, case_text
from eval.summary import Summary
from eval.uncertainty import RiskPoint
from tests.eval.examples import answer, question, refused_case, right_case, wrong_case

HOSTILE = "<script>alert(1)</script>"


def report(*cases: Case) -> Report:
    """A report over some cases, all of which may be shown."""
    return Report(Summary.of(cases), cases, cases)


def test_every_kind_has_a_row_and_all_have_one_together() -> None:
    text = report(right_case("a"), wrong_case("b", kind="duty"), refused_case("c")).to_text()
    for name in ("fact", "duty", "unanswerable", "全部"):
        assert re.search(rf"^ *{name} ", text, re.MULTILINE)
    assert ".500 1/2" in text


def test_a_kind_may_be_named_like_markup() -> None:
    assert "[red]" in report(right_case("a", kind="[red]")).to_text()


def test_a_wrong_case_is_shown_with_question_answer_gold_and_citation() -> None:
    case = Case(
        question("f1", question="多少家？", gold=("甲/一",), must=(("5家",),)),
        answer("共15家[1]", cited=["甲/二"], retrieved=["甲/二"]),
    )
    assert case_text(case).splitlines() == [
        "■ f1（fact）多少家？",
        "  理解为：问",
        "  回答：共15家[1]",
        "  应为：甲/一",
        "  引用：甲/二",
        "  未含：5家",
        "  前五条：甲/二",
    ]


def test_only_the_worst_cases_are_printed_in_full() -> None:
    text = report(*(wrong_case(f"q{number}") for number in range(WORST + 5))).to_text()
    assert text.count("■") == WORST


def test_cases_that_may_not_be_shown_still_count() -> None:
    cases = [wrong_case("secret")]
    hidden = Report(Summary.of(cases), cases, shown=[])
    assert "secret" not in hidden.to_text() + page(hidden)
    assert ".000 0/1" in hidden.to_text()


def test_the_comparison_names_what_changed() -> None:
    comparison = compare([wrong_case("a")], {"a": Outcome.of(right_case("a"))})
    text = Report(Summary.of([wrong_case("a")]), [], [], comparison=comparison).to_text()
    assert "新错：a" in text


def test_the_json_holds_summary_and_cases() -> None:
    written = report(right_case("a")).to_json()
    assert written["summary"]["right"]["value"] == 1.0
    assert [case["id"] for case in written["cases"]] == ["a"]


def test_the_page_asks_nobody_for_anything() -> None:
    made = page(report(right_case("a"), wrong_case("b"), refused_case("c")))
    assert not re.search(r"""https?:|//|@import|url\(|<script|<link|<img|src=""", made)


def test_the_page_escapes_every_text() -> None:
    case = Case(question(HOSTILE, kind=HOSTILE, question=HOSTILE, note=HOSTILE), answer(HOSTILE, refused=True))
    assert "<script" not in page(report(case))


def test_the_histogram_holds_every_value() -> None:
    counts, step = bins([0.0, 12.5, 18.0, 230.0])
    assert sum(counts) == 4
    assert histogram([0.0, 12.5, 18.0, 230.0], "毫秒").count("<rect") == len(counts) == int(230 / step) + 1
    assert histogram([], "毫秒") == ""


def test_the_curve_shows_the_operating_point() -> None:
    drawn = risk_curve([RiskPoint(0.9, 0.5, 0.0), RiskPoint(0.2, 1.0, 0.5)], (0.8, 0.25))
    assert "<polyline" in drawn and "<circle" in drawn
    assert risk_curve([], None) == ""
