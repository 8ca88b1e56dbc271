"""Indexing with its report kept, so that the page can show what the last run did; in a process of its own where asked."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.build import Progress, Report, build_index
from index.errors import CeyinError
from index.settings import Settings

_REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is kept of an indexing run: files passed over with the reason, new vectors, seconds, when it ended."""

    skipped: tuple[tuple[str, str], ...]
    embedded: int
    unchanged: bool
    seconds: float
    ended: str


def index_documents(settings: Settings, paths: Sequence[Path] = (), progress: Progress | None = None) -> Report:
    """Bring the index up to date, as `index.build.build_index`, and keep the report.

    Raises:
        CeyinError: see `build_index`.
    """
    import time

    report = build_index(settings, paths, progress)
    ended = time.strftime("%Y-%m-%dT%H:%M:%S")
    run = LastRun(report.skipped, report.embedded, report.unchanged, round(report.seconds, 1), ended)
    (settings.index_folder / _REPORT).write_text(json.dumps(asdict(run), ensure_ascii=False), encoding="utf-8")
    return report


def last_run(settings: Settings) -> LastRun | None:
    """The report of the last run, None where none was kept."""
    try:
        data = json.loads((settings.index_folder / _REPORT).read_text(encoding="utf-8"))
        return LastRun(**{**data, "skipped": tuple((file, reason) for file, reason in data["skipped"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def index_apart(settings: Settings, progress: Progress) -> None:
    """Index in a process of its own: what indexing needs of memory goes back when it ends.

    Raises:
        CeyinError: it did not succeed.
    """
    spawning = multiprocessing.get_context("spawn")
    receiving, sending = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_index_and_send, args=(settings, sending), daemon=True)
    child.start()
    sending.close()
    outcome: tuple[str, str] | None = ("索引进程中途退出", "再试一次：ceyin index")
    try:
        while True:
            message = receiving.recv()
            if isinstance(message, tuple) and len(message) == 3:
                progress(*message)
            else:
                outcome = message
    except EOFError:
        child.join()
    if outcome is not None:
        raise CeyinError(*outcome)


def _index_and_send(settings: Settings, sending: Any) -> None:
    """What the child does: each step of progress is sent as three values, at the end None or what went wrong."""
    try:
        index_documents(settings, (), lambda stage, done, total: sending.send((stage, done, total)))
        sending.send(None)
    except CeyinError as error:
        sending.send((error.message, error.remedy))
