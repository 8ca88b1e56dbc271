"""What an index is made of: the folders and files remembered, and what was removed from them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DocumentError
from index.read.sniff import SUFFIXES
from index.settings import SEEDS, Limits, Settings

GONE = "找不到（回来后会再收录；不再需要就用 --remove 去掉）"
_FILE = "sources.json"
_UNSEEN = (".", "~$")  # how names begin of what is hidden, or an office program's trace of an open file


@dataclass(frozen=True, slots=True)
class Sources:
    """Folders and files to index.

    Attributes:
        roots: absolute paths, in the order they were given.
        excluded: absolute paths below a root that were removed and stay so until they are given again.
    """

    roots: tuple[Path, ...] = ()
    excluded: tuple[Path, ...] = ()

    def adding(self, paths: Sequence[Path]) -> Sources:
        """With these paths, whatever was removed at or below them included again; `seeds/` where there are none."""
        asked = [path.resolve() for path in paths]
        kept = tuple(out for out in self.excluded if not any(_at_or_below(out, path) for path in asked))
        return Sources(tuple(dict.fromkeys((*self.roots, *asked))) or (SEEDS,), kept)

    def removing(self, paths: Sequence[Path]) -> Sources:
        """Without these paths and what stands below them."""
        roots = tuple(root for root in self.roots if not any(_at_or_below(root, path) for path in paths))
        below = [path for path in (*self.excluded, *paths) if any(root in path.parents for root in roots)]
        return Sources(roots, tuple(dict.fromkeys(below)))

    def files(self) -> tuple[list[Path], list[tuple[str, str]]]:
        """Every file to read, in order, and what is passed over with the reason."""
        found: dict[Path, None] = {}
        skipped: dict[str, str] = {}
        for root in self.roots:
            if not root.exists():
                skipped[str(root)] = GONE
            for path in _walk(root) if root.is_dir() else [root] if root.exists() else []:
                if path in found or self._leaves_out(path, root):
                    continue
                reason = _unreadable(path)
                if reason:
                    skipped[str(path)] = reason
                else:
                    found[path] = None
        return list(found), list(skipped.items())

    def _leaves_out(self, path: Path, root: Path) -> bool:
        return any(_at_or_below(path, out) and root in out.parents for out in self.excluded)


def read_sources(settings: Settings) -> Sources | None:
    """What is remembered; None where nothing is, or it cannot be read."""
    try:
        data = json.loads((settings.index_folder / _FILE).read_text(encoding="utf-8"))
        return Sources(tuple(map(Path, data["roots"])), tuple(map(Path, data["excluded"])))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_sources(settings: Settings, sources: Sources) -> None:
    """Remember it, at once and whole."""
    data = {name: list(map(str, paths)) for name, paths in asdict(sources).items()}
    replace_file(settings.index_folder / _FILE, json.dumps(data, ensure_ascii=False, indent=1))


def forget_sources(settings: Settings) -> None:
    """Remember nothing."""
    (settings.index_folder / _FILE).unlink(missing_ok=True)


def replace_file(path: Path, text: str) -> None:
    """Exchange a small file so that it is the old or the new one at every moment, also after a power cut."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def check_paths(paths: Sequence[Path]) -> None:
    """Refuse a path that does not exist.

    Raises:
        DocumentError: it names it.
    """
    for path in paths:
        if not path.exists():
            raise DocumentError(f"没有这个文件或文件夹：{path}")


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder, hidden ones left out; a folder that cannot be opened holds none."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not any(part.startswith(_UNSEEN) for part in inside) and _is_file(path):
            yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may be listed and not entered
        return False


def _unreadable(path: Path) -> str:
    """Why a file is not read, empty where it is."""
    if path.suffix.lower() not in SUFFIXES:
        return f"不支持 {path.suffix or '无扩展名'} 文件"
    try:
        size = path.stat().st_size
    except OSError as error:
        return f"无法读取：{error.strerror}"
    return Limits.from_environment().too_large(size)


def _at_or_below(path: Path, other: Path) -> bool:
    return path == other or other in path.parents
