"""The order of the clauses: features say what they promise, and the clause that answers comes first."""

import dataclasses
import math

from assistant.assistant import Assistant
from assistant.knowledge import Ask
from assistant.rerank import CANDIDATES, Features


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
