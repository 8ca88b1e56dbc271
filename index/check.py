"""`ceyin check`: the index against itself and against its sources. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.build import remembered
from index.clause import Document
from index.embed.name import embedder_name
from index.errors import CeyinError
from index.generations import PARSER_VERSION, Fingerprint, current_folder, read_fingerprint
from index.lexical import count_texts
from index.plain import read_documents
from index.settings import Settings
from index.soundness import faults
from index.sources import digest_of
from index.store import stored_addresses
from index.words import VERSION as WORDS_VERSION


def findings(settings: Settings) -> Iterator[str]:
    """What is wrong with the current index, a line each; none where all is well.

    Raises:
        IndexMissing: nothing was indexed yet.
        IndexDamaged: the pointer or the fingerprint cannot be read, so there is nothing to compare with.
    """
    folder = current_folder(settings)
    fingerprint = read_fingerprint(folder)
    damaged = faults(folder, fingerprint.files)
    yield from (f"索引文件 {name} {problem}" for name, problem in damaged.items())
    yield from _method(settings, fingerprint)
    yield from _sources(settings, fingerprint)
    try:
        documents = read_documents(folder)
        yield from _texts(documents, fingerprint)
        yield from _counts(folder, documents, fingerprint)
    except CeyinError as error:
        if not damaged:
            yield error.message


def _method(settings: Settings, fingerprint: Fingerprint) -> Iterator[str]:
    """Made with another model or by another version of the program."""
    model = embedder_name(settings)
    if fingerprint.model != model:
        yield f"向量模型是 {fingerprint.model}，现在用的是 {model}"
    if (fingerprint.parser, fingerprint.words) != (PARSER_VERSION, WORDS_VERSION):
        yield "索引由另一版本的程序建立"


def _sources(settings: Settings, fingerprint: Fingerprint) -> Iterator[str]:
    """Files that have changed since, are gone, or came."""
    files, _ = remembered(settings).files()
    now = {str(path) for path in files}
    for path, digest in fingerprint.documents.items():
        if path not in now:
            yield f"原文件不在了或已移除：{path}"
        elif _digest(path) != digest:
            yield f"原文件有变化：{path}"
    yield from (f"还没有收录：{path}" for path in sorted(now - set(fingerprint.documents)))


def _digest(path: str) -> str:
    try:
        return digest_of(Path(path))
    except OSError:
        return ""


def _texts(documents: Sequence[Document], fingerprint: Fingerprint) -> Iterator[str]:
    """Documents of no known file, clauses that are not what stands at their spans, addresses that stand twice."""
    digests = set(fingerprint.documents.values())
    seen: set[str] = set()
    for document in documents:
        if document.digest not in digests:
            yield f"{document.name} 不属于任何已收录的文件"
        for clause in document.clauses:
            if "".join(document.text[start:end] for start, end in clause.spans) != clause.text:
                yield f"条款与原文不符：{clause.address}"
            if clause.address in seen:
                yield f"条款地址重复：{clause.address}"
            seen.add(clause.address)


def _counts(folder: Path, documents: Sequence[Document], fingerprint: Fingerprint) -> Iterator[str]:
    """Clauses without a vector, vectors without a clause, words of more or fewer clauses than there are."""
    addresses = {clause.address for document in documents for clause in document.clauses}
    clauses = sum(len(document.clauses) for document in documents)
    if clauses != fingerprint.clauses:
        yield f"条款 {clauses} 条，应有 {fingerprint.clauses} 条"
    lexical = count_texts(folder)
    if lexical != clauses:
        yield f"词语索引有 {lexical} 条，应有 {clauses} 条"
    vectors = stored_addresses(folder)
    if len(vectors) != fingerprint.passages:
        yield f"向量 {len(vectors)} 个，应有 {fingerprint.passages} 个"
    yield from (f"没有向量：{address}" for address in sorted(addresses - set(vectors)))
    yield from (f"向量没有对应的条款：{address}" for address in sorted(set(vectors) - addresses))
