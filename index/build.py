"""The way of a document: read, outline, clauses, embed, words, store; then made current at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.beside import write_beside
from index.clause import Document
from index.copies import Copies, with_copy
from index.errors import CeyinError, DocumentError
from index.generations import (
    PARSER_VERSION,
    Fingerprint,
    current_folder,
    locked,
    new_generation,
    read_fingerprint,
    write_fingerprint,
)
from index.lexical import write_lexical
from index.passages import passages_of
from index.plain import write_documents
from index.previous import Previous, keeps_address
from index.read.apart import load, read_apart
from index.settings import Settings
from index.soundness import record_files
from index.sources import Sources, check_paths, digest_of, forget_sources, read_sources, write_sources
from index.store import write_vectors
from index.vocabulary import learn_terms
from index.words import VERSION as WORDS_VERSION
from index.words import Segmenter

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What an indexing run did.

    Attributes:
        documents: all there are now, in order.
        skipped: file and reason of everything that was not read.
        embedded: texts that got a new vector; 0 when nothing changed.
        unchanged: True when the current index already was up to date and nothing was written.
        seconds: how long it took.
        added, updated, removed: names of the documents that came, changed or went.
    """

    documents: tuple[Document, ...] = field(repr=False)
    skipped: tuple[tuple[str, str], ...]
    embedded: int
    unchanged: bool
    seconds: float
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def build_index(
    settings: Settings,
    paths: Sequence[Path] = (),
    progress: Progress | None = None,
    *,
    removing: Sequence[Path] = (),
    afresh: bool = False,
) -> Report:
    """Bring the index up to date with its folders, and add `paths` to them.

    Args:
        paths: files or folders; none means those indexed before, or `seeds/` at the first time.
        progress: called with a Chinese word for the stage, and how much of how much is done.
        removing: absolute paths to take out of the index until they are given again.
        afresh: use nothing of the index there is.

    Raises:
        DocumentError: a path does not exist, or nothing readable stands in any of them.
        IndexBusy: another process is indexing.
        WeightsError: the embedding model cannot be loaded.
        CeyinError: the index folder cannot be written.
    """
    started = time.monotonic()
    check_paths(paths)
    with locked(settings):
        before = remembered(settings)
        sources = before.adding(paths).removing(removing)
        if removing and not sources.files()[0]:
            raise DocumentError("移除后就没有文件了", "先加入别的：ceyin index 文件或文件夹")
        with _remembering(settings, before, sources):
            return _bring_up_to_date(settings, sources, progress, afresh, started)


def remembered(settings: Settings) -> Sources:
    """The folders and files of the index; none before the first."""
    known = read_sources(settings)
    if known is not None:
        return known
    try:
        return Sources(tuple(map(Path, read_fingerprint(current_folder(settings)).roots)))
    except CeyinError:
        return Sources()


def is_current(settings: Settings, paths: Sequence[Path]) -> bool:
    """Whether the index is whole and holds exactly what stands in `paths`, read by this version of the program."""
    digests, _ = _collect(Sources().adding(paths))
    return Previous.open(settings).matches(settings, digests)


@contextmanager
def _remembering(settings: Settings, before: Sources, sources: Sources) -> Iterator[None]:
    """Remember the sources first, so that the next run goes on where this one is killed; an error takes them back."""
    if sources != read_sources(settings):
        write_sources(settings, sources)
    try:
        yield
    except CeyinError:
        if before.roots:
            write_sources(settings, before)
        else:
            forget_sources(settings)
        raise


def _bring_up_to_date(
    settings: Settings, sources: Sources, progress: Progress | None, afresh: bool, started: float
) -> Report:
    digests, skipped = _collect(sources)
    before = Previous() if afresh else Previous.open(settings)
    if before.matches(settings, digests):
        return Report(before.documents, tuple(skipped), 0, True, time.monotonic() - started)
    documents, unreadable = _read(digests, before.read_already(), progress)
    skipped.extend(unreadable)
    if not documents:
        reasons = "；".join(f"{Path(file).name}：{reason}" for file, reason in skipped[:3])
        raise DocumentError(f"没有可以建立索引的文件{'（' + reasons + '）' if reasons else ''}")
    embedded = _write(settings, documents, sources, digests, before, progress)
    changes = before.changes(documents)
    return Report(tuple(documents), tuple(skipped), embedded, False, time.monotonic() - started, *changes)


def _collect(sources: Sources) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The sha256 of every file to read by its path, and what was passed over with the reason."""
    files, skipped = sources.files()
    digests: dict[str, str] = {}
    for path in files:
        try:
            digests[str(path)] = digest_of(path)
        except OSError as error:
            skipped.append((str(path), f"无法读取：{error.strerror}"))
    return digests, skipped


def _read(
    digests: Mapping[str, str], known: Mapping[tuple[str, str], Document], progress: Progress | None
) -> tuple[list[Document], list[tuple[str, str]]]:
    """Read the files, but for those that were read already and are as they were; copies of one text become one."""
    documents: list[Document] = []
    skipped: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    copies = Copies()
    for done, (path, digest) in enumerate(digests.items(), 1):
        name = Path(path).name
        if digest in seen:
            skipped.append((path, f"与 {documents[seen[digest]].file} 内容相同"))
            continue
        taken = frozenset(document.address for document in documents)
        before = known.get((digest, name))
        try:
            document = before if before and keeps_address(before, taken) else _read_file(Path(path), taken)
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
        except OSError as error:
            skipped.append((path, f"无法读取：{error.strerror}"))
        if progress:
            progress("读取", done, len(digests))
    return documents, skipped


def _read_file(path: Path, taken: frozenset[str]) -> Document:
    return read_apart(load(path), path.name, taken)


def _write(
    settings: Settings,
    documents: Sequence[Document],
    sources: Sources,
    digests: Mapping[str, str],
    before: Previous,
    progress: Progress | None,
) -> int:
    """Write a generation and make it current; gives the number of texts embedded."""
    from index.embed.companion import load_companion
    from index.embed.embedder import load_embedder

    clauses = [clause for document in documents for clause in document.clauses]
    with new_generation(settings) as folder:
        embedder = load_embedder(settings)
        write_documents(folder, documents)
        names = [term.name for term in learn_terms(documents)]
        write_lexical(folder, [clause.to_search() for clause in clauses], Segmenter(names, settings.home))
        limit = min(settings.piece_tokens, embedder.max_tokens)
        passages = [p for clause in clauses for p in passages_of(clause, embedder.token_count, limit)]
        report = (lambda done, total: progress("向量", done, total)) if progress else None
        embedded = write_vectors(folder, passages, embedder, before.vectors(embedder), before.tokens(embedder), report)
        write_beside(folder, passages, lambda texts: load_companion().encode_passages(texts), before.beside())
        built = time.strftime("%Y-%m-%dT%H:%M:%S")
        fingerprint = Fingerprint(
            model=embedder.name,
            dimension=embedder.dimension,
            words=WORDS_VERSION,
            parser=PARSER_VERSION,
            roots=tuple(map(str, sources.roots)),
            documents=dict(digests),
            built=built,
            indexed=before.came_in(documents, built),
            clauses=len(clauses),
            passages=len(passages),
            files=record_files(folder),
        )
        write_fingerprint(folder, fingerprint)
    return embedded
