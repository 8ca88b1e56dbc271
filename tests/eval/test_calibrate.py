"""The fitted order puts first what answered in the questions it was fitted on."""

import numpy as np

from eval.calibrate import fit_order


def test_the_feature_that_tells_gets_the_weight() -> None:
    random = np.random.default_rng(0)
    choices = []
    for _ in range(60):
        x = random.normal(size=(8, 3))
        choices.append((x, np.arange(8) == int(x[:, 1].argmax())))  # the second feature decides
    weights = fit_order(choices)
    assert weights[1] > 5 * max(abs(weights[0]), abs(weights[2]))
    assert sum((x @ weights).argmax() == answers.argmax() for x, answers in choices) >= 55
