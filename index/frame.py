"""The frame of an official document: title block, body, signatures, list of annexes, annexes.

Layout follows GB/T 9704-2012: 标题, 发文字号, 主送机关, 正文, 附件说明, 发文机关署名, 成文日期, 附注, 附件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.labels import read_label
from index.lines import Line
from index.numerals import value
from index.tables import is_table_line
from index.text import compact

NUMBER = re.compile(r"[一-龥]{1,16}[〔［\[【（(]\s*(?:19|20)\d{2}\s*[〕］\]】）)]\s*第?\s*\d+\s*号")
_ORDER_NUMBER = re.compile(r"第\s*\d+\s*号")
_DATE = re.compile(r"[（(]?(?:(?:19|20)\d{2}|[一二][九〇○零][一二三四五六七八九〇○零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
                   r"\s*[\d一二三四五六七八九十]{1,3}\s*日[）)]?")
_REMARK = re.compile(r"[（(][^（）()]{2,30}[）)]")
_ANNEX_LIST = re.compile(r"附\s*[件表录]?\s*([\d一二三四五六七八九十]*)\s*[：:.．、]\s*(?=\S)")
ANNEX_HEAD = re.compile(r"附\s*[件表录]?\s*([\d一二三四五六七八九十]*)\s*[：:.．、]?$")
_SENTENCE_END = ("。", "；", "：", ":", "，", "、")
_TITLE_LINES = 15
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines with one role: `title`, `body`, `signature`, `list` or `annex` (then with its number)."""

    role: str
    lines: tuple[Line, ...]
    number: int = 0


def is_title_like(line: Line) -> bool:
    """A short line that is no sentence, no label and no cell."""
    return (
        0 < len(compact(line.text)) <= _NAME_LENGTH
        and not line.text.endswith(_SENTENCE_END)
        and "。" not in line.text
        and not is_table_line(line)
        and read_label(line) is None
    )


def split_frame(lines: Sequence[Line]) -> tuple[Region, ...]:
    """Part a document into regions, in reading order."""
    roles = ["body"] * len(lines)
    title = _title_end(lines)
    roles[:title] = ["title"] * title
    for first, last in _signatures(lines, title):
        roles[first:last] = ["signature"] * (last - first)
    numbers = _mark_annexes(lines, roles, title)
    return _group(lines, roles, numbers)


def _title_end(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:60]):
        if line.text.startswith("<!--"):
            return index + 1
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if NUMBER.fullmatch(compact(line.text)) or _ORDER_NUMBER.fullmatch(compact(line.text)):
            return index + 1
        if not is_title_like(line):
            break
    end = 0
    while end < len(lines) and end < _TITLE_LINES and (is_title_like(lines[end]) or _REMARK.fullmatch(lines[end].text)):
        end += 1
    return end


def _signatures(lines: Sequence[Line], start: int) -> list[tuple[int, int]]:
    """Ranges of signature lines: names, a line that is only a date, remarks such as （此件公开发布）."""
    found: list[tuple[int, int]] = []
    for index in range(start, len(lines)):
        if not _DATE.fullmatch(compact(lines[index].text)) or lines[index].opens_cell:
            continue
        first, last = index, index + 1
        floor = found[-1][1] if found else start
        while first > floor and index - first < 4 and _is_signatory(lines[first - 1]):
            first -= 1
        while last < len(lines) and _REMARK.fullmatch(lines[last].text):
            last += 1
        found.append((first, last))
    return found


def _is_signatory(line: Line) -> bool:
    return is_title_like(line) and not _ANNEX_LIST.match(line.text) and not re.search(r"[“”《》]", line.text)


def _mark_annexes(lines: Sequence[Line], roles: list[str], start: int) -> dict[int, int]:
    """Mark the list of annexes and the annexes; gives the number of the annex that starts at a line."""
    numbers: dict[int, int] = {}
    listed = inside = False
    for index in range(start, len(lines)):
        if roles[index] == "signature" and not numbers:
            inside = False
            continue
        head, entry = ANNEX_HEAD.match(lines[index].text), _ANNEX_LIST.match(lines[index].text)
        if head and not lines[index].opens_cell:
            numbers[index] = value(head.group(1)) or len(numbers) + 1
        elif entry and not numbers and not listed and _lists_annexes(lines, index):
            listed = inside = True
            roles[index] = "list"
            continue
        elif inside and _continues_list(lines, roles, index):
            roles[index] = "list"
            continue
        elif listed and not numbers:
            numbers[index] = 1
        if numbers:
            roles[index] = "annex"
    return numbers


def _lists_annexes(lines: Sequence[Line], index: int) -> bool:
    """A list of annexes stands at the end: what follows is its next lines, a signature or an annex."""
    return len(lines[index].text) <= 80 and not lines[index].text.endswith(("。", "；"))


def _continues_list(lines: Sequence[Line], roles: Sequence[str], index: int) -> bool:
    label = read_label(lines[index])
    if label is not None and label.kind == "arabic":
        return True
    wrapped = index + 1 < len(lines) and roles[index + 1] == "signature"
    return wrapped and not lines[index].gap and roles[index] == "body" and not is_table_line(lines[index])


def _group(lines: Sequence[Line], roles: Sequence[str], numbers: dict[int, int]) -> tuple[Region, ...]:
    regions: list[Region] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and roles[index] == roles[start] and index not in numbers:
            continue
        regions.append(Region(roles[start], tuple(lines[start:index]), numbers.get(start, 0)))
        start = index
    return tuple(regions) if lines else ()
