"""Late interaction: how far each word of a question finds its like among the words of a clause.

A clause's vector is one point for all it says, so that a question about one of its ten measures is far from it. Here
every token keeps its vector, and a clause is as like a question as, in the mean, the question's tokens are to the token
of the clause most like each (MaxSim; Khattab & Zaharia 2020, "ColBERT"). The vectors are those that the model makes on
the way to the clause's own; four bits a number, as in the model's weights, lose nothing that was measured
(docs/order.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamaged
from index.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.encoded import Encoded

FILES = ("tokens.bin", "tokens.npy", "tokens.txt")  # vectors; ids; digest, address and count of each passage, a line each
_STEPS = 7  # of four bits, on either side of zero
_SAMPLE = 4_096  # tokens from which the mean is taken
_LEAST_WEIGHT = 0.2  # of a token that every passage holds

Packed = tuple["NDArray[np.int32]", "NDArray[np.uint8]"]  # ids, shape [tokens]; vectors, shape [tokens, (dimension + 1) / 2]


def pack(encoded: Encoded) -> Packed:
    """The tokens of a passage in four bits a number; their lengths are lost, their directions kept."""
    import numpy

    tokens = encoded.tokens
    largest = numpy.abs(tokens).max(axis=1, keepdims=True, initial=1e-6)
    steps = (numpy.rint(tokens / largest * _STEPS) + _STEPS + 1).astype(numpy.uint8)
    half = (steps.shape[1] + 1) // 2
    low, high = steps[:, :half], steps[:, half:]
    high = numpy.pad(high, ((0, 0), (0, half - high.shape[1])), constant_values=_STEPS + 1)
    return encoded.ids, low | high << 4


def unpack(packed: NDArray[np.uint8], dimension: int) -> NDArray[np.float32]:
    """The directions of tokens, of any length, shape [tokens, dimension]."""
    import numpy

    half = packed.shape[1]
    steps = numpy.empty((len(packed), 2 * half), dtype=numpy.float32)
    numpy.bitwise_and(packed, 15, out=steps[:, :half], casting="unsafe")  # no copies between: a third of the time
    numpy.right_shift(packed, 4, out=steps[:, half:], casting="unsafe")
    steps -= _STEPS + 1
    return steps[:, :dimension]


def compared(passages: Iterable[Passage]) -> list[Passage]:
    """The passages whose tokens are kept: the clauses, the long ones in pieces; sentences are parts of these."""
    whole = [passage for passage in passages if passage.part != "sentence"]
    in_pieces = {passage.address for passage in whole if passage.part == "piece"}
    return [passage for passage in whole if passage.part == "piece" or passage.address not in in_pieces]


def write_tokens(folder: Path, passages: Sequence[Passage], tokens: Mapping[str, Packed]) -> None:
    """Keep the tokens of the passages to be compared.

    Args:
        tokens: of each of them, by digest.
    """
    import numpy

    with (folder / FILES[0]).open("wb") as file:
        for passage in passages:
            tokens[passage.digest][1].tofile(file)
    ids = [tokens[passage.digest][0] for passage in passages]
    numpy.save(folder / FILES[1], numpy.concatenate(ids) if ids else numpy.zeros(0, dtype=numpy.int32))
    lines = (f"{passage.digest}\t{passage.address}\t{len(own)}" for passage, own in zip(passages, ids, strict=True))
    (folder / FILES[2]).write_text("\n".join(lines), encoding="utf-8")


def known_tokens(folder: Path) -> dict[str, Packed]:
    """The tokens of a generation by the digest of their passage.

    Raises:
        IndexDamaged: they are missing or not what was saved.
    """
    rows, ids, vectors = _read(folder)
    return {digest: (ids[start:end], vectors[start:end]) for digest, _, start, end in rows}


class Tokens:
    """The tokens of a generation's clauses; threads may share one.

    Args:
        places: where the tokens of each clause stand, by address.
        ids: of all tokens, shape [tokens].
        vectors: of all tokens as `pack` gave them.
        dimension: of the model's vectors.
    """

    def __init__(
        self,
        places: Mapping[str, Sequence[tuple[int, int]]],
        ids: NDArray[np.int32],
        vectors: NDArray[np.uint8],
        dimension: int,
    ) -> None:
        import numpy

        self._places, self._vectors, self._dimension = places, vectors, dimension
        held = [numpy.unique(ids[start:end]) for spans in places.values() for start, end in spans]
        self._passages, self._holding = len(held), numpy.bincount(numpy.concatenate(held)) if held else numpy.zeros(1, int)
        some = unpack(vectors[:: max(1, len(vectors) // _SAMPLE)], dimension)
        self._mean = _unit(some).mean(axis=0) if len(some) else numpy.zeros(dimension, dtype=numpy.float32)

    @classmethod
    def open(cls, folder: Path, dimension: int) -> Tokens:
        """The tokens of a whole generation; the vectors stay on disk until they are compared.

        Raises:
            IndexDamaged: they are missing or not what was saved.
        """
        rows, ids, vectors = _read(folder)
        places: dict[str, list[tuple[int, int]]] = {}
        for _, address, start, end in rows:
            places.setdefault(address, []).append((start, end))
        return cls(places, ids, vectors, dimension)

    def likeness(self, question: Encoded, addresses: Iterable[str]) -> dict[str, float]:
        """How like each clause is to a question, about 0 to 1; clauses without tokens are left out.

        Rare tokens count more (inverse document frequency), and all vectors are taken from their mean, which the tokens
        of such models share.
        """
        import numpy

        held = [address for address in addresses if any(end > start for start, end in self._places.get(address, ()))]
        if not held or not len(question.ids):
            return {}
        rows = [numpy.concatenate([numpy.arange(*span) for span in self._places[address]]) for address in held]
        tokens = unpack(self._vectors[numpy.concatenate(rows)], self._dimension)
        starts = numpy.cumsum([0, *map(len, rows[:-1])])
        best = numpy.maximum.reduceat(self._cosines(tokens, question.tokens), starts, axis=0)
        weights = self._weights(question.ids)
        return dict(zip(held, (best @ weights / weights.sum()).tolist(), strict=True))

    def _cosines(self, tokens: NDArray[np.float32], asked: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines of tokens and the question's, both taken from the mean, shape [tokens, asked]; one pass over the tokens."""
        import numpy

        asked = _unit(_unit(asked) - self._mean)
        dots = tokens @ numpy.vstack((asked, self._mean)).T / _lengths(tokens)[:, None]
        apart = numpy.sqrt(numpy.maximum(1 - 2 * dots[:, -1:] + self._mean @ self._mean, 1e-6))
        return numpy.asarray((dots[:, :-1] - asked @ self._mean) / apart, dtype=numpy.float32)

    def _weights(self, ids: NDArray[np.int32]) -> NDArray[Any]:
        import numpy

        known = ids < len(self._holding)
        holding = numpy.where(known, self._holding[numpy.where(known, ids, 0)], 0)
        return numpy.log(self._passages / (1 + holding)).clip(_LEAST_WEIGHT)


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy

    return numpy.asarray(numpy.sqrt(numpy.einsum("td,td->t", vectors, vectors)).clip(1e-6), dtype=numpy.float32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / _lengths(vectors)[:, None]


def _read(folder: Path) -> tuple[list[tuple[str, str, int, int]], NDArray[np.int32], NDArray[np.uint8]]:
    """Digest, address, first token and the one after the last of each passage; ids; vectors."""
    import numpy

    try:
        ids = numpy.load(folder / FILES[1])
        lines = (folder / FILES[2]).read_text(encoding="utf-8").split("\n")
        rows, end = [], 0
        for digest, address, count in (line.split("\t") for line in lines if line):
            rows.append((digest, address, end, end + int(count)))
            end += int(count)
        vectors = numpy.memmap(folder / FILES[0], mode="r", dtype=numpy.uint8) if end else numpy.zeros(0, numpy.uint8)
        if end != len(ids) or (end and len(vectors) % end):
            raise ValueError
        return rows, ids, vectors.reshape(end, -1) if end else vectors.reshape(0, 1)
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged("索引已损坏，读不出词的向量", "重新建立：ceyin index") from error
