"""Opening the current index: the parts of an assistant, put together once, given back when nobody uses them any more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from weakref import finalize

from assistant.english import English
from assistant.everyday import Everyday
from assistant.knowledge import Knowledge
from assistant.names import Names
from assistant.retrieve import Retriever
from assistant.understand import Understanding
from index.beside import Beside
from index.embed.companion import load_companion
from index.embed.embedder import Embedder, load_embedder
from index.embed.name import embedder_name
from index.errors import IndexDamaged
from index.generations import Fingerprint, check_model, check_parser, current_folder, read_fingerprint
from index.lexical import Lexical
from index.library import Library
from index.plain import read_documents
from index.readers import hold
from index.settings import Settings
from index.soundness import check_files
from index.store import Dense, close_store, open_store, sentence_vectors
from index.tokens import Tokens
from index.words import Segmenter


@dataclass(frozen=True, eq=False)
class Parts:
    """What an assistant is made of.

    Attributes:
        folder: of the generation; held until the retriever is no longer used.
        dense, lexical, beside: the searches of the retriever, for a part of the documents.
    """

    folder: Path
    library: Library
    understanding: Understanding
    retriever: Retriever
    knowledge: Knowledge
    dense: Dense
    lexical: Lexical
    beside: Beside


def open_parts(settings: Settings) -> Parts:
    """The parts of an assistant over the current generation.

    Raises:
        IndexMissing, IndexStale, IndexDamaged: see `index.generations`.
        WeightsError: the embedding model cannot be loaded.
    """
    folder, let_go = _hold_current(settings)
    try:
        fingerprint = read_fingerprint(folder)
        check_parser(fingerprint)
        check_files(folder, fingerprint)
        return _parts(settings, folder, fingerprint, let_go)
    except BaseException:
        let_go()
        raise


def _hold_current(settings: Settings) -> tuple[Path, Callable[[], None]]:
    """The current folder and what lets go of it; another one where it was removed before it could be held."""
    while True:
        folder = current_folder(settings)
        let_go = hold(settings, folder)
        if folder.is_dir():
            return folder, let_go
        let_go()


def _parts(settings: Settings, folder: Path, fingerprint: Fingerprint, let_go: Callable[[], None]) -> Parts:
    library = Library(read_documents(folder))
    names = Names(library.documents)
    with ThreadPoolExecutor(max_workers=2) as threads:  # the model's libraries take most of a cold start
        loading = threads.submit(_embedder, settings, embedder_name(settings))
        storing = threads.submit(open_store, folder)
        segmenter = Segmenter([term.name for term in names.terms], settings.home)
        lexical = Lexical(folder, [clause.address for clause in library.clauses], segmenter)
        companion = load_companion()
        issuers = [issuer for document in library.documents for issuer in document.issuers]
        understanding = Understanding(library, names, segmenter, English(names.terms, companion.encode_passages, issuers))
        understanding("预热")  # the first call of every part is slow
        store, embedder = storing.result(), loading.result()
    check_model(fingerprint, embedder.name, embedder.dimension)
    dense = Dense(store)
    if fingerprint.passages and dense.count() != fingerprint.passages:
        raise IndexDamaged("索引已损坏，向量数与条款对不上", "重新建立：ceyin index")
    knowledge = Knowledge(library, names, sentence_vectors(store))
    beside = Beside.open(folder, companion)
    tokens = Tokens.open(folder, embedder.dimension)
    searches = (dense.search, lexical.search, embedder.encode_question, beside.search, tokens.likeness)
    retriever = Retriever(library, *searches, _everyday(embedder), settings)
    finalize(retriever, let_go)
    finalize(retriever, close_store, store)
    return Parts(folder, library, understanding, retriever, knowledge, dense, lexical, beside)


@lru_cache(maxsize=1)
def _embedder(settings: Settings, name: str) -> Embedder:
    """The model, loaded once for all generations of a server; `name` changes with the files of a model the user names."""
    return load_embedder(settings)


@lru_cache(maxsize=1)
def _everyday(embedder: Embedder) -> Everyday:
    return Everyday(embedder.encode_queries)
