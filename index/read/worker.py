"""The reading process: takes one file after another, gives back documents. Run by `index.read.apart`, never by hand."""

from __future__ import annotations

import json
import os
import select
import struct
import sys
from typing import Any, BinaryIO

from index.document import read_document
from index.errors import CeyinError
from index.plain import document_to_json

_LENGTH = struct.Struct(">Q")
_IDLE = 60.0  # seconds without a file after which the process ends
_LARGEST_OUTPUT = 1024 * 1024 * 1024  # bytes that a file written by a converter may have


def main() -> None:
    """Answer until the asking side closes, or nothing comes for a while."""
    _limit(int(sys.argv[1]))
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may stand among the answers
    while _something_comes(source) and (question := _receive(source)) is not None:
        data = _receive(source) or b""
        answer, usable = _answer(json.loads(question), data)
        body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
        answers.write(_LENGTH.pack(len(body)) + body)
        answers.flush()
        if not usable:
            break


def _answer(question: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bool]:
    """The document or the reason, and whether the process is fit for another file."""
    file = str(question["file"])
    try:
        return {"document": document_to_json(read_document(data, file, frozenset(question["taken"])))}, True
    except CeyinError as error:
        return {"error": error.message, "remedy": error.remedy}, True
    except MemoryError:
        return {"error": f"{file}：展开后占用内存过大，已跳过"}, False
    except RecursionError:
        return {"error": f"{file}：嵌套层数过多，已跳过"}, True
    except Exception as error:  # noqa: BLE001 - whatever a broken file does to a library is one line for the user
        return {"error": f"{file}：文件已损坏或格式不合规范，读不了（{type(error).__name__}）"}, True


def _something_comes(source: BinaryIO) -> bool:
    """Wait for the next file, but not for ever (Windows can only wait for ever)."""
    return not hasattr(os, "fork") or bool(select.select([source], [], [], _IDLE)[0])


def _receive(source: BinaryIO) -> bytes | None:
    length = source.read(_LENGTH.size)
    return source.read(_LENGTH.unpack(length)[0]) if len(length) == _LENGTH.size else None


def _limit(megabytes: int) -> None:
    """Limit memory, the size of written files, and core dumps, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there too
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))


if __name__ == "__main__":
    main()
