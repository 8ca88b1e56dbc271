"""Reading files without indexing them: what was recognised in each, or why it was passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.clause import Document
from index.errors import DocumentError
from index.quality import Quality, assess
from index.read.apart import load, printable, read_apart
from index.sources import Sources, check_paths


@dataclass(frozen=True)
class Checked:
    """One file: its document with what reading it gave, or the reason why it cannot be read."""

    file: str
    document: Document | None = None
    quality: Quality | None = None
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """The JSON object of `ceyin index --check --json`."""
        if self.document is None or self.quality is None:
            return {"file": self.file, "reason": self.reason}
        return {"file": self.file, "document": self.document.address, "clauses": len(self.document.clauses), **self.quality.to_json()}


def preview_files(paths: Sequence[Path]) -> Iterator[Checked]:
    """Read files and folders, one result a file.

    Raises:
        DocumentError: a path does not exist.
    """
    check_paths(paths)
    taken: set[str] = set()
    for root in paths:
        files, skipped = Sources((root,)).files()
        reasons = {Path(file): reason for file, reason in skipped}
        for path in sorted((*files, *reasons)):
            checked = _check(path, reasons.get(path, ""), frozenset(taken))
            if checked.document is not None:
                taken.add(checked.document.address)
            yield checked


def _check(path: Path, reason: str, taken: frozenset[str]) -> Checked:
    name = printable(path.name)
    if reason:
        return Checked(name, reason=reason)
    try:
        document = read_apart(load(path), path.name, taken)
    except DocumentError as error:
        return Checked(name, reason=str(error).removeprefix(f"{name}："))
    return Checked(name, document, assess(document))
