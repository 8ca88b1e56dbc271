"""Old Word files, WPS, RTF and OpenDocument: LibreOffice turns them into docx, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.errors import DocumentError
from index.read.extract import Extract

_SECONDS = 90
_ADDRESS_SPACE = 6 * 1024**3  # bytes
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


_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # no macros, nothing fetched from elsewhere


@contextmanager
def _more_memory() -> Iterator[None]:
    """LibreOffice maps more address space than a reader needs; its own use stays small."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE if hard == resource.RLIM_INFINITY else min(_ADDRESS_SPACE, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _convert(program: str, source: Path, file: str) -> None:
    """Runs LibreOffice with a profile of its own, so that neither the user's settings nor a running one matter."""
    folder = source.parent
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", "docx",
               "--outdir", str(folder), str(source)]  # fmt: skip
    with _more_memory():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with process:
        try:
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise DocumentError(f"{file}：LibreOffice 转换超时") from error
