"""The weights of the confidence fitted anew: logistic regression of being right on the features of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.gate.confidence import Features, features
from assistant.gate.demands import demands
from eval.measures import is_right
from eval.questions import Question

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant

_STRENGTH = 3.0  # inverse regularisation
_BINS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01)


def calibrate(assistant: Assistant, questions: Sequence[Question]) -> str:
    """The fitted weights, and how often drafts of each confidence are right, as lines to read.

    Refusing when asked for what is not there counts as right for no draft, so that the model learns to decline.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    samples = [sample for question in questions for sample in _sample(assistant, question)]
    x = np.array([astuple(found) for found, _ in samples])
    y = np.array([right for _, right in samples])
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    held_out = cross_val_predict(model, x, y, cv=10, method="predict_proba")[:, 1]
    model.fit(x, y)
    names = [field.name for field in fields(Features)]
    lines = [f"{name} = {weight:.2f}" for name, weight in zip(names, model.coef_[0], strict=True)]
    lines.append(f"BIAS = {model.intercept_[0]:.2f}")
    for low, high in pairwise(_BINS):
        inside = (held_out >= low) & (held_out < high)
        if inside.any():
            lines.append(f"把握 {low:.2f}–{min(high, 1):.2f}：{inside.sum()} 个，答对 {y[inside].mean():.3f}")
    return "\n".join(lines)


def _sample(assistant: Assistant, question: Question) -> Iterator[tuple[Features, bool]]:
    """The features of the first draft that meets all demands, and whether the answer is right."""
    from assistant.assistant import Turn

    history: list[Answer] = []
    for earlier in question.history:
        history.append(assistant.ask(earlier, history))
    turn = assistant.steps.invoke(Turn(question.question, tuple(answer.state for answer in history if answer.state)))
    ask, written = turn.asks[0], turn.drafts[0]
    draft = next((d for d in written if not d.refused and not any(demands(ask, d))), None)
    if draft is not None and turn.verdicts[0].topical:
        right = not question.refuse and is_right(question, assistant.ask(question.question, history))
        yield features(ask, draft), right
