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
from index.read.sniff import SUFFIXES


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
    taken: set[str] = set()
    for root in paths:
        if not root.exists():
            raise DocumentError(f"没有这个文件或文件夹：{root}")
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if not path.is_file() or path.name.startswith("."):
                continue
            checked = _check(path, frozenset(taken))
            if checked.document is not None:
                taken.add(checked.document.address)
            yield checked


def _check(path: Path, taken: frozenset[str]) -> Checked:
    name = printable(path.name)
    if path.suffix.lower() not in SUFFIXES:
        return Checked(name, reason=f"不支持 {path.suffix or '无扩展名'} 文件")
    try:
        document = read_apart(load(path), path.name, taken)
    except DocumentError as error:
        return Checked(name, reason=str(error).removeprefix(f"{name}："))
    return Checked(name, document, assess(document))
