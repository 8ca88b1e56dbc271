"""The way of a document: read, outline, clauses, embed, words, store; then made current at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.clause import Document
from index.copies import Copies, with_copy
from index.errors import CeyinError, DocumentError, IndexDamaged, IndexMissing
from index.generations import (
    PARSER_VERSION,
    Fingerprint,
    current_folder,
    read_fingerprint,
    write_fingerprint,
    writing,
)
from index.lexical import write_lexical
from index.plain import read_documents, write_documents
from index.read.apart import load, read_apart
from index.read.sniff import SUFFIXES
from index.settings import SEEDS, Settings
from index.store import passages_of, read_vectors, write_vectors
from index.vocabulary import learn_terms
from index.words import VERSION as WORDS_VERSION
from index.words import Segmenter

if TYPE_CHECKING:
    from index.embed.embedder import Embedder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did.

    Attributes:
        documents: read, in order.
        skipped: file and reason of everything that was not read.
        embedded: texts that got a new vector; 0 when nothing changed.
        unchanged: True when the current index already was up to date and nothing was written.
        seconds: how long it took.
    """

    documents: tuple[Document, ...] = field(repr=False)
    skipped: tuple[tuple[str, str], ...]
    embedded: int
    unchanged: bool
    seconds: float


def build_index(settings: Settings, paths: Sequence[Path] = (), progress: Progress | None = None) -> Report:
    """Bring the index up to date with its folders, and add `paths` to them.

    Args:
        paths: files or folders; none means those indexed before, or `seeds/` at the first time.
        progress: called with a Chinese word for the stage, and how much of how much is done.

    Raises:
        DocumentError: a path does not exist, or nothing readable stands in any of them.
        IndexBusy: another process is indexing.
        WeightsError: the embedding model cannot be loaded.
    """
    started = time.monotonic()
    roots = _roots(settings, paths)
    files, skipped = _collect(roots)
    sources = {str(path): data for path, data in files}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in sources.items()}
    if is_current(settings, roots, digests):
        return Report(read_documents(current_folder(settings)), tuple(skipped), 0, True, time.monotonic() - started)
    documents, unreadable = _read(sources, progress)
    skipped.extend(unreadable)
    if not documents:
        reasons = "；".join(f"{Path(file).name}：{reason}" for file, reason in skipped[:3])
        raise DocumentError(f"没有可以建立索引的文件{'（' + reasons + '）' if reasons else ''}")
    embedded = _write(settings, documents, roots, digests, progress)
    return Report(tuple(documents), tuple(skipped), embedded, False, time.monotonic() - started)


def is_current(settings: Settings, paths: Sequence[Path], digests: Mapping[str, str] | None = None) -> bool:
    """Whether the index holds exactly what stands in `paths`, read by this version of the program."""
    try:
        fingerprint = read_fingerprint(current_folder(settings))
    except (IndexMissing, IndexDamaged):
        return False
    if digests is None:
        files, _ = _collect([path.resolve() for path in paths])
        digests = {str(path): hashlib.sha256(data).hexdigest() for path, data in files}
    from index.embed.embedder import embedder_name

    return (fingerprint.parser, fingerprint.words, fingerprint.model, fingerprint.documents) == (
        PARSER_VERSION,
        WORDS_VERSION,
        embedder_name(settings),
        dict(digests),
    )


def _roots(settings: Settings, paths: Sequence[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            raise DocumentError(f"没有这个文件或文件夹：{path}")
    try:
        before = [Path(root) for root in read_fingerprint(current_folder(settings)).roots]
    except CeyinError:
        before = []
    known = [path for path in before if path.exists()]
    asked = [path.resolve() for path in paths]
    return list(dict.fromkeys([*known, *asked])) or [SEEDS]


def _collect(roots: Iterable[Path]) -> tuple[list[tuple[Path, bytes]], list[tuple[str, str]]]:
    """The bytes of every readable file, and what was passed over with the reason."""
    files: dict[Path, bytes] = {}
    skipped: list[tuple[str, str]] = []
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if not path.is_file() or path.name.startswith(".") or path in files:
                continue
            if path.suffix.lower() not in SUFFIXES:
                skipped.append((str(path), f"不支持 {path.suffix or '无扩展名'} 文件"))
                continue
            try:
                files[path] = load(path)
            except DocumentError as error:
                skipped.append((str(path), error.message.removeprefix(f"{path.name}：")))
    return list(files.items()), skipped


def _read(sources: Mapping[str, bytes], progress: Progress | None) -> tuple[list[Document], list[tuple[str, str]]]:
    documents: list[Document] = []
    skipped: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    copies = Copies()
    for done, (path, data) in enumerate(sources.items(), 1):
        name = Path(path).name
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen:
            skipped.append((path, f"与 {documents[seen[digest]].file} 内容相同"))
            continue
        try:
            taken = frozenset(document.address for document in documents)
            document = read_apart(data, name, taken)
            place = copies.find(document, documents)
            if place is None:
                place = len(documents)
                documents.append(document)
            else:
                documents[place] = with_copy(documents[place], document)
                skipped.append((path, f"与 {documents[place].file} 是同一份文件，合并显示"))
            seen[digest] = place
        except DocumentError as error:
            skipped.append((path, error.message.removeprefix(f"{name}：")))
        if progress:
            progress("读取", done, len(sources))
    return documents, skipped


def _write(
    settings: Settings,
    documents: Sequence[Document],
    roots: Sequence[Path],
    digests: Mapping[str, str],
    progress: Progress | None,
) -> int:
    from index.embed.embedder import load_embedder

    clauses = [clause for document in documents for clause in document.clauses]
    with writing(settings) as folder:
        embedder = load_embedder(settings)
        write_documents(folder, documents)
        names = [term.name for term in learn_terms(documents)]
        write_lexical(folder, [clause.to_search() for clause in clauses], Segmenter(names, settings.home))
        limit = min(settings.piece_tokens, embedder.max_tokens)
        passages = [p for clause in clauses for p in passages_of(clause, embedder.token_count, limit)]
        report = (lambda done, total: progress("向量", done, total)) if progress else None
        embedded = write_vectors(folder, passages, embedder, _known_vectors(settings, embedder), report)
        built = time.strftime("%Y-%m-%dT%H:%M:%S")
        method = (embedder.name, embedder.dimension, WORDS_VERSION, PARSER_VERSION)
        write_fingerprint(folder, Fingerprint(*method, tuple(map(str, roots)), dict(digests), built))
    return embedded


def _known_vectors(settings: Settings, embedder: Embedder) -> dict[str, Any]:
    """Vectors of the current generation, where the same model made them."""
    try:
        folder = current_folder(settings)
        if read_fingerprint(folder).model == embedder.name:
            return read_vectors(folder)
    except CeyinError:
        return {}
    return {}
