"""Files that readers bring: kept below the home, in a folder that is indexed like any other."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import AsyncIterable
from pathlib import Path

from index.errors import CeyinError, DocumentError
from index.read.sniff import SUFFIXES
from index.settings import Limits, Settings

_LONGEST_NAME = 200  # bytes; file systems take 255
_FORBIDDEN = frozenset('/\\:*?"<>|')  # no path, and nothing that another system refuses


def uploads_folder(settings: Settings) -> Path:
    """Where uploaded files are kept."""
    return settings.home / "documents"


def checked_name(name: str) -> str:
    """The name a file is kept under.

    Raises:
        DocumentError: it leads elsewhere, is hidden, cannot be printed, is too long, or of a kind that is not read.

    >>> checked_name("意见.txt")
    '意见.txt'
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name or name.startswith((".", "~$")) or not name.isprintable() or _FORBIDDEN & set(name):
        raise DocumentError(f"文件名不能用：{name[:60]!r}")
    if len(name.encode()) > _LONGEST_NAME:
        raise DocumentError(f"文件名太长：{name[:20]}……")
    if Path(name).suffix.lower() not in SUFFIXES:
        raise DocumentError(f"{name}：不支持 {Path(name).suffix or '无扩展名'} 文件")
    return name


async def keep_upload(settings: Settings, name: str, content: AsyncIterable[bytes]) -> Path:
    """Keep an uploaded file, in place of one of the same name; it appears whole or not at all.

    Raises:
        DocumentError: its name cannot be used, it is empty or too large.
        CeyinError: it cannot be written.
    """
    folder, name = uploads_folder(settings), checked_name(name)
    fresh = folder / f".{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            taken, limits = 0, Limits.from_environment()
            with fresh.open("wb") as file:
                async for piece in content:
                    taken += len(piece)
                    if reason := limits.too_large(taken):
                        raise DocumentError(f"{name}：{reason}")
                    file.write(piece)
            if not taken:
                raise DocumentError(f"{name}：文件是空的")
            os.replace(fresh, folder / name)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise CeyinError(f"存不下 {name}：{error.strerror or error}") from error
    return folder / name
