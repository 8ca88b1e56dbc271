"""Citation markers in a model's text, in every common shape; brackets of official texts are none. Pure functions.

A marker is one to three digits in square, lenticular or tortoise-shell brackets: 【1】 ［1］ [1,2] [[1]] 〔1〕 [ID:1] [1-3].
〔2023〕 has four digits, （三） and (3) have round brackets, [ ] is empty: all of them stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_OPEN, _CLOSE = r"[\[［【〔]", r"[\]］】〕]"
_WORD = r"(?:\^|[A-Za-z]{1,9}|条款|编号|来源|引用|出处|依据)?\s*[:：#]?\s*"
_ONE = rf"{_WORD}[0-9０-９]{{1,3}}(?![0-9０-９])"
_JOIN = r"\s*[,，、;；和及\-–—~～]?\s*"
_NEAR = r"(?=[^\]］】〕\n]{0,40}[\]］】〕])"
MARKER = re.compile(rf"{_OPEN}{{1,2}}{_NEAR}\s*(?P<numbers>{_ONE}(?:{_JOIN}{_ONE})*)\s*{_CLOSE}{{1,2}}")
_BEGINNING = re.compile(rf"{_OPEN}{{1,2}}[^\]］】〕\n]{{0,40}}{_CLOSE}{{0,2}}$")
_NAMED = re.compile(r"(?:(?:根据|依据|按照|参见|见)\s*)?(?:条款|编号)\s*[:：]?\s*([0-9０-９]{1,3})(?![0-9０-９])(?:\s*(?:规定|指出|明确|中)?[，,：:]?)")
_RANGE = re.compile(r"([0-9]{1,3})\s*[-–—~～]\s*([0-9]{1,3})")
_DIGITS = re.compile(r"[0-9]{1,3}")
_LONGEST_RANGE = 9


def may_begin(text: str, at: int) -> bool:
    """Whether what stands at the end of a text, from `at` on, may yet become a marker."""
    return _BEGINNING.match(text, at) is not None


def take_markers(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without its markers, and their numbers in order of first use.

    >>> take_markers("达到5家【1】、6家[[2]]（三）〔2023〕。[ID:3]")
    ('达到5家、6家（三）〔2023〕。', (1, 2, 3))
    """
    numbers: list[int] = []

    def take(match: re.Match[str]) -> str:
        numbers.extend(_numbers(match.group(1)))
        return ""

    plain = re.sub(rf"\s*{MARKER.pattern}(?:[,，、](?=\s*{_OPEN}+[0-9０-９]))?", take, text)
    return _NAMED.sub(take, plain), tuple(dict.fromkeys(numbers))


def _numbers(text: str) -> Iterator[int]:
    folded = unicodedata.normalize("NFKC", text)
    for match in _RANGE.finditer(folded):
        first, last = int(match[1]), int(match[2])
        if first <= last <= first + _LONGEST_RANGE:
            yield from range(first, last + 1)
    yield from map(int, _DIGITS.findall(folded))
