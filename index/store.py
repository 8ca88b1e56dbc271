"""The vector index: Chroma (embedded, persistent, cosine) through langchain-chroma; ids are clause addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import CeyinError, IndexDamaged
from index.passages import Passage
from index.tokens import Packed, compared, pack, write_tokens
from index.vectors import save_vectors

if TYPE_CHECKING:
    import numpy as np
    from langchain_chroma import Chroma
    from numpy.typing import NDArray

    from index.embed.embedder import Embedder
    from index.embed.encoded import Encoded

_COLLECTION = "clauses"
_FOLDER = "chroma"
_ADDRESSES = 500  # asked for at once
_BATCH = 2_000  # Chroma takes 5,461 at the most


def open_store(folder: Path, embedder: Embedder | None = None) -> Chroma:
    """The LangChain vector store of a generation; without an embedder it takes vectors only, never texts.

    Raises:
        IndexDamaged: Chroma cannot open the folder.
    """
    import chromadb
    import chromadb.errors
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    try:
        client = chromadb.PersistentClient(
            path=str(folder / _FOLDER), settings=Settings(anonymized_telemetry=False, is_persistent=True)
        )
        return Chroma(
            client=client,
            collection_name=_COLLECTION,
            embedding_function=embedder,
            collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )
    except (chromadb.errors.ChromaError, OSError, ValueError) as error:
        raise IndexDamaged("索引已损坏，读不出向量库", "重新建立：ceyin index") from error


@contextmanager
def opened(folder: Path) -> Iterator[Chroma]:
    """The vector store of a generation while the block runs; Chroma would keep it in memory for ever."""
    store = open_store(folder)
    try:
        yield store
    finally:
        close_store(store)


def close_store(store: Chroma) -> None:
    """Give back files and memory of a store; the last one of a folder closes it."""
    store._client.close()


def write_vectors(
    folder: Path,
    passages: Sequence[Passage],
    embedder: Embedder,
    known: Mapping[str, NDArray[np.float32]],
    known_tokens: Mapping[str, Packed],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Embed what is not known yet and store everything; gives the number of texts embedded.

    Args:
        known: vectors by digest, from the generation before.
        known_tokens: those of the tokens, likewise.
        progress: called with texts embedded so far and in all.
    """
    whole = compared(passages)
    tokens = dict(known_tokens)
    lacking = {passage.digest for passage in whole if passage.digest not in tokens}
    new = {p.digest: p.text for p in passages if p.digest not in known or p.digest in lacking}
    digests, done = list(new), 0

    def report(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(new))

    def keep(place: int, encoded: Encoded) -> None:
        if digests[place] in lacking:
            tokens[digests[place]] = pack(encoded)

    vectors = dict(known)
    if new:
        vectors.update(zip(new, embedder.encode_passages(list(new.values()), report, keep), strict=True))
    save_vectors(folder, {passage.digest: vectors[passage.digest] for passage in passages})
    write_tokens(folder, whole, tokens)
    _store(folder, passages, vectors)
    return len(new)


def _store(folder: Path, passages: Sequence[Passage], vectors: Mapping[str, NDArray[np.float32]]) -> None:
    """Write everything into the generation's folder.

    Raises:
        CeyinError: it cannot be written, or not all of it arrived there.
    """
    import chromadb.errors

    try:
        with opened(folder) as store:
            for start in range(0, len(passages), _BATCH):
                batch = passages[start : start + _BATCH]
                store._collection.upsert(
                    ids=[passage.id for passage in batch],
                    embeddings=[vectors[passage.digest] for passage in batch],  # type: ignore[arg-type]
                    documents=[passage.text for passage in batch],
                    metadatas=[
                        {"address": p.address, "part": p.part, "number": p.number, "digest": p.digest} for p in batch
                    ],
                )
            arrived = store._collection.count()
    except (chromadb.errors.ChromaError, IndexDamaged) as error:
        raise CeyinError(f"写不进向量库：{error.__cause__ or error}", "检查磁盘空间后再运行：ceyin index") from error
    if arrived != len(passages):
        raise CeyinError(f"向量库只写进 {arrived} 个，应有 {len(passages)} 个", "检查磁盘空间后再运行：ceyin index")


@contextmanager
def _reading() -> Iterator[None]:
    """What Chroma cannot read is damage."""
    import chromadb.errors

    try:
        yield
    except chromadb.errors.ChromaError as error:
        raise IndexDamaged("索引已损坏，读不出向量库", "重新建立：ceyin index") from error


def stored_addresses(folder: Path) -> list[str]:
    """The clause address of every vector of a generation.

    Raises:
        IndexDamaged: Chroma cannot read them.
    """
    found: list[str] = []
    with _reading(), opened(folder) as store:
        for offset in range(0, store._collection.count(), _BATCH):
            batch = store._collection.get(include=["metadatas"], limit=_BATCH, offset=offset)
            found.extend(str(metadata["address"]) for metadata in batch["metadatas"] or [])
    return found


class Part:
    """Cosine similarity search over some clauses only, exact: every one of them is compared.

    Args:
        addresses: of the passages.
        vectors: theirs, shape [passages, dimension].
    """

    def __init__(self, addresses: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._addresses, self._vectors = addresses, vectors

    def part(self, addresses: Collection[str]) -> Part:
        """The search over fewer of them."""
        wanted = frozenset(addresses)
        kept = [position for position, address in enumerate(self._addresses) if address in wanted]
        return Part([self._addresses[position] for position in kept], self._vectors[kept])

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """As `Dense.search`."""
        best: dict[str, float] = {}
        cosines = self._vectors @ vector
        for position in cosines.argsort()[::-1]:
            best.setdefault(self._addresses[position], float(cosines[position]))
            if len(best) == count:
                break
        return list(best.items())


class Dense:
    """Cosine similarity search over a generation's vectors.

    Raises:
        IndexDamaged: Chroma cannot read them; from every method.
    """

    def __init__(self, store: Chroma) -> None:
        self._collection = store._collection

    def count(self) -> int:
        """How many vectors there are."""
        with _reading():
            return self._collection.count()

    def part(self, addresses: Sequence[str]) -> Part:
        """The search over the clauses at some addresses only; their vectors are read here."""
        import numpy

        found: list[tuple[str, Any]] = []
        for start in range(0, len(addresses), _ADDRESSES):
            wanted: Any = {"address": {"$in": list(addresses[start : start + _ADDRESSES])}}
            with _reading():
                some: Any = self._collection.get(where=wanted, include=["embeddings", "metadatas"])
            stands = (str(metadata["address"]) for metadata in some["metadatas"])
            found.extend(zip(stands, some["embeddings"], strict=True))
        return Part([address for address, _ in found], numpy.array([vector for _, vector in found], dtype=numpy.float32))

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """The best clauses and their cosines, best first; a clause counts by its best passage."""
        with _reading():
            found = self._collection.query(
                query_embeddings=[vector],  # type: ignore[arg-type]
                n_results=min(count * 4, self._collection.count()),
                include=["metadatas", "distances"],
            )
        best: dict[str, float] = {}
        for metadata, distance in zip(found["metadatas"][0], found["distances"][0], strict=True):  # type: ignore[index]
            best.setdefault(str(metadata["address"]), 1.0 - float(distance))
        return list(best.items())[:count]


def sentence_vectors(store: Chroma) -> dict[str, NDArray[np.float32]]:
    """The vectors of the sentences by address, shape [sentences, dimension], in the order of `split_sentences`."""
    import numpy

    collection = store._collection
    found: dict[str, dict[int, Any]] = {}
    for offset in range(0, collection.count(), _BATCH):
        with _reading():
            batch = collection.get(
                where={"part": "sentence"}, include=["embeddings", "metadatas"], limit=_BATCH, offset=offset
            )
        for metadata, vector in zip(batch["metadatas"] or [], batch["embeddings"], strict=True):  # type: ignore[arg-type]
            found.setdefault(str(metadata["address"]), {})[int(str(metadata["number"]))] = vector
    return {
        address: numpy.array([vectors[number] for number in sorted(vectors)], dtype=numpy.float32)
        for address, vectors in found.items()
    }
