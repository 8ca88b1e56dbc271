"""The stricter validator of our own file."""

from __future__ import annotations

from typing import Any

import pytest

from eval.questions import KINDS
from eval.validator import missing_gold, validate
from index.clause import Cell, Clause, Span
from tests.eval.examples import clause, question

CELL = Cell("轨道交通", "长沙", "★★★", Span(0, 3))
CLAUSES = (
    clause("甲/一", "到2025 年，\n产值5000亿元。"),
    clause("甲/二", "另一条。"),
    clause("甲/附件1/长沙", cells=(CELL,), derived=True),
)


class Shelf:
    """A library of three clauses."""

    def clause(self, address: str) -> Clause | None:
        """The clause at exactly this address."""
        return next((clause for clause in CLAUSES if clause.address == address), None)


def faults(**fields: Any) -> list[str]:
    """What the validator says of one question, apart from kinds that are not there."""
    return [fault for fault in validate([question(**fields)], Shelf()) if not fault.startswith("缺少")]


def test_a_quote_may_stand_across_white_space() -> None:
    assert faults(gold=("甲/一",), evidence=("到2025年，产值5000亿元",)) == []


def test_a_quote_may_stand_in_an_alternative_gold_clause_or_a_cell() -> None:
    assert faults(gold=("甲/二",), alt_gold=(("甲/附件1/长沙",),), evidence=("★★★",)) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"gold": ("甲/九",)}, "没有这一条款：甲/九"),
        ({"gold": ("甲/二",), "evidence": ("产值5000亿元",)}, "没有这句原文"),
        ({"gold": ("甲/二",), "refuse": True}, "应拒答的问题不应有 gold"),
        ({}, "没有 gold"),
        ({"gold": ("甲/二",), "kind": "riddle"}, "未知的类型 riddle"),
        ({"gold": ("甲/二",), "kind": "followup"}, "追问没有前文"),
        ({"gold": ("甲/二",), "must": ((),)}, "must 中有空字符串"),
    ],
)
def test_a_fault_is_named(fields: dict[str, Any], fault: str) -> None:
    assert any(fault in line for line in faults(**fields))


def test_kinds_that_are_not_there_and_repeated_ids_are_named() -> None:
    lines = validate([question(gold=("甲/一",)), question(gold=("甲/二",))], Shelf())
    assert lines == ["q1：编号重复", *(f"缺少 {kind} 类问题" for kind in KINDS if kind != "fact")]


def test_gold_that_does_not_exist_is_listed() -> None:
    asked = question(gold=("甲/一", "甲/九"), alt_gold=(("乙/一",),))
    assert missing_gold(asked, Shelf()) == ("甲/九", "乙/一")
