"""The weights of the order and of the confidence fitted anew on questions with known answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Answer
from assistant.gate.confidence import Features, features
from assistant.gate.demands import demands
from assistant.knowledge import Ask
from assistant.rerank import CANDIDATES
from assistant.rerank import Features as OrderFeatures
from assistant.turn import Turn
from assistant.verify import verify
from eval.measures import is_right
from eval.questions import Question

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Matrix = NDArray[np.float64]
Choice = tuple[Matrix, NDArray[np.bool_]]  # the features of the clauses found, [clauses, features], and which answer
_STRENGTH = 3.0  # inverse regularisation of the confidence
_DECAY = 1e-3  # regularisation of the order, on standardised features
_BINS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01)


def calibrate(sources: Sequence[tuple[Assistant, Sequence[Question]]]) -> str:
    """The fitted weights of both models, and how often drafts of each confidence are right, as lines to read.

    The confidence depends on the order: after new weights of the order are written down, it has to be fitted again.
    """
    asked = [(assistant, question, understood(assistant, question)) for assistant, questions in sources for question in questions]
    choices = [choice for each in asked if (choice := _choice(*each)) is not None]
    order = zip(OrderFeatures._fields, fit_order(choices), strict=True)
    lines = ["次序：" + "，".join(f"{name}={weight:.2f}" for name, weight in order)]
    samples = [sample for each in asked for sample in _samples(*each)]
    return "\n".join([*lines, *_confidence_lines(samples)])


def fit_order(choices: Sequence[Choice]) -> Matrix:
    """The weights that make the clauses which answer the likeliest choice: a conditional logit, shape [features]."""
    from scipy.optimize import minimize

    spread = np.concatenate([x for x, _ in choices]).std(axis=0) + 1e-9

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for x, answers in choices:
            scores = x @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            mass = chance[answers].sum() + 1e-12
            total -= float(np.log(mass))
            slope -= (np.where(answers, chance / mass, 0.0) - chance) @ x
        scaled = weights * spread
        return total / len(choices) + _DECAY * float(scaled @ scaled), slope / len(choices) + 2 * _DECAY * scaled * spread

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x)


def understood(assistant: Assistant, question: Question) -> Turn:
    """A question with what was found and drafted for it, after the questions before it."""
    history: list[Answer] = []
    for earlier in question.history:
        history.append(assistant.ask(earlier, history))
    return assistant.steps.invoke(Turn(question.question, tuple(answer.state for answer in history if answer.state)))


def _choice(assistant: Assistant, question: Question, turn: Turn) -> Choice | None:
    """The clauses as retrieved, before they are put in order; None where none of them answers."""
    gold = {address for one in question.gold_sets for address in one}
    understood = turn.asks[0].question
    found = assistant.rerank.widened(Ask(understood, assistant.retriever(understood), assistant.knowledge))
    clauses = found.retrieved.clauses[len(understood.passages) : CANDIDATES]
    answers = np.array([clause.address in gold for clause in clauses], dtype=bool)
    if not answers.any():
        return None
    first = len(understood.passages)
    return np.array([assistant.rerank.features(found, clause, rank) for rank, clause in enumerate(clauses, first)]), answers


def _samples(assistant: Assistant, question: Question, turn: Turn) -> Iterator[tuple[Features, bool]]:
    """The features of the drafts that meet all demands up to the first read out of structure, and whether each is right.

    No draft is right where the question has no answer, so that the model learns to decline.
    """
    if len(turn.asks) > 1 or not turn.verdicts[0].topical:
        return
    ask = turn.asks[0]
    for draft in turn.drafts[0]:
        if draft.refused:
            return
        if any(demands(ask, draft)):
            continue
        verified = verify(draft, assistant.library)
        answer = Answer(question.question, question.question, verified.text, False, citations=verified.citations)
        yield features(ask, draft), bool(verified.text) and not question.refuse and is_right(question, answer)
        if draft.writer:
            return


def _confidence_lines(samples: Sequence[tuple[Features, bool]]) -> Iterator[str]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    x = np.array([found for found, _ in samples])
    y = np.array([right for _, right in samples])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    held_out = cross_val_predict(model, x, y, cv=10, method="predict_proba")[:, 1]
    model.fit(x, y)
    weights = "，".join(f"{name}={weight:.2f}" for name, weight in zip(Features._fields, model.coef_[0], strict=True))
    yield f"把握：{weights}，BIAS={model.intercept_[0]:.2f}"
    for low, high in pairwise(_BINS):
        inside = (held_out >= low) & (held_out < high)
        if inside.any():
            yield f"把握 {low:.2f}–{min(high, 1):.2f}：{inside.sum()} 个，答对 {y[inside].mean():.3f}"
