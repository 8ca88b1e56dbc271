"""Characters: decoding, and foldings that keep every offset (one code point in, one out)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from index.clause import Span
from index.errors import DocumentError

NOISE = re.compile(r"\[bookmark:[^\]\n]*\]")
_BRACKETS = str.maketrans("〔［【﹝〈《〉》﹞］】〕·•〇○－―—–~～", "[[[[<<>>]]]]··零零------")


def decode(data: bytes, file: str) -> str:
    """Decode a text file: UTF-8 (with or without mark), UTF-16 with mark, else GB18030. Line ends stay.

    Raises:
        DocumentError: the bytes are empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise DocumentError(f"{file}：文件是空的")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DocumentError(f"{file}：不是可读的文本文件")


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Fold width, case and bracket shapes, character by character, so offsets stay.

    >>> fold("湘政办发〔２０２３〕54号（二）")
    '湘政办发[2023]54号(二)'
    """
    return "".join(map(_fold_character, text.translate(_BRACKETS)))


def squeeze(text: str) -> tuple[str, list[int]]:
    """Drop white space; also give the offset in `text` of every character kept."""
    kept = [(character, offset) for offset, character in enumerate(text) if not character.isspace()]
    return "".join(character for character, _ in kept), [offset for _, offset in kept]


def compact(text: str) -> str:
    """Text without any white space."""
    return "".join(text.split())


def cover(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Translate `[start, end)` of the concatenated `spans` into spans of the source.

    >>> cover((Span(10, 15), Span(20, 30)), 3, 8)
    (Span(start=13, end=15), Span(start=20, end=23))
    """
    found, offset = [], 0
    for span in spans:
        length = span.end - span.start
        first, last = max(start, offset), min(end, offset + length)
        if first < last:
            found.append(Span(span.start + first - offset, span.start + last - offset))
        offset += length
    return tuple(found)
