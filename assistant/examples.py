"""Example questions for an index, made from what its documents hold."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge import Knowledge


def example_questions(knowledge: Knowledge, most: int = 5) -> tuple[str, ...]:
    """A few questions the documents answer, of different kinds."""
    return tuple(dict.fromkeys(_questions(knowledge)))[:most]


def _questions(knowledge: Knowledge) -> Iterator[str]:
    sections = [c for c in knowledge.library.clauses if c.heading and c.duties and knowledge.targets(c)]
    if sections:
        target = knowledge.targets(sections[-1])[0]
        yield f"到{target.year}年，{sections[-1].heading}的目标是多少？" if target.year else f"{sections[-1].heading}的目标是多少？"
        yield f"{sections[len(sections) // 2].heading}由谁牵头？"
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
