"""Example questions for an index, made from what its documents hold."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge import Knowledge
from index.clause import Clause


def example_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """Questions of different kinds about what the documents hold; whether they are answered is not checked here."""
    return tuple(dict.fromkeys(_questions(knowledge)))


def _questions(knowledge: Knowledge) -> Iterator[str]:
    sections = [c for c in knowledge.library.clauses if c.heading and c.duties and any(t.year for t in knowledge.targets(c))]
    if sections:
        section = sections[len(sections) // 2]
        year = next(target.year for target in knowledge.targets(section) if target.year)
        yield f"到{year}年，{section.heading}的目标是多少？"
        yield f"{sections[-1].heading}由谁牵头？"
    for matrix in knowledge.matrices:
        meaning = next(iter(matrix.meanings.values()), "")
        if meaning:
            yield f"{matrix.columns[0].label}的{meaning}有哪些？"
            yield f"哪些地方把{matrix.rows[0].label}列为{meaning}？"
    articles = [clause for clause in knowledge.library.clauses if clause.kind == "article"]
    if articles:
        yield f"{articles[0].document}{articles[min(4, len(articles) - 1)].label}讲的是什么？"
    item = next((c for c in knowledge.library.clauses if c.kind == "arabic" and c.heading), None)
    if item:
        yield f"“{item.heading}”写在哪一条？"


def words_of(question: str) -> str:
    """A question without its marks and spaces, as it is compared with others."""
    return "".join(filter(str.isalnum, question))


def follow_up_questions(knowledge: Knowledge, clause: Clause) -> tuple[str, ...]:
    """Questions that lead on from a clause: its figures, who answers for it, where its subject stands in a table."""
    return tuple(dict.fromkeys(_leading_on(knowledge, clause)))


def _leading_on(knowledge: Knowledge, clause: Clause) -> Iterator[str]:
    section = knowledge.owner(clause) or clause
    name = section.heading
    if name and section.duties and not section.cells:
        yield f"{name}由谁牵头？"
        year = next((target.year for target in knowledge.targets(section) if target.year), "")
        if year:
            yield f"到{year}年，{name}的目标是多少？"
    for matrix in knowledge.matrices:
        meaning = next(iter(matrix.meanings.values()), "")
        row = next((row for row in matrix.rows if row.label in {clause.label, name}), None)
        if meaning and row:
            yield f"哪些地方把{row.label}列为{meaning}？"
        if meaning and clause.address == next((column.address for column in matrix.columns if column == clause), ""):
            other = matrix.columns[(matrix.columns.index(clause) + 1) % len(matrix.columns)]
            yield f"{clause.label}与{other.label}的{meaning}各有哪些？"
    if name:
        yield f"“{name}”写在哪一条？"
