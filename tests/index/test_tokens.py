"""Late interaction: four bits a number keep the directions; a clause is like a question in one of the things it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed.encoded import Encoded
from index.errors import IndexDamaged
from index.passages import Passage
from index.tokens import FILES, Tokens, compared, known_tokens, pack, unpack, write_tokens


def encoded(rows: list[list[float]], ids: list[int]) -> Encoded:
    tokens = np.array(rows, dtype=np.float32)
    return Encoded(tokens.mean(axis=0), tokens, np.array(ids, dtype=np.int32))


def passage(address: str, part: str = "clause") -> Passage:
    return Passage(address, address, part, f"{address}{part}")


RAIL, FOOD, POWER = [1.0, 0.1, 0.0, 0.0, 0.2], [0.0, 1.0, 0.1, 0.0, 0.2], [0.0, 0.0, 1.0, 0.1, 0.2]


def written(folder: Path) -> Tokens:
    clauses = {"甲": ([RAIL, FOOD], [1, 2]), "乙": ([POWER], [3]), "丙": ([FOOD, POWER], [2, 3])}
    passages = [passage(address) for address in clauses]
    tokens = {p.digest: pack(encoded(*clauses[p.address])) for p in passages}
    write_tokens(folder, passages, tokens)
    return Tokens.open(folder, 5)


def test_directions_survive_four_bits() -> None:
    tokens = np.random.default_rng(0).standard_normal((40, 385)).astype(np.float32)
    kept = unpack(pack(encoded(tokens.tolist(), list(range(40))))[1], 385)
    cosines = (kept * tokens).sum(axis=1) / np.linalg.norm(kept, axis=1) / np.linalg.norm(tokens, axis=1)
    assert kept.shape == tokens.shape and cosines.min() > 0.98


def test_a_clause_is_like_a_question_about_one_of_its_things(tmp_path: Path) -> None:
    found = written(tmp_path).likeness(encoded([RAIL], [1]), ["甲", "乙", "丙"])
    assert found["甲"] == pytest.approx(1, abs=0.05) and found["甲"] > found["丙"] + 0.5


def test_rare_words_count_more(tmp_path: Path) -> None:
    found = written(tmp_path).likeness(encoded([RAIL, POWER], [1, 3]), ["甲", "乙"])
    assert found["甲"] > found["乙"]  # the first word stands in one clause, the second in two


def test_without_tokens_nothing_is_compared(tmp_path: Path) -> None:
    assert written(tmp_path).likeness(encoded([RAIL], [1]), ["丁"]) == {}
    assert Tokens({}, np.zeros(0, np.int32), np.zeros((0, 1), np.uint8), 5).likeness(encoded([RAIL], [1]), ["甲"]) == {}


def test_pieces_stand_for_a_long_clause_and_sentences_for_none() -> None:
    passages = [passage("甲"), passage("甲", "piece"), passage("甲", "sentence"), passage("乙")]
    assert [(p.address, p.part) for p in compared(passages)] == [("甲", "piece"), ("乙", "clause")]


def test_what_was_written_is_known_to_the_next_generation(tmp_path: Path) -> None:
    written(tmp_path)
    ids, vectors = known_tokens(tmp_path)[passage("甲").digest]
    assert ids.tolist() == [1, 2] and vectors.shape == (2, 3)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_is_damage(tmp_path: Path, name: str) -> None:
    written(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(IndexDamaged):
        Tokens.open(tmp_path, 5)
