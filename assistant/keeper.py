"""Adding and removing documents while the server runs: one indexing run after the other, each in a process of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from assistant.current import Current
from assistant.indexing import Job, index_apart
from assistant.uploads import uploads_folder
from index.errors import CeyinError
from index.holdings import read_holdings

_LOOK = 0.2  # seconds between two looks whether the new index is open


@dataclass(frozen=True, slots=True)
class State:
    """How far the keeper is.

    Attributes:
        running: whether a run is under way.
        stage, done, total: of the run, as `index.build.Progress` gives them.
        error: why the last run failed, empty where it did not.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    error: str = ""


class Keeper:
    """Keeps the index of a running server; threads may share one."""

    def __init__(self, current: Current) -> None:
        self.current, self.settings = current, current.settings
        self.state = State()
        self._jobs: deque[Job] = deque()
        self._lock = Lock()

    def add_uploads(self) -> None:
        """Index what was uploaded."""
        self._begin(Job(paths=(uploads_folder(self.settings),)))

    def remove(self, document: str) -> None:
        """Take a document (its address) out of the index; a file that was uploaded is deleted.

        Raises:
            CeyinError: the index cannot be read.
        """
        found = [holding.files for holding in read_holdings(self.settings) if holding.document.address == document]
        for files in found[:1]:
            self._begin(Job(removing=files))

    def _begin(self, job: Job) -> None:
        with self._lock:
            self._jobs.append(job)
            if not self.state.running:
                self.state = State(running=True)
                Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        error = ""
        while True:
            with self._lock:
                job = self._jobs.popleft() if self._jobs else None
                if job is None:
                    self.state = State(error=error)
                    return
            error = self._run(job)
            while self.current.follow():  # done is what can be asked about
                self._progress("载入", 0, 0)
                time.sleep(_LOOK)

    def _run(self, job: Job) -> str:
        try:
            index_apart(self.settings, self._progress, job)
            self._delete(job.removing)
        except (CeyinError, OSError) as error:
            return str(error)
        return ""

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.state = State(True, stage, done, total)

    def _delete(self, files: Sequence[Path]) -> None:
        """Our own copies only; what stands in the user's folders is never touched."""
        for file in files:
            if file.parent == uploads_folder(self.settings):
                file.unlink(missing_ok=True)
