"""Whether the documents hold an answer: what a question demands against what the evidence says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.knowledge import Ask
from index.clause import Clause
from index.text import compact, fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision.

    Attributes:
        answerable: whether to answer.
        reason: what is missing, for the refusal; empty where it is off-topic.
        topical: whether the question is about the documents at all.
    """

    answerable: bool
    reason: str = ""
    topical: bool = True


OFF_TOPIC_COSINE = 0.80


def judge(ask: Ask, draft: Draft | None) -> Verdict:
    """Decide on an answer that was drafted."""
    question = ask.question
    if question.unknown_document:
        return Verdict(False, f"没有收录 {question.unknown_document}")
    if draft is None:
        return Verdict(False, "", topical=bool(question.mentions))
    missing = _missing_year(ask, draft) or _missing_name(ask, draft)
    if missing:
        return Verdict(False, missing)
    return Verdict(True)


def _missing_year(ask: Ask, draft: Draft) -> str:
    for year in ask.question.years:
        if not any(_speaks_of_year(ask, clause, year) for clause in draft.clauses):
            return f"{year}年"
    return ""


def _speaks_of_year(ask: Ask, clause: Clause, year: str) -> bool:
    node: Clause | None = clause
    while node is not None:
        if year in node.text or any(year in cell.column for cell in node.cells):
            return True
        node = ask.library.parent(node)
    return False


def _missing_name(ask: Ask, draft: Draft) -> str:
    """A name of the question that none of the evidence holds."""
    evidence = fold(compact("".join(_context(ask, clause) for clause in draft.clauses)))
    for mention in ask.question.mentions:
        if mention.exactness < 1.0 or not mention.kinds & {"row", "column", "listed", "heading"}:
            continue
        name = fold(mention.name)
        if name not in evidence and re.sub(r"(?:产业|市|州)$", "", name) not in evidence:
            return mention.name
    return ""


def _context(ask: Ask, clause: Clause) -> str:
    document = ask.library.document_of(clause)
    return "".join((*clause.path, clause.heading, clause.label, clause.text, clause.sentence, document.title, document.full_title))
