"""The vectors of the second encoder: one file of a generation, searched exactly, every passage compared.

20,000 passages take 5 ms; a few of them are what the approximate search of the first encoder's vectors would leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexDamaged
from index.passages import Passage
from index.store import Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed.companion import Companion

FILES = ("beside.npy", "beside.txt")  # the numbers; digest and address of each passage, a line each


def write_beside(
    folder: Path,
    passages: Sequence[Passage],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    known: Mapping[str, NDArray[np.float32]],
) -> None:
    """Encode the passages that are not known yet, and keep the vectors of all.

    Args:
        encode: gives vectors, shape [texts, dimension].
        known: vectors by digest, from the generation before.
    """
    import numpy

    new = {passage.digest: passage.text for passage in passages if passage.digest not in known}
    vectors = dict(known)
    if new:
        vectors.update(zip(new, encode(list(new.values())), strict=True))
    numpy.save(folder / FILES[0], numpy.array([vectors[p.digest] for p in passages], dtype=numpy.float16))
    lines = (f"{passage.digest}\t{passage.address}" for passage in passages)
    (folder / FILES[1]).write_text("\n".join(lines), encoding="utf-8")


def known_beside(folder: Path) -> dict[str, NDArray[np.float32]]:
    """The vectors of a generation by the digest of their text.

    Raises:
        IndexDamaged: they are missing or not what was saved.
    """
    digests, _, vectors = _read(folder)
    return dict(zip(digests, vectors, strict=True))


class Beside:
    """Search by the second encoder, for a question as text; threads may share one.

    Args:
        companion: the encoder.
        vectors: of the passages.
    """

    def __init__(self, companion: Companion, vectors: Part) -> None:
        self._companion, self._vectors = companion, vectors

    @classmethod
    def open(cls, folder: Path, companion: Companion) -> Beside:
        """The search over a whole generation.

        Raises:
            IndexDamaged: the vectors are missing or not what was saved.
        """
        import numpy

        _, addresses, vectors = _read(folder)
        return cls(companion, Part(addresses, vectors.astype(numpy.float32)))

    def part(self, addresses: Collection[str]) -> Beside:
        """The search over the clauses at some addresses only."""
        return Beside(self._companion, self._vectors.part(addresses))

    def search(self, question: str, count: int) -> list[tuple[str, float]]:
        """The best clauses and their cosines, best first; a clause counts by its best passage."""
        return self._vectors.search(self._companion.encode_query(question), count)


def _read(folder: Path) -> tuple[list[str], list[str], NDArray[np.float32]]:
    import numpy

    try:
        vectors = numpy.load(folder / FILES[0])
        rows = [line.split("\t") for line in (folder / FILES[1]).read_text(encoding="utf-8").split("\n")]
        digests, addresses = [row[0] for row in rows], [row[1] for row in rows]
        if len(rows) != len(vectors):
            raise ValueError
        return digests, addresses, vectors
    except (OSError, ValueError, EOFError, IndexError) as error:
        raise IndexDamaged("索引已损坏，读不出第二套向量", "重新建立：ceyin index") from error
