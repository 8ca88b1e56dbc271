"""The vectors of a generation by the digest of their text: what the next generation takes over.

Kept beside Chroma, whose folder is rewritten by whoever opens it: taking vectors from there on a full disk damages the
generation that answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VECTORS = ("vectors.npy", "vectors.txt")  # the numbers; the digests, a line each


def save_vectors(folder: Path, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    """Keep vectors by digest."""
    import numpy

    numpy.save(folder / VECTORS[0], numpy.array(list(vectors.values()), dtype=numpy.float32))
    (folder / VECTORS[1]).write_text("\n".join(vectors), encoding="ascii")


def read_vectors(folder: Path) -> dict[str, NDArray[np.float32]]:
    """All vectors of a generation by the digest of their text.

    Raises:
        IndexDamaged: they are missing or not what was saved.
    """
    import numpy

    try:
        vectors = numpy.load(folder / VECTORS[0])
        digests = (folder / VECTORS[1]).read_text(encoding="ascii").split()
        return dict(zip(digests, vectors, strict=True))
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged("索引已损坏，读不出向量", "重新建立：ceyin index") from error
