"""Opening the current index: the parts of an assistant, put together once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.english import English
from assistant.knowledge import Knowledge
from assistant.names import Names
from assistant.retrieve import Retriever
from assistant.understand import Understanding
from index.embed.companion import load_companion
from index.embed.embedder import load_embedder
from index.generations import check_model, check_parser, current_folder, read_fingerprint
from index.lexical import Lexical
from index.library import Library
from index.plain import read_documents
from index.settings import Settings
from index.store import COMPANION, Dense, open_store, sentence_vectors
from index.words import Segmenter

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
    names = Names(library.documents)
    with ThreadPoolExecutor(max_workers=2) as threads:  # the model's libraries take most of a cold start
        loading = threads.submit(load_embedder, settings)
        storing = threads.submit(lambda: (open_store(folder), open_store(folder, collection=COMPANION)))
        segmenter = Segmenter([term.name for term in names.terms], settings.home)
        lexical = Lexical(folder, [clause.address for clause in library.clauses], segmenter)
        second = load_companion()
        understanding = Understanding(library, names, segmenter, English(names.terms, second.encode_passages))
        understanding("预热")  # the first call of every part is slow
        (store, companion), embedder = storing.result(), loading.result()
    check_model(fingerprint, embedder.name, embedder.dimension)
    knowledge = Knowledge(library, names, sentence_vectors(store))
    beside = Dense(companion)
    retriever = Retriever(
        library,
        Dense(store).search,
        lexical.search,
        embedder.encode_query,
        lambda text, count: beside.search(second.encode_query(text), count),
        settings,
    )
    return library, understanding, retriever, knowledge
