"""The comparison by evidence, without any model."""

from __future__ import annotations

from eval.textbook import holds_all, shown, within_budget
from tests.eval.examples import clause


def test_evidence_may_be_spread_over_passages_but_a_quote_may_not() -> None:
    assert holds_all(["产值", "五家"], ["产值高", "五 家"])
    assert not holds_all(["产值五家"], ["产值", "五家"])


def test_the_budget_cuts_the_last_passage() -> None:
    assert within_budget(["一二三", "四五六", "七"], characters=5) == ["一二三", "四五"]
    assert within_budget(["一二"], characters=5) == ["一二"]


def test_a_column_is_shown_with_the_sentence_that_names_its_rows() -> None:
    assert shown(clause("甲/附件1/长沙", "★★★", derived=True)) == "★★★\n甲/附件1/长沙：★★★"
    assert shown(clause("甲/一", "正文")) == "正文"
