"""How likely a draft answers its question: a logistic model of what its evidence says, calibrated on the dev questions.

`python -m eval --calibrate` fits the weights anew and prints them; docs/gate.md has the measured curve.
"""

from __future__ import annotations

import math
import operator
from typing import NamedTuple

from assistant.draft import Draft
from assistant.gate.evidence import cover
from assistant.knowledge import Ask

LEAST_CONFIDENCE = 0.2  # the operating point: below it the answer is 未载明


class Features(NamedTuple):
    """What the model looks at; all but `structural` are 0 where a draft was read out of structure.

    Attributes:
        structural: 1 where it was read out of duties, a table or an address, else 0.
        figure: 1 where it is a figure.
        said, elsewhere: see `Coverage`.
        chance: probability, 0 to 1, that one of its clauses is the one that answers, by the order of the clauses.
        amount: 1 where a figure is asked for.
    """

    structural: float
    figure: float
    said: float
    elsewhere: float
    chance: float
    amount: float


WEIGHTS = Features(structural=5.85, figure=0.57, said=0.93, elsewhere=-3.41, chance=5.44, amount=-0.08)
BIAS = -2.64


def features(ask: Ask, draft: Draft) -> Features:
    """The features of a draft."""
    if draft.structural:
        return Features(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    coverage = cover(ask, draft)
    chance = min(1.0, sum(ask.chance(clause) for clause in draft.clauses))
    amount = ask.question.answer_type is not None or bool(ask.question.unit)
    return Features(0.0, float(draft.writer == "write_figures"), coverage.said, coverage.elsewhere, chance, float(amount))


def confidence(ask: Ask, draft: Draft) -> float:
    """Probability, 0 to 1, that a draft answers the question."""
    return 1 / (1 + math.exp(-BIAS - math.fsum(map(operator.mul, WEIGHTS, features(ask, draft)))))
