"""The file of users: one line each, name, scrypt hash of the password, `editor` where that is so. Standard library only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Collection
from pathlib import Path

from index.errors import SettingsError

SHORTEST_PASSWORD = 8  # characters
_SCHEME, _EDITOR = "scrypt", "editor"
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1  # about 32 MiB and 100 ms a try
_MEMORY = 64 * 1024 * 1024


class Users:
    """Names and password hashes.

    Args:
        hashes: by name, as `hash_password` gives them.
        editors: names of those who may add and remove documents.
    """

    def __init__(self, hashes: dict[str, str], editors: Collection[str] = ()) -> None:
        self._hashes, self._editors = hashes, frozenset(editors)
        self._nobody = hash_password(secrets.token_urlsafe())

    @classmethod
    def read(cls, path: Path) -> Users:
        """The users of a file.

        Raises:
            SettingsError: the file cannot be read, a line is not `name:hash`, or it names nobody.
        """
        hashes, editors = _read(path)
        if not hashes:
            raise SettingsError(f"用户文件 {path} 里没有用户", f"加一个：ceyin passwd {path} 用户名")
        return cls(hashes, editors)

    def admit(self, name: str, password: str) -> bool:
        """Whether this is the user's password; takes as long for a name that does not exist."""
        return _matches(self._hashes.get(name, self._nobody), password) and name in self._hashes

    def may_edit(self, name: str) -> bool:
        """Whether a user may add and remove documents."""
        return name in self._editors

    def __contains__(self, name: str) -> bool:
        return name in self._hashes


def set_password(path: Path, name: str, password: str, *, editor: bool | None = None) -> None:
    """Add a user to a file, or give one another password; the file is readable by its owner only.

    Args:
        editor: whether the user may add and remove documents; None leaves that as it is.

    Raises:
        SettingsError: the name or the password cannot be used, or the file not be read or written.
    """
    if not name.strip() or ":" in name or not name.isprintable():
        raise SettingsError("用户名不能为空，也不能含冒号")
    if len(password) < SHORTEST_PASSWORD:
        raise SettingsError(f"密码至少 {SHORTEST_PASSWORD} 个字符")
    hashes, editors = _read(path) if path.exists() else ({}, set())
    hashes[name] = hash_password(password)
    if editor is not None:
        editors = editors | {name} if editor else editors - {name}
    marks = dict.fromkeys(editors, f":{_EDITOR}")
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        fresh.touch(mode=0o600)
        fresh.write_text("".join(f"{user}:{known}{marks.get(user, '')}\n" for user, known in hashes.items()), encoding="utf-8")
        os.replace(fresh, path)
    except OSError as error:
        raise SettingsError(f"写不进用户文件 {path}：{error.strerror}") from error


def hash_password(password: str) -> str:
    """`scrypt$salt$hash`, both in Base64; the salt is new every time."""
    salt = secrets.token_bytes(16)
    return "$".join((_SCHEME, base64.b64encode(salt).decode(), base64.b64encode(_derive(password, salt)).decode()))


def _matches(known: str, password: str) -> bool:
    _, salt, derived = known.split("$")
    return hmac.compare_digest(_derive(password, base64.b64decode(salt)), base64.b64decode(derived))


def _derive(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY)


def _read(path: Path) -> tuple[dict[str, str], set[str]]:
    """Hashes by name, and the names of the editors."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"读不出用户文件 {path}") from error
    hashes: dict[str, str] = {}
    editors: set[str] = set()
    for number, line in enumerate(lines, 1):
        name, _, rest = line.strip().partition(":")
        known, _, mark = rest.partition(":")
        if line.strip() and (not name or mark not in {"", _EDITOR} or known.count("$") != 2 or not known.startswith(f"{_SCHEME}$")):
            raise SettingsError(f"用户文件 {path} 第{number}行不是“用户名:密码散列”", "重新设置：ceyin passwd")
        if line.strip():
            hashes[name] = known
            editors |= {name} if mark else set()
    return hashes, editors
