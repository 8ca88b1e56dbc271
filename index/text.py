"""Characters: foldings that keep every offset (one code point in, one out)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from index.clause import Span

NOISE = re.compile(r"\[bookmark:[^\]\n]*\]|^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.M)  # marks and rules of word processors
STOP = r"(?:。|(?<=[一-龥）)])\.(?=[一-龥\s]|$))"  # a full stop, also one of a text that is typed with half-width marks
_ALIKE = str.maketrans("〔［【﹝〈《〉》﹞］】〕·•〇○－―—–~～ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "[[[[<<>>]]]]··零零------一二三四五六七八九十")


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Fold width, case, bracket shapes and Roman numerals (Ⅳ级 is 四级), character by character, so offsets stay.

    >>> fold("湘政办发〔２０２３〕54号（二）")
    '湘政办发[2023]54号(二)'
    """
    return "".join(map(_fold_character, text.translate(_ALIKE)))


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
