"""Small records for the tests of the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Answer, Citation
from eval.case import Case
from eval.questions import Question
from index.clause import Cell, Clause, Span


def clause(address: str, text: str = "", cells: tuple[Cell, ...] = (), derived: bool = False) -> Clause:
    """A clause that has nothing but an address and a text."""
    document, *labels = address.split("/")
    return Clause(
        address=address,
        document=document,
        labels=tuple(labels),
        kind="item",
        heading="",
        path=(),
        spans=(Span(0, len(text)),),
        text=text,
        reference=address,
        cells=cells,
        derived=derived,
        sentence=f"{address}：{text}" if derived else "",
    )


def answer(text: str = "", cited: Sequence[str] = (), retrieved: Sequence[str] = (), **fields: Any) -> Answer:
    """An answer that cites and retrieved clauses by their addresses."""
    citations = tuple(
        Citation(marker, address, address, fields.get("quote", ""), (Span(0, 1),))
        for marker, address in enumerate(cited, start=1)
    )
    return Answer(
        question="问",
        standalone="问",
        text=text,
        refused=fields.get("refused", False),
        citations=citations,
        retrieved=tuple(map(clause, retrieved)),
        latency_ms=fields.get("latency_ms", 10.0),
    )


def question(name: str = "q1", **fields: Any) -> Question:
    """A question of which only the fields given matter."""
    return Question(id=name, kind=fields.pop("kind", "fact"), question=fields.pop("question", "问"), **fields)


def right_case(name: str = "q1", **fields: Any) -> Case:
    """A question that was answered right."""
    return Case(question(name, gold=("甲/一",), **fields), answer("答[1]", cited=["甲/一"], retrieved=["甲/一"]))


def wrong_case(name: str = "q1", **fields: Any) -> Case:
    """A question that was answered with another clause."""
    return Case(question(name, gold=("甲/一",), **fields), answer("错[1]", cited=["甲/二"], retrieved=["甲/二"]))


def refused_case(name: str = "q1", refuse: bool = True) -> Case:
    """A question that was declined, rightly or not."""
    gold = () if refuse else ("甲/一",)
    kind = "unanswerable" if refuse else "fact"
    return Case(question(name, kind=kind, refuse=refuse, gold=gold), answer("文件未载明。", refused=True))
