"""The second encoder: unit vectors, languages side by side."""

import numpy as np

from index.embed.companion import load_companion


def test_unit_vectors_in_the_order_of_the_texts() -> None:
    texts = ["轨道交通", "食品加工", "rail transit"]
    vectors = load_companion().encode_passages(texts)
    assert vectors.shape == (3, load_companion().dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.allclose(vectors[1], load_companion().encode_query(texts[1]), atol=1e-3)


def test_a_translation_is_nearer_than_another_word() -> None:
    rail, food, english = load_companion().encode_passages(["轨道交通", "食品加工", "rail transit"])
    assert english @ rail > english @ food + 0.2
