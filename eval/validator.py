"""The stricter checks that our own questions file passes: golds exist, quotes stand where they are said to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from eval.questions import KINDS, Question
from index.clause import Clause
from index.text import compact


class Library(Protocol):
    """What the evaluation needs of the indexed documents."""

    def clause(self, address: str) -> Clause | None:
        """The clause that stands at exactly this address."""


def validate(questions: Sequence[Question], library: Library) -> list[str]:
    """Everything wrong with a questions file, one Chinese line each; empty for a good file.

    Every gold address exists; every quote of the evidence stands, white space aside, in a gold clause; refusals have
    no gold and all others have; kinds are known, and each is present; ids are unique.
    """
    lines = [f"{question.id}：{fault}" for question in questions for fault in _faults(question, library)]
    ids = [question.id for question in questions]
    lines += [f"{name}：编号重复" for name in sorted({name for name in ids if ids.count(name) > 1})]
    lines += [f"缺少 {kind} 类问题" for kind in KINDS if kind not in {question.kind for question in questions}]
    return lines


def missing_gold(question: Question, library: Library) -> tuple[str, ...]:
    """The gold addresses, of any set, at which no clause stands."""
    addresses = (address for gold in (question.gold, *question.alt_gold) for address in gold)
    return tuple(address for address in addresses if library.clause(address) is None)


def _faults(question: Question, library: Library) -> Iterator[str]:
    if question.kind not in KINDS:
        yield f"未知的类型 {question.kind}"
    if question.kind == "followup" and not question.history:
        yield "追问没有前文 history"
    if question.refuse and question.gold_sets:
        yield "应拒答的问题不应有 gold"
    if not question.refuse and not question.gold_sets:
        yield "没有 gold"
    if any(not spelling.strip() for spellings in question.must or () for spelling in spellings or ("",)):
        yield "must 中有空字符串"
    for address in missing_gold(question, library):
        yield f"没有这一条款：{address}"
    for quote in question.evidence:
        golds = _gold_clauses(question, library)
        if not (stands_in(quote, golds) or names_a_cell(quote, golds, library)):
            yield f"gold 条款中没有这句原文：{quote}"


def stands_in(quote: str, clauses: Sequence[Clause]) -> bool:
    """Whether a quote stands in the text, or in one cell, of one of the clauses; white space is ignored."""
    wanted = compact(quote)
    texts = (text for clause in clauses for text in (clause.text, *(cell.value for cell in clause.cells)))
    return bool(wanted) and any(wanted in compact(text) for text in texts)


def names_a_cell(quote: str, clauses: Sequence[Clause], library: Library) -> bool:
    """Whether a quote is the printed name of a row or column that one of the table clauses has a cell in."""
    wanted = compact(quote)
    for clause in clauses:
        if not clause.cells:
            continue
        annex = library.clause(clause.address.rpartition("/")[0])
        rows = [library.clause(f"{clause.address.rpartition('/')[0]}/{cell.row}") for cell in clause.cells]
        printed = [compact(each.text) for each in (annex, *rows) if each is not None]
        if wanted and any(wanted in text for text in printed):
            return True
    return False


def _gold_clauses(question: Question, library: Library) -> list[Clause]:
    found = (library.clause(address) for gold in (question.gold, *question.alt_gold) for address in gold)
    return [clause for clause in found if clause is not None]
