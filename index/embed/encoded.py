"""A text as a sentence-transformers model sees it: one vector of the whole, one of every token."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model makes of a text.

    Attributes:
        vector: of the whole text, L2-normalised, shape [dimension].
        tokens: of each token in its context, prompt and special tokens aside, shape [tokens, dimension]; no rows where a
            model has no such vectors.
        ids: the tokens' places in the model's vocabulary, shape [tokens].
    """

    vector: Array
    tokens: Array
    ids: NDArray[np.int32]

    @classmethod
    def of(cls, output: Mapping[str, Any], special: Collection[int]) -> Encoded:
        """From the model's output for one text.

        Args:
            output: as `SentenceTransformer.encode(…, output_value=None)` gives it for a text.
            special: ids of the tokens that stand for no text.
        """
        vector = normalise(output["sentence_embedding"].float().numpy())
        if "token_embeddings" not in output or "input_ids" not in output:
            return cls(vector, np.zeros((0, len(vector)), dtype=np.float32), np.zeros(0, dtype=np.int32))
        ids = output["input_ids"].numpy().astype(np.int32)
        kept = (output["attention_mask"].numpy() > 0) & ~np.isin(ids, list(special))
        kept[: output.get("prompt_length", 0)] = False
        return cls(vector, output["token_embeddings"].float().numpy()[kept], ids[kept])


def normalise(vectors: Array) -> Array:
    """Vectors of length 1 along the last axis, in float32: a model in bfloat16 is off by up to a percent."""
    exact = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(exact, axis=-1, keepdims=True)
    return np.asarray(exact / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
