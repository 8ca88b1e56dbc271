"""Each measure by its stated convention, with values worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval.measures import (
    citation_precision,
    citation_recall,
    covers,
    found_at,
    is_right,
    length,
    missing,
    rank,
    share_held,
    share_verbatim,
)
from tests.eval.examples import answer, question

TWO = [frozenset({"a", "b"})]
EITHER = [frozenset({"a", "b"}), frozenset({"c"})]


def test_recall_is_the_share_of_all_gold_clauses() -> None:
    ranking = rank(["a", "x", "y", "b"], TWO)
    assert ranking is not None
    assert ranking.recall == {1: 0.5, 3: 0.5, 5: 1.0, 8: 1.0}


def test_ndcg_and_reciprocal_rank_are_the_standard_ones() -> None:
    ranking = rank(["x", "a"], TWO)
    assert ranking is not None
    assert ranking.reciprocal_rank == 0.5
    assert ranking.ndcg == pytest.approx((1 / log2(3)) / (1 + 1 / log2(3)))


def test_the_best_gold_set_counts() -> None:
    ranking = rank(["c", "a"], EITHER)
    assert ranking is not None
    assert (ranking.recall[1], ranking.reciprocal_rank, ranking.ndcg) == (1.0, 1.0, 1.0)


def test_nothing_retrieved_scores_nothing() -> None:
    ranking = rank([], TWO)
    assert ranking is not None
    assert (ranking.recall[8], ranking.reciprocal_rank, ranking.ndcg) == (0.0, 0.0, 0.0)


def test_without_gold_there_is_no_ranking() -> None:
    assert rank(["a"], []) is None
    assert found_at(["a"], []) is None


def test_found_wants_a_whole_gold_set() -> None:
    assert found_at(["a", "x", "b"], TWO, depth=3)
    assert not found_at(["a", "x", "b"], TWO, depth=2)
    assert found_at(["c"], EITHER, depth=1)


def test_halves_of_two_gold_sets_are_no_whole_one() -> None:
    assert not covers({"a", "d"}, [frozenset({"a", "b"}), frozenset({"c", "d"})])


def test_citations_of_any_gold_set_are_precise_and_only_exact_addresses_count() -> None:
    assert citation_precision(["a", "c", "a/1", "a"], EITHER) == pytest.approx(2 / 3)
    assert citation_precision([], EITHER) is None


def test_citation_recall_takes_the_best_gold_set() -> None:
    assert citation_recall(["a"], EITHER) == 0.5
    assert citation_recall(["c"], EITHER) == 1.0
    assert citation_recall([], EITHER) == 0.0


def test_held_counts_alternatives_once() -> None:
    must = [("长沙",), ("湘潭", "湘潭市"), ("岳阳",)]
    assert share_held("长沙[1]、湘潭[1]", must) == pytest.approx(2 / 3)
    assert missing("长沙[1]", must) == ("湘潭或湘潭市", "岳阳")
    assert share_held("长沙", []) is None


def test_a_right_answer_holds_every_must_and_cites_a_full_gold_set() -> None:
    asked = question(gold=("a", "b"), must=(("5家",),))
    assert is_right(asked, answer("共5家[1][2]", cited=["a", "b"]))
    assert not is_right(asked, answer("共15家[1][2]", cited=["a", "b"]))
    assert not is_right(asked, answer("共5家[1]", cited=["a"]))
    assert not is_right(asked, answer("共5家[1][2]", cited=["a", "b"], refused=True))


def test_a_question_to_be_refused_wants_a_refusal() -> None:
    asked = question(refuse=True)
    assert is_right(asked, answer("文件未载明。", cited=["a"], refused=True))
    assert not is_right(asked, answer("共5家[1]", cited=["a"]))


def test_length_leaves_markers_and_white_space_aside() -> None:
    assert length("共 5 家[1]\n[12]") == 3


def test_what_stands_in_a_quote_is_verbatim() -> None:
    assert share_verbatim("产值达到 5000亿元[1]", ["到2025年，\n产值达到5000亿元，"]) == 1.0
    assert share_verbatim("产值很高", ["产值达到5000亿元"]) == 0.0
    assert share_verbatim("长沙：★★★", ["★★★"]) == pytest.approx(3 / 6)
    assert share_verbatim("", ["产值"]) is None
