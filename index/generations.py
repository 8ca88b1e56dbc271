"""Generations: one folder each, complete before a pointer file, replaced atomically, makes it current.

A running reader keeps the folder it opened; exchanging a Chroma folder under its path would keep serving old data.
A folder without fingerprint is unfinished: the fingerprint is written last. docs/keeping-current.md says more.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import CeyinError, IndexBusy, IndexDamaged, IndexMissing, IndexStale
from index.readers import in_use
from index.settings import Settings
from index.sources import replace_file
from index.words import VERSION as WORDS_VERSION

PARSER_VERSION = "14"
_POINTER, _FINGERPRINT, _FOLDER, _LOCK = "current", "fingerprint.json", "generations", "lock"
_REBUILD = "重新建立：ceyin index"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index was built from and with.

    Attributes:
        model: name of the embedding model.
        dimension: of its vectors.
        words: version of the word segmentation.
        parser: version of the clause parser.
        roots: files and folders that were indexed, absolute.
        documents: sha256 of every file, by path.
        built: when, ISO 8601 local time.
        indexed: when each document came in as it is now, by the sha256 of its file.
        clauses: how many there are.
        passages: how many vectors there are.
        files: size in bytes and sha256 of every file of the generation, by path below it; without sha256 those that
            Chroma itself changes when it opens them.
    """

    model: str
    dimension: int
    words: str
    parser: str
    roots: tuple[str, ...]
    documents: dict[str, str]
    built: str
    indexed: Mapping[str, str] = field(default_factory=dict)
    clauses: int = 0
    passages: int = 0
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def method(self) -> tuple[str, int, str, str]:
        """What must agree for the index to be searched by this program."""
        return self.model, self.dimension, self.words, self.parser


def current_folder(settings: Settings) -> Path:
    """The current generation's folder.

    Raises:
        IndexMissing: nothing was indexed yet.
        IndexDamaged: the pointer names a folder that is not there.
    """
    pointer = settings.index_folder / _POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing("还没有建立索引", "先运行：ceyin index") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged("索引已损坏，读不出当前版本", _REBUILD) from error
    folder = settings.index_folder / _FOLDER / name
    if not re.fullmatch(r"[\w-]+", name) or not folder.is_dir():
        raise IndexDamaged("索引已损坏，当前版本的文件夹不见了", _REBUILD)
    return folder


def read_fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of a generation.

    Raises:
        IndexDamaged: it is missing or unreadable.
    """
    try:
        data = json.loads((folder / _FINGERPRINT).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in data.get("files", {}).items()}
        return Fingerprint(**{**data, "roots": tuple(data["roots"]), "files": files})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged("索引已损坏，读不出指纹", _REBUILD) from error


def check_parser(fingerprint: Fingerprint) -> None:
    """Refuse an index that another version of the parser wrote.

    Raises:
        IndexStale: the parser or segmentation changed since.
    """
    if (fingerprint.parser, fingerprint.words) != (PARSER_VERSION, WORDS_VERSION):
        raise IndexStale("索引由另一版本的程序建立", _REBUILD)


def check_model(fingerprint: Fingerprint, model: str, dimension: int) -> None:
    """Refuse to search an index with another model than it was built with.

    Raises:
        IndexStale: name or dimension differ.
    """
    if (fingerprint.model, fingerprint.dimension) != (model, dimension):
        raise IndexStale(f"索引用的是另一个向量模型（{fingerprint.model}）", _REBUILD)


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Be the only one who indexes, and clear away what killed runs have left.

    Raises:
        IndexBusy: another process is indexing.
        CeyinError: the disk is full or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        settings.index_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.index_folder / _LOCK, timeout=0):
            _sweep(settings)
            yield
            _sweep(settings)
    except Timeout:
        raise IndexBusy("另一个进程正在建立索引，请稍后再试") from None
    except OSError as error:
        reason = "磁盘已满" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else error.strerror or error
        raise CeyinError(f"写不进索引文件夹 {settings.index_folder}：{reason}") from error


@contextmanager
def new_generation(settings: Settings) -> Iterator[Path]:
    """An empty folder for a new generation, inside `locked`; on success it becomes the current one, else it goes."""
    folder = settings.index_folder / _FOLDER / f"{time.time_ns()}-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        yield folder
        _settle(folder)
        replace_file(settings.index_folder / _POINTER, folder.name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def write_fingerprint(folder: Path, fingerprint: Fingerprint) -> None:
    """Store the fingerprint of a generation, which makes it complete."""
    replace_file(folder / _FINGERPRINT, json.dumps(asdict(fingerprint), ensure_ascii=False, indent=1))


def _settle(folder: Path) -> None:
    """Have everything on the disk before the pointer is, or a power cut could leave a pointer to half a generation."""
    if os.name != "posix":
        return
    for path in (folder, *folder.rglob("*"), folder.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(settings: Settings) -> None:
    """Remove unfinished generations, and old ones but the last and those that a reader holds."""
    for path in settings.index_folder.iterdir():
        if path.is_file() and re.fullmatch(r"\w+(?:\.json)?\.\d+", path.name):
            path.unlink(missing_ok=True)  # what `replace_file` was writing when it was killed
    try:
        current = current_folder(settings)
    except CeyinError:
        current = None
    folder = settings.index_folder / _FOLDER
    others = sorted(path for path in folder.iterdir() if path != current) if folder.is_dir() else []
    complete = [path for path in others if (path / _FINGERPRINT).exists()]
    for path in others:
        kept = path in complete[-1:] or (path in complete and (current is None or in_use(settings, path.name)))
        if not kept:
            shutil.rmtree(path, ignore_errors=True)
