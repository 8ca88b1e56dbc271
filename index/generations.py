"""Generations: one folder each, complete before a pointer file, replaced atomically, makes it current.

A running reader keeps the folder it opened; exchanging a Chroma folder under its path would keep serving old data.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import CeyinError, IndexBusy, IndexDamaged, IndexMissing, IndexStale
from index.settings import Settings
from index.words import VERSION as WORDS_VERSION

PARSER_VERSION = "5"
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
        documents: sha256 of every file read, by path.
        built: when, ISO 8601 local time.
    """

    model: str
    dimension: int
    words: str
    parser: str
    roots: tuple[str, ...]
    documents: dict[str, str]
    built: str

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
    if not name or not folder.is_dir():
        raise IndexDamaged("索引已损坏，当前版本的文件夹不见了", _REBUILD)
    return folder


def read_fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of a generation.

    Raises:
        IndexDamaged: it is missing or unreadable.
    """
    try:
        data = json.loads((folder / _FINGERPRINT).read_text(encoding="utf-8"))
        return Fingerprint(**{**data, "roots": tuple(data["roots"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
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
def writing(settings: Settings) -> Iterator[Path]:
    """An empty folder for a new generation; on success it becomes the current one, else it goes.

    Raises:
        IndexBusy: another process is indexing.
        CeyinError: the disk is full or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        settings.index_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.index_folder / _LOCK, timeout=0):
            folder = settings.index_folder / _FOLDER / f"{time.time_ns()}-{os.getpid()}"
            folder.mkdir(parents=True)
            try:
                yield folder
                _make_current(settings, folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            _sweep(settings, folder)
    except Timeout:
        raise IndexBusy("另一个进程正在建立索引，请稍后再试") from None
    except OSError as error:
        raise CeyinError(f"写不进索引文件夹 {settings.index_folder}：{error.strerror or error}") from error


def write_fingerprint(folder: Path, fingerprint: Fingerprint) -> None:
    """Store the fingerprint of a generation."""
    (folder / _FINGERPRINT).write_text(json.dumps(asdict(fingerprint), ensure_ascii=False, indent=1), encoding="utf-8")


def _make_current(settings: Settings, folder: Path) -> None:
    pointer = settings.index_folder / _POINTER
    fresh = pointer.with_suffix(f".{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, pointer)


def _sweep(settings: Settings, current: Path) -> None:
    """Remove old generations but the last one, which a running reader may still hold."""
    others = sorted(path for path in current.parent.iterdir() if path != current)
    for path in others[:-1]:
        shutil.rmtree(path, ignore_errors=True)
