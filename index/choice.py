"""Documents that a user chooses by name."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import AddressError
from index.library import Library


def documents_called(library: Library, names: Sequence[str]) -> tuple[str, ...]:
    """The addresses of the documents that names mean: 文号, title or short name.

    Raises:
        AddressError: a name means none of them.
    """
    found: dict[str, None] = {}
    for name in names:
        documents, _ = library.documents_named(name)
        if not documents:
            known = "、".join(each.name for each in library.documents[:5])
            raise AddressError(f"没有找到文件“{name[:60]}”，已有：{known}")
        found.update(dict.fromkeys(document.address for document in documents))
    return tuple(found)
