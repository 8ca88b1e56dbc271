"""Old Word files, WPS, RTF and OpenDocument: LibreOffice turns them into docx, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from index.errors import DocumentError
from index.read.extract import Extract

_SECONDS = 120
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")


def find_office() -> str | None:
    """LibreOffice's program; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def read_office(data: bytes, file: str, kind: str) -> Extract:
    """The text of a file that LibreOffice can read. Macros in it are not run.

    Raises:
        DocumentError: LibreOffice is not installed or cannot read the file.
    """
    from index.read.docx.body import read_docx

    program = find_office()
    if program is None:
        raise DocumentError(f"{file}：读取 .{kind} 文件需要安装 LibreOffice；也可以先另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="ceyin-") as folder:
        source = Path(folder) / f"source.{kind}"
        source.write_bytes(data)
        _convert(program, source, file)
        try:
            converted = source.with_suffix(".docx").read_bytes()
        except OSError as error:
            raise DocumentError(f"{file}：LibreOffice 读不了这个文件") from error
    return replace(read_docx(converted, file), kind=kind)


def _convert(program: str, source: Path, file: str) -> None:
    """Runs LibreOffice with a profile of its own, so that neither the user's settings nor a running one matter."""
    folder = source.parent
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "docx",
               "--outdir", str(folder), str(source)]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise DocumentError(f"{file}：LibreOffice 转换超时") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
