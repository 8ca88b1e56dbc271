"""Which lines list the annexes of a document, and where each annex begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.labels import read_label
from index.lines import Line
from index.numerals import value
from index.tables import is_table_line
from index.titles import is_title_like

_NUMBERED = r"([\d一二三四五六七八九十]*)"
ANNEX_HEAD = re.compile(rf"附\s*[件表录]?\s*{_NUMBERED}\s*[：:.．、]?$")
ANNEX_ENTRY = re.compile(rf"附\s*(?:[件表录]?\s*{_NUMBERED}\s*[：:.．、]\s*|[件表录]\s*{_NUMBERED}\s+)(?=\S)")
_ENTRY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that opens with 附件: `number` as printed, else 0; `alone` where no title stands beside it, `opens` where only an annex is meant."""

    number: int
    alone: bool
    title: str
    opens: bool = False


def _read_mark(lines: Sequence[Line], index: int, *, signed: bool) -> _Mark | None:
    """The mark of a line; where the document is `signed` right below it, a line names an annex and is none."""
    line = lines[index]
    if is_table_line(line):
        return None
    if alone := ANNEX_HEAD.match(line.text):
        return _Mark(value(alone.group(1)) or 0, True, "")
    titled = ANNEX_ENTRY.match(line.text)
    if titled is None or len(line.text) > _ENTRY_LENGTH or line.text.endswith(("。", "；")):
        return None
    spaced = titled.group(1) is None
    if spaced and not (signed or _heads_annex(lines, index)):
        return None
    return _Mark(value(titled.group(2 if spaced else 1)) or 0, False, line.text[titled.end() :], spaced and not signed)


def _heads_annex(lines: Sequence[Line], index: int) -> bool:
    """附表 储备标准, with no more than a space between: a heading where it stands by itself, or on its table."""
    below = next(iter(lines[index + 1 : index + 2]), None)
    apart_above = lines[index].gap or (index > 0 and is_table_line(lines[index - 1]))
    apart_below = below is None or below.gap or ANNEX_HEAD.match(below.text) is not None
    on_table = below is not None and is_table_line(below)
    return is_title_like(lines[index]) and (on_table or (apart_above and apart_below))


def mark_annexes(lines: Sequence[Line], roles: list[str], start: int) -> dict[int, int]:
    """Mark the list of annexes and the annexes; gives the number of the annex that starts at a line."""
    signed = [role == "signature" for role in (*roles[1:], "")]
    marks = {i: mark for i in range(start, len(lines)) if (mark := _read_mark(lines, i, signed=signed[i]))}
    numbers: dict[int, int] = {}
    listed = _mark_list(lines, roles, {index: mark for index, mark in marks.items() if not mark.opens})
    for index in range(start, len(lines)):
        mark = marks.get(index)
        if roles[index] in {"list", "imprint"} or (roles[index] == "signature" and not numbers):
            continue
        last = max([0, *numbers.values()])
        if mark and (mark.alone or (mark.number or 1) == last + 1):
            numbers[index] = mark.number or len(numbers) + 1
        elif listed and index > listed.stop - 1 and not numbers and not _first_follows(marks, index):
            numbers[index] = 1
        if numbers:
            roles[index] = "annex"
    return numbers


def _mark_list(lines: Sequence[Line], roles: list[str], marks: dict[int, _Mark]) -> range | None:
    """Mark the list of annexes where there is one; gives its lines."""
    first = next(iter(marks), None)
    if first is None or not _opens_list(lines, roles, marks, first):
        return None
    reached = marks[first].number or (1 if marks[first].title else 0)
    end = first + 1
    while end < len(lines) and (number := _continues_list(lines, roles, marks, end, reached)):
        reached, end = number, end + 1
    roles[first:end] = ["list"] * (end - first)
    return range(first, end)


def _opens_list(lines: Sequence[Line], roles: Sequence[str], marks: dict[int, _Mark], first: int) -> bool:
    """The list stands before the signature; 附件 alone opens one only where numbered names follow the colon."""
    mark = marks[first]
    if mark.alone:
        label = read_label(lines[first + 1]) if first + 1 < len(lines) else None
        numbered = label is not None and (label.kind, label.value) == ("arabic", 1)
        return lines[first].text.endswith(("：", ":")) and numbered and (len(marks) > 1 or "signature" in roles[first:])
    return "signature" not in roles[:first] or _first_follows(marks, first) or mark.title[:1] == "1"


def _continues_list(
    lines: Sequence[Line], roles: Sequence[str], marks: dict[int, _Mark], index: int, reached: int
) -> int:
    """The number the list has reached with this line, 0 where the line is none of it."""
    label, mark = read_label(lines[index]), marks.get(index)
    if roles[index] != "body" or is_table_line(lines[index]):
        return 0
    if mark is not None:
        return mark.number if not mark.alone and mark.number == reached + 1 else 0
    if label is not None:
        return label.value if label.kind == "arabic" and label.value == reached + 1 else 0
    following = read_label(lines[index + 1]) if index + 1 < len(lines) else None
    ends = index + 1 < len(lines) and (roles[index + 1] == "signature" or index + 1 in marks)
    goes_on = following is not None and (following.kind, following.value) == ("arabic", reached + 1)
    return reached if not lines[index].gap and (ends or goes_on) else 0


def _first_follows(marks: dict[int, _Mark], index: int) -> bool:
    """Whether the first annex announces itself further on."""
    return any(at > index and (mark.number or 1) == 1 for at, mark in marks.items())
