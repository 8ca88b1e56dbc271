"""The order of the clauses: features say what they promise, and the clause that answers comes first."""

import dataclasses
import math

import numpy as np

from assistant.assistant import Assistant
from assistant.knowledge import Ask, Knowledge
from assistant.names import Names
from assistant.rerank import CANDIDATES, Features, Reranker
from assistant.retrieve import Retrieved
from assistant.understand import Understanding
from index.document import read_document
from index.library import Library


def _asked(assistant: Assistant, question: str) -> tuple[Ask, Ask]:
    understood = assistant.understanding(question)
    found = Ask(understood, assistant.retriever(understood), assistant.knowledge)
    return found, assistant.rerank(found)


def test_same_clauses_in_another_order(assistant: Assistant) -> None:
    found, ordered = _asked(assistant, "对落实不力的怎么处理？")
    assert set(found.retrieved.clauses) == set(ordered.retrieved.clauses)
    assert found.retrieved.clauses[CANDIDATES:] == ordered.retrieved.clauses[CANDIDATES:]
    logits = [ordered.retrieved.logits[clause.address] for clause in ordered.retrieved.clauses[:CANDIDATES]]
    assert logits == sorted(logits, reverse=True)


def test_chances_are_probabilities(assistant: Assistant) -> None:
    _, ordered = _asked(assistant, "对落实不力的怎么处理？")
    chances = [ordered.chance(clause) for clause in ordered.retrieved.clauses]
    assert all(0 <= chance <= 1 for chance in chances)
    assert math.isclose(sum(chances), 1.0)


def test_clauses_asked_for_by_address_stay_first(assistant: Assistant) -> None:
    found, ordered = _asked(assistant, "潭政发〔2021〕8号四（三）写了什么？")
    assert found.question.passages
    assert ordered.retrieved.clauses[0] == found.question.passages[0].clause


def test_features_of_a_question_that_a_clause_says(assistant: Assistant) -> None:
    found, _ = _asked(assistant, "对落实不力、敷衍塞责的怎么通报？")
    clause = assistant.library.clause("潭政发〔2021〕8号/四/（三）")
    assert clause is not None
    near, far = (dataclasses.replace(found, question=dataclasses.replace(found.question, earlier=e)) for e in ((clause,), ()))
    features = assistant.rerank.features(near, clause, 0)
    assert isinstance(features, Features)
    assert 0.5 < features.said <= 1
    assert features.near == 1
    assert assistant.rerank.features(far, clause, 0).near == 0
    assert features.first == 1


_STATUTE = """某市水文条例

第一章　总则

第一条　为了保护水文监测环境，制定本条例。

第二条　禁止在监测河段内取土、挖砂、倾倒废弃物。

第二章　法律责任

第三条　违反本条例规定，从事本条例第二条所列活动的，责令停止，处1万元以下罚款。

第四条　损坏监测设施的，处5万元以下罚款。
"""


def test_the_penalty_comes_before_the_clause_that_forbids(assistant: Assistant) -> None:
    library = Library((read_document(_STATUTE.encode(), "条例.txt", frozenset()),))
    names = Names(library.documents)
    understanding = Understanding(library, names, assistant.understanding.segmenter)
    knowledge = Knowledge(library, names, {})
    question = understanding("在监测河段内挖砂，罚多少？")
    scores = {clause.address: float("第二条" in clause.address) for clause in library.clauses}
    clauses = tuple(sorted(library.clauses, key=lambda clause: -scores[clause.address]))
    ordered = Reranker(knowledge)(Ask(question, Retrieved(clauses, scores, 0.8, np.zeros(3, np.float32)), knowledge))
    assert [clause.label for clause in ordered.retrieved.clauses[:2]] == ["第三条", "第二条"]
