"""Whether a generation is as it was written: its files by size and digest, Chroma's database by its own check."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from index.errors import IndexDamaged
from index.generations import Fingerprint

_CHANGING = "chroma/"  # Chroma writes a little into its own files when it opens them
_DATABASE = ".sqlite3"


def record_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and sha256 of every file of a generation; without sha256 those that may change."""
    return {
        name: (path.stat().st_size, "" if name.startswith(_CHANGING) else _digest(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix())
    }


def faults(
    folder: Path, files: Mapping[str, tuple[int, str]], wanted: Callable[[str], bool] = lambda name: True
) -> dict[str, str]:
    """What is wrong with the files of a generation, by their names.

    Args:
        files: as `record_files` gave them.
        wanted: which of them to look at.
    """
    looked_at = {name: _fault(folder / name, *known) for name, known in files.items() if wanted(name)}
    return {name: problem for name, problem in looked_at.items() if problem}


def check_files(
    folder: Path, fingerprint: Fingerprint, wanted: Callable[[str], bool] = lambda name: True
) -> None:
    """Refuse a generation that is not as it was written.

    Raises:
        IndexDamaged: names the first file that is missing or changed.
    """
    found = faults(folder, fingerprint.files, wanted)
    for name, problem in found.items():
        raise IndexDamaged(f"索引已损坏：{name} {problem}", "重新建立：ceyin index")


def _fault(path: Path, size: int, digest: str) -> str:
    try:
        actual = path.stat().st_size
        if actual < size or (digest and actual != size):
            return f"不完整（{actual} 字节，应为 {size}）"
        if digest:
            return "" if _digest(path) == digest else "内容变了"
        return _database_fault(path) if path.suffix == _DATABASE else ""
    except FileNotFoundError:
        return "不见了"
    except OSError as error:
        return f"读不出：{error.strerror}"


def _database_fault(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY  # a reader is opening it
        return "" if busy else f"读不出：{error}"
    return "" if said and said[0] == "ok" else "内部不一致"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
