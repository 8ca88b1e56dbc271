"""Files are read in a process of their own, with limits: a file that crashes, hangs or swells its reader costs one line.

One process reads file after file and is replaced when it dies or runs over; it ends by itself when nothing comes any more.
What comes back is JSON, never anything that could be run.
"""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from index.clause import Document
from index.errors import DocumentError
from index.plain import document_from_json
from index.settings import PROJECT, Limits

_LENGTH = struct.Struct(">Q")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_lock = threading.Lock()
_current: list[_Reader] = []


def load(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        DocumentError: it is too large or cannot be read.
    """
    limits = limits or Limits.from_environment()
    try:
        size = path.stat().st_size
        if reason := limits.too_large(size):
            raise DocumentError(f"{printable(path.name)}：{reason}")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{printable(path.name)}：无法读取：{error.strerror}") from error


def read_apart(data: bytes, file: str, taken: frozenset[str] = frozenset(), limits: Limits | None = None) -> Document:
    """Read and parse one file in the reading process; as `read_document`, but nothing in the file can do harm here.

    Args:
        data: the file's bytes.
        file: its name, for messages.
        taken: document addresses that other files have.
        limits: what reading may take; by default as the environment says.

    Raises:
        DocumentError: the file cannot be read, with the reason.
    """
    limits = limits or Limits.from_environment()
    name = printable(file)
    if reason := limits.too_large(len(data)):
        raise DocumentError(f"{name}：{reason}")
    with _lock:
        answer = _ask({"file": name, "taken": sorted(taken)}, data, name, limits)
    if "error" in answer:
        raise DocumentError(answer["error"], answer.get("remedy", ""))
    return document_from_json(answer["document"])


def printable(name: str) -> str:
    """A file's name on one line, without characters that turn or hide text."""
    return _UNPRINTABLE.sub(" ", name).encode("utf-8", "replace").decode("utf-8")


def stop_reading() -> None:
    """End the reading process, if one runs."""
    with _lock:
        while _current:
            _current.pop().stop()


def _ask(question: dict[str, Any], data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """Ask the reading process; one that ended while it had nothing to do is replaced once."""
    for fresh in (False, True):
        if fresh or not _current or _current[0].limits != limits or not _current[0].alive:
            while _current:
                _current.pop().stop()
            _current.append(_Reader(limits))
            fresh = True
        reader = _current[0]
        answer = reader.ask(question, data)
        if answer is not None:
            return answer
        late, _current[:] = reader.late, []
        reader.stop()
        if late:
            raise DocumentError(f"{name}：读取超时（超过 {limits.seconds} 秒），已跳过")
        if fresh:
            break
    raise DocumentError(f"{name}：读取时出错中止（文件可能已损坏，或展开后占用内存过大），已跳过")


class _Reader:
    """A running reading process."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.late = limits, False
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.read.worker", str(limits.memory_megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        """The answer; None where the process died or ran over its time (then `late`)."""
        answers: list[dict[str, Any]] = []
        thread = threading.Thread(target=self._exchange, args=(question, data, answers), daemon=True)
        thread.start()
        thread.join(self.limits.seconds)
        if thread.is_alive():
            self.late = True
            self.stop()
            thread.join(5)
            return None
        return answers[0] if answers else None

    def _exchange(self, question: dict[str, Any], data: bytes, answers: list[dict[str, Any]]) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            head = json.dumps(question).encode()
            self._process.stdin.write(_LENGTH.pack(len(head)) + head + _LENGTH.pack(len(data)))
            self._process.stdin.write(data)
            self._process.stdin.flush()
            length = self._process.stdout.read(_LENGTH.size)
            if len(length) == _LENGTH.size:
                body = self._process.stdout.read(_LENGTH.unpack(length)[0])
                answers.append(json.loads(body))
        except (OSError, ValueError):
            return

    def stop(self) -> None:
        """End the process and whatever it started."""
        try:
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        except (ProcessLookupError, PermissionError):
            pass
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                pass
