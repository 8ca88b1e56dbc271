"""What people ask an assistant about everyday life: a question nearer to it than to any passage is not about the documents.

Out-of-scope questions are told from the others by the questions they resemble, not by how little they resemble the
documents: a paraphrase in plain words is no nearer to its clause than a question on tea is to a clause on tea growing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_QUESTIONS = Path(__file__).with_name("everyday.txt")  # one a line: cooking, weather, sport, health, programs, small talk


class Everyday:
    """The questions of everyday life as vectors.

    Args:
        encode: gives the vectors of questions, L2-normalised, shape [questions, dimension].
    """

    def __init__(self, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._vectors = encode(_QUESTIONS.read_text(encoding="utf-8").splitlines())

    def __call__(self, question: NDArray[np.float32]) -> float:
        """Cosine of a question's vector and the nearest of them."""
        return float((self._vectors @ question).max())
