"""Plain text and Markdown: which encoding, and the little of Markdown that hides a document's own marks."""

from __future__ import annotations

import re
from collections import Counter

from index.errors import DocumentError

_USUAL = frozenset("的和一在为有对中国是市人政省，。、；：（）《》“”０１２３４５第条年月日关于发展工作\n\r 0123456789.")
_CONTROL = frozenset(map(chr, [*range(9), *range(14, 32)]))
_DAMAGED = 200  # of so many characters one may be unreadable in a text that is read all the same
_SAMPLE = 20_000  # characters by which an encoding is judged
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BOLD = re.compile(r"(?<!\\)(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def decode(data: bytes, file: str) -> str:
    """Decode a text file: UTF-8, UTF-16 or GB18030, each with or without mark. Line ends stay.

    A few damaged bytes become U+FFFD.

    Raises:
        DocumentError: the bytes are empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise DocumentError(f"{file}：文件是空的")
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", _likeliest(data)):
        text = _decoded(data, encoding)
        if text is not None:
            return text
    for encoding in () if marked else ("utf-8-sig", "gb18030"):
        text = _decoded(data, encoding, "replace")
        if text is not None and text.count("\ufffd") * _DAMAGED <= len(text):
            return text
    raise DocumentError(f"{file}：不是可读的文本文件")


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    """The text, None where the bytes are not in this encoding or hold control characters."""
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    controls = sum(map(text.count, _CONTROL)) if text else 0
    return text if "\x00" not in text and controls <= len(text) // 200 else None


def _likeliest(data: bytes) -> str:
    """The encoding in which the bytes hold most of the usual characters; GB18030 where none does."""
    scores = {"gb18030": 0.0}
    for encoding in ("gb18030", "utf-16-le", "utf-16-be", "big5"):
        text = _decoded(data, encoding)
        if text:
            counts = Counter(text[:_SAMPLE])
            scores[encoding] = sum(counts[character] for character in _USUAL) / min(len(text), _SAMPLE)
    return max(scores, key=lambda encoding: scores[encoding])


def unmark(text: str) -> str:
    """Markdown with pipe tables as cells parted by tabs, escapes (`1\\.`) and bold type resolved; else as it is.

    >>> unmark("| 名 | 数 |\\n|---|---|\\n| 甲 | 1 |\\n")
    '名\\t数\\n甲\\t1\\n'
    """
    lines = text.splitlines(keepends=True)
    if not any("|" in line and _RULE.fullmatch(line.rstrip()) for line in lines):
        return _plain(text)
    kept: list[str] = []
    for line in lines:
        body = line.strip()
        if "|" in body and _RULE.fullmatch(body):
            continue
        if body.startswith("|") and body.endswith("|") and len(body) > 1:
            end = line[len(line.rstrip("\r\n")) :]
            line = "\t".join(cell.strip() for cell in re.split(r"(?<!\\)\|", body[1:-1])) + end
        kept.append(line)
    return _plain("".join(kept))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", _BOLD.sub(r"\2", text))
