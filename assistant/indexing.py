"""Indexing with its report kept, so that the page can show what the last run did; in a process of its own where asked."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.build import Progress, Report, build_index
from index.errors import CeyinError, IndexDamaged, IndexMissing, IndexStale
from index.generations import check_parser, current_folder, read_fingerprint
from index.settings import Settings
from index.soundness import check_files
from index.sources import replace_file

_REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is kept of an indexing run: files passed over with the reason, new vectors, seconds, when it ended; names of
    the documents that came, changed and went."""

    skipped: tuple[tuple[str, str], ...]
    embedded: int
    unchanged: bool
    seconds: float
    ended: str
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What an indexing run shall do, see `index.build.build_index`."""

    paths: tuple[Path, ...] = ()
    removing: tuple[Path, ...] = ()
    afresh: bool = False


def index_documents(
    settings: Settings, paths: Sequence[Path] = (), progress: Progress | None = None, job: Job | None = None
) -> Report:
    """Bring the index up to date, as `index.build.build_index`, and keep the report.

    Args:
        paths: files or folders to add.
        job: more than that.

    Raises:
        CeyinError: see `build_index`.
    """
    job = job or Job(tuple(paths))
    report = build_index(settings, job.paths, progress, removing=job.removing, afresh=job.afresh)
    ended = time.strftime("%Y-%m-%dT%H:%M:%S")
    run = LastRun(
        report.skipped, report.embedded, report.unchanged, round(report.seconds, 1), ended,
        report.added, report.updated, report.removed,
    )  # fmt: skip
    with suppress(OSError):  # the index itself is complete
        replace_file(settings.index_folder / _REPORT, json.dumps(asdict(run), ensure_ascii=False))
    return report


def why_to_build(settings: Settings) -> str:
    """Why the index has to be built before it can be used: it is missing, damaged or of another version; else empty."""
    try:
        folder = current_folder(settings)
        fingerprint = read_fingerprint(folder)
        check_parser(fingerprint)
        check_files(folder, fingerprint)
    except (IndexMissing, IndexDamaged, IndexStale) as error:
        return error.message
    return ""


def last_run(settings: Settings) -> LastRun | None:
    """The report of the last run, None where none was kept."""
    try:
        data = json.loads((settings.index_folder / _REPORT).read_text(encoding="utf-8"))
        names = {key: tuple(data.get(key, ())) for key in ("added", "updated", "removed")}
        return LastRun(**{**data, **names, "skipped": tuple((file, reason) for file, reason in data["skipped"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def index_apart(settings: Settings, progress: Progress, job: Job | None = None) -> None:
    """Index in a process of its own: what indexing needs of memory goes back when it ends.

    Raises:
        CeyinError: it did not succeed.
    """
    spawning = multiprocessing.get_context("spawn")
    receiving, sending = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_index_and_send, args=(settings, job or Job(), sending), daemon=True)
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


def _index_and_send(settings: Settings, job: Job, sending: Any) -> None:
    """What the child does: each step of progress is sent as three values, at the end None or what went wrong."""
    try:
        index_documents(settings, (), lambda stage, done, total: sending.send((stage, done, total)), job)
        sending.send(None)
    except CeyinError as error:
        sending.send((error.message, error.remedy))
