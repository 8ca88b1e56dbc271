"""Who reads a generation: each reader locks a small file of its own, so that the folder stays while it runs.

The operating system lets go of the lock however the reader ends, so a killed one holds nothing for ever.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.settings import Settings

_FOLDER = "readers"


def hold(settings: Settings, folder: Path) -> Callable[[], None]:
    """Keep a generation's folder from being removed.

    Returns:
        what lets go of it; nothing is held where the home cannot be written, which nobody then indexes either.
    """
    from filelock import FileLock

    place = settings.index_folder / _FOLDER
    path = place / f"{folder.name}@{os.getpid()}-{secrets.token_hex(4)}"
    lock = FileLock(path, thread_local=False)  # let go by whichever thread is the last to read
    try:
        place.mkdir(exist_ok=True)
        lock.acquire()
    except OSError:
        return lambda: None

    def let_go() -> None:
        lock.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)

    return let_go


def in_use(settings: Settings, name: str) -> bool:
    """Whether a running reader holds the generation of this name; files of readers that are gone are removed."""
    from filelock import FileLock, Timeout

    held = False
    for path in (settings.index_folder / _FOLDER).glob(f"{name}@*"):
        try:
            with FileLock(path, timeout=0):
                path.unlink(missing_ok=True)
        except Timeout:
            held = True
    return held
