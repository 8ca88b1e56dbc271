"""Following the remembered folders: every change becomes a new generation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from assistant.indexing import index_documents
from index.build import Report, remembered
from index.errors import CeyinError, IndexBusy
from index.settings import Settings

_GATHER = 1_000  # ms in which changes that follow each other become one run
_LOOK = 1_000  # ms between two looks at what is remembered, which another command may change


def watch_documents(settings: Settings) -> Iterator[Report | CeyinError]:
    """Follow the folders until interrupted: the report of every run that changed something, or why one failed."""
    from watchfiles import watch

    while True:
        roots = _roots(settings)
        if not roots:
            time.sleep(_LOOK / 1000)
            continue
        due = True  # what happened before there was a watcher
        for changes in watch(*roots, debounce=_GATHER, rust_timeout=_LOOK, yield_on_timeout=True):
            if changes or due:
                outcome = _run(settings)
                due = isinstance(outcome, IndexBusy)
                if outcome is not None and not due:
                    yield outcome
            if roots != _roots(settings) or (changes and any(root.is_file() for root in roots)):
                break  # an editor replaces a file by a new one, which nobody watches yet


def _roots(settings: Settings) -> list[Path]:
    return [root for root in remembered(settings).roots if root.exists()]


def _run(settings: Settings) -> Report | CeyinError | None:
    try:
        report = index_documents(settings)
    except CeyinError as error:
        return error
    return None if report.unchanged else report
