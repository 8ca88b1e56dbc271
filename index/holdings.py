"""What the index holds, file by file: for the list of documents, and to name what shall be removed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import remembered
from index.clause import Document
from index.errors import AddressError
from index.generations import Fingerprint, check_parser, current_folder, read_fingerprint
from index.plain import read_documents
from index.settings import Settings
from index.text import compact, fold

_QUOTES = "《》“”\"'"


@dataclass(frozen=True, slots=True)
class Holding:
    """An indexed document with the files its text stands in.

    Attributes:
        document: as read.
        files: absolute paths; the same bytes may stand in several.
        indexed: when it came in as it is, ISO 8601.
    """

    document: Document
    files: tuple[Path, ...]
    indexed: str

    def is_called(self, name: str) -> bool:
        """Whether a name is its 文号, its title or its address, width, spaces and quotation marks aside."""
        document = self.document
        names = (document.number, document.title, document.full_title, document.address, document.name)
        return _plain(name) in {_plain(each) for each in names if each}


def read_holdings(settings: Settings) -> tuple[Holding, ...]:
    """What the current index holds, in its order.

    Raises:
        IndexMissing, IndexStale, IndexDamaged: there is no index that can be read.
    """
    folder = current_folder(settings)
    fingerprint = read_fingerprint(folder)
    check_parser(fingerprint)
    return tuple(holdings_of(read_documents(folder), fingerprint))


def holdings_of(documents: Sequence[Document], fingerprint: Fingerprint) -> Iterator[Holding]:
    """Documents with their files."""
    for document in documents:
        files = tuple(Path(path) for path, digest in fingerprint.documents.items() if digest == document.digest)
        yield Holding(document, files, fingerprint.indexed.get(document.digest, fingerprint.built))


def paths_to_remove(settings: Settings, names: Sequence[str]) -> tuple[Path, ...]:
    """The files and folders that names mean: paths, file names, 文号 or titles.

    Raises:
        AddressError: a name means nothing that is indexed, or several documents.
        IndexMissing, IndexStale, IndexDamaged: there is no index that can be read.
    """
    holdings = read_holdings(settings)
    roots = remembered(settings).roots
    return tuple(dict.fromkeys(path for name in names for path in _meant(name, holdings, roots)))


def _meant(name: str, holdings: Sequence[Holding], roots: Sequence[Path]) -> Sequence[Path]:
    path = Path(name).expanduser().resolve()
    files = [file for holding in holdings for file in holding.files]
    if path in roots or any(path == file or path in file.parents for file in files):
        return (path,)
    if path.exists() and any(root in path.parents for root in roots):  # a file that could not be read
        return (path,)
    found = [holding for holding in holdings if any(file.name == name for file in holding.files)]
    found = found or [holding for holding in holdings if holding.is_called(name)]
    if len(found) > 1:
        places = "、".join(str(file) for holding in found for file in holding.files[:1])
        raise AddressError(f"“{name[:60]}”有 {len(found)} 份文件", f"请写路径：{places}")
    if not found:
        near = difflib.get_close_matches(name, [h.document.name for h in holdings], n=3, cutoff=0.3)
        raise AddressError(f"索引里没有“{name[:60]}”" + (f"，最接近的是：{'、'.join(near)}" if near else ""))
    named = [file for file in found[0].files if file.name == name]
    return named or found[0].files


def _plain(name: str) -> str:
    return compact(fold("".join(character for character in name if character not in _QUOTES)))
