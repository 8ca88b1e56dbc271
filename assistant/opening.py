"""Opening the current index: the parts of an assistant, put together once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.knowledge import Knowledge
from assistant.names import Names
from assistant.retrieve import Retriever
from assistant.understand import Understanding
from index.embed.embedder import load_embedder
from index.generations import check_model, check_parser, current_folder, read_fingerprint
from index.lexical import Lexical
from index.library import Library
from index.plain import read_documents
from index.settings import Settings
from index.store import Dense, open_store, sentence_vectors
from index.words import Segmenter

if TYPE_CHECKING:
    from pathlib import Path

Parts = tuple[Library, Understanding, Retriever, Knowledge]


def open_parts(settings: Settings) -> Parts:
    """Library, understanding, retriever and knowledge of the current generation.

    Raises:
        IndexMissing, IndexStale, IndexDamaged: see `index.generations`.
        WeightsError: the embedding model cannot be loaded.
    """
    folder = current_folder(settings)
    fingerprint = read_fingerprint(folder)
    check_parser(fingerprint)
    library = Library(read_documents(folder))
    names = Names(library.documents, settings.home)
    lexical = _lexical(folder, library, names, settings)
    embedder = load_embedder(settings)
    check_model(fingerprint, embedder.name, embedder.dimension)
    store = open_store(folder, embedder)
    retriever = Retriever(library, Dense(store).search, lexical.search, embedder.encode_query, settings)
    knowledge = Knowledge(library, names, sentence_vectors(store))
    embedder.encode_query("预热")  # the first call is slow
    return library, Understanding(library, names), retriever, knowledge


def _lexical(folder: Path, library: Library, names: Names, settings: Settings) -> Lexical:
    addresses = [clause.address for clause in library.clauses]
    return Lexical(folder, addresses, Segmenter([term.name for term in names.terms], settings.home))

