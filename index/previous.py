"""What the next generation takes over from the current one: documents already read, vectors already computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.beside import FILES as BESIDE
from index.beside import known_beside
from index.clause import Document
from index.embed.name import embedder_name
from index.errors import IndexDamaged, IndexMissing
from index.generations import PARSER_VERSION, Fingerprint, current_folder, read_fingerprint
from index.identity import plain_address
from index.plain import NAME as DOCUMENTS
from index.plain import read_documents
from index.settings import Settings
from index.soundness import faults
from index.tokens import FILES as TOKENS
from index.tokens import known_tokens
from index.vectors import VECTORS, read_vectors
from index.words import VERSION as WORDS_VERSION

if TYPE_CHECKING:
    from index.embed.embedder import Embedder


@dataclass(frozen=True)
class Previous:
    """The current generation; empty where there is none. What is damaged of it is not used, the rest is.

    Attributes:
        damaged: names of its files that are not as they were written.
        documents: as this version of the parser read them.
    """

    folder: Path | None = None
    fingerprint: Fingerprint | None = None
    damaged: frozenset[str] = frozenset()
    documents: tuple[Document, ...] = ()

    @classmethod
    def open(cls, settings: Settings) -> Previous:
        """Read it."""
        try:
            folder = current_folder(settings)
            fingerprint = read_fingerprint(folder)
            damaged = frozenset(faults(folder, fingerprint.files))
            readable = fingerprint.parser == PARSER_VERSION and DOCUMENTS not in damaged
            return cls(folder, fingerprint, damaged, read_documents(folder) if readable else ())
        except (IndexMissing, IndexDamaged):
            return cls()

    def matches(self, settings: Settings, digests: Mapping[str, str]) -> bool:
        """Whether it holds exactly these files (sha256 by path), made the way this program makes it."""
        made = self.fingerprint
        return made is not None and not self.damaged and (made.parser, made.words, made.model, made.documents) == (
            PARSER_VERSION,
            WORDS_VERSION,
            embedder_name(settings),
            dict(digests),
        )

    def read_already(self) -> dict[tuple[str, str], Document]:
        """Documents that need not be read again where their file is the same, by its digest and name."""
        return {(d.digest, d.file): replace(d, files=(), numbers=()) for d in self.documents}

    def vectors(self, embedder: Embedder) -> dict[str, Any]:
        """Its vectors by the digest of their text, where the same model made them."""
        return self._taken(VECTORS, read_vectors, embedder.name)

    def tokens(self, embedder: Embedder) -> dict[str, Any]:
        """Its vectors of the tokens by the digest of their passage, where the same model made them."""
        return self._taken(TOKENS, known_tokens, embedder.name)

    def beside(self) -> dict[str, Any]:
        """Its vectors of the second encoder by the digest of their text."""
        return self._taken(BESIDE, known_beside)

    def _taken(self, files: Iterable[str], read: Callable[[Path], dict[str, Any]], model: str = "") -> dict[str, Any]:
        """What is read from some of its files; nothing where one of them is damaged or another model made them."""
        if self.folder is None or self.fingerprint is None or not self.damaged.isdisjoint(files):
            return {}
        try:
            return read(self.folder) if model in {"", self.fingerprint.model} else {}
        except IndexDamaged:
            return {}

    def came_in(self, documents: Sequence[Document], now: str) -> dict[str, str]:
        """When each document came in as it is, by the digest of its file."""
        known = self.fingerprint.indexed if self.fingerprint else {}
        return {document.digest: known.get(document.digest, now) for document in documents}

    def changes(self, documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
        """Names of the documents that came, changed and went."""
        old = {document.address: document for document in self.documents}
        new = {document.address: document for document in documents}
        return (
            tuple(document.name for address, document in new.items() if address not in old),
            tuple(d.name for address, d in new.items() if address in old and old[address].digest != d.digest),
            tuple(document.name for address, document in old.items() if address not in new),
        )


def keeps_address(document: Document, taken: frozenset[str]) -> bool:
    """Whether reading its file again would give the same address: its plain one, which nobody else has."""
    plain = plain_address(document.number, document.title)
    return document.address == plain and plain not in taken
