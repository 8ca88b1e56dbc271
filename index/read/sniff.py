"""What a file is, by what stands in it; its name decides only where the content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".docx", ".pdf", ".doc", ".wps", ".rtf", ".odt"})
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_TAGS = re.compile(rb"</?(?:p|div|span|table|td|br|h[1-6]|meta)\b", re.I)
_OPENING = 4096  # bytes looked at
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKED_TEXT = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, file: str) -> str:
    """`txt`, `md`, `html`, `docx`, `pdf`, `mht`, `rtf`, `odt`, `doc`, `locked` (encrypted Office file), `zip`, `ole` or `picture`.

    >>> kind_of(b"%PDF-1.7", "a.docx"), kind_of("一、目标".encode(), "a.pdf"), kind_of(b"<html><p>", "a.doc")
    ('pdf', 'txt', 'html')
    """
    head = data[:_OPENING]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if head.startswith(_OLE):
        return _in_ole(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*")):
        return "picture"
    if re.match(rb"(?:MIME-Version|From|Content-Type):", head, re.I) and b"multipart/" in head:
        return "mht"
    if head.startswith(_MARKED_TEXT):
        head = head.replace(b"\x00", b"")
    suffix = PurePath(file).suffix.lower()
    if _HTML.search(head) or (suffix in {".html", ".htm"} and _TAGS.search(data[: 1 << 16].replace(b"\x00", b""))):
        return "html"
    return "md" if suffix == ".md" else "txt"


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/").lower() for name in archive.namelist()}
            if "mimetype" in names and b"opendocument.text" in data[:200]:
                return "odt"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/" in data[:1_000_000] else "zip"
    return "docx" if any(name.startswith("word/") for name in names) else "zip"


def _in_ole(data: bytes) -> str:
    """The old Office container: a document, an encrypted new one, or something else (a workbook)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    return "doc" if "WordDocument".encode("utf-16-le") in data else "ole"
