"""The changes of the embedding model are learned from the questions, and written as the model is unpacked with them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from safetensors.numpy import save

from eval.adapt import FROZEN, RANK, Example, Learner, _drawn, examples, learn
from eval.questions import Question
from index.embed.unpack import adapted, read_weights, write_model

_WAGES, _PLACE = "拖欠劳动报酬的，责令限期支付。", "应当提供符合要求的场所。"


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Learner:
    folder: Path = tmp_path_factory.mktemp("model")
    write_model(folder, read_weights(), {})
    return Learner(folder)


def test_the_clause_that_answers_is_learned(learner: Learner) -> None:
    example = Example("工钱不给怎么办", ((_PLACE,), (_WAGES,)), (True, False))  # against what it knows
    said: list[str] = []
    learn(learner, [example] * 160, said.append)
    losses = [float(line.split()[-1]) for line in said]
    assert len(losses) == 20 and losses[-1] < losses[0] / 2


def test_changes_fit_the_matrices_they_are_for(learner: Learner) -> None:
    changes = {name: tensor.numpy() for name, tensor in learner.tensors().items()}
    assert save(changes) and len(changes) == 2 * 6 * (12 - FROZEN)
    assert all(RANK in change.shape for change in changes.values())
    name = f"encoder.layer.{FROZEN}.output.dense"
    down, up = changes[f"{name}.down"], changes[f"{name}.up"]
    weight = (down @ up).T * 0
    assert adapted({f"{name}.weight": weight}, {f"{name}.down": down, f"{name}.up": up})[f"{name}.weight"].any()


def test_more_is_drawn_from_what_is_near() -> None:
    passages = tuple((f"第{number}条",) for number in range(40))
    example = Example("第9条", passages, tuple(number == 9 for number in range(40)))
    answer, *others = _drawn(example, random.Random(0))
    assert answer == "第9条" and len(others) == 6 and sum(passages.index((text,)) <= 12 for text in others) >= 4


def test_a_question_comes_with_the_clauses_found_for_it(assistant) -> None:  # type: ignore[no-untyped-def]
    gold = "湘政办发〔2023〕54号/三/（二）"
    question = Question(id="x", kind="fact", question="轨道交通产业2027年的产值目标是多少？", gold=(gold,))
    (example,) = examples(assistant, [question])
    assert sum(example.answers) == 1 and len(example.passages) == len(example.answers) == 40
