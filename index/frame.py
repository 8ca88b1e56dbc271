"""The frame of an official document: title block, body, signatures, list of annexes, annexes.

Layout follows GB/T 9704-2012: 标题, 发文字号, 主送机关, 正文, 附件说明, 发文机关署名, 成文日期, 附注, 附件.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.labels import read_label
from index.lines import Line
from index.numerals import value
from index.read.facts import facts_of_lines
from index.tables import is_table_line
from index.text import compact

NUMBER = re.compile(r"[一-龥]{1,16}[〔［\[【（(]\s*(?:19|20)\d{2}\s*[〕］\]】）)]\s*第?\s*\d+\s*[号號]")
_ORDER_NUMBER = re.compile(r"第\s*\d+\s*[号號]")
DATE = re.compile(
    r"(?:(?:19|20)\d{2}|[一二][九〇○零OＯ0][一二三四五六七八九〇○零OＯ0]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_DATE_ALONE = re.compile(rf"[（(]?{DATE.pattern}[）)]?")
_SIGNED = re.compile(rf"\S.{{1,60}}?\s{{2,}}{DATE.pattern}")
_SIGNER = re.compile(r"签发人[：:].*$")
_COPIES = re.compile(r"抄\s*[送报]\s*[：:]")
_PRINTED_ON = re.compile(rf".{{0,60}}{DATE.pattern}印发。?")
_REMARK = re.compile(r"[（(][^（）()]{2,30}[）)]")
ANNEX_ENTRY = re.compile(r"附\s*[件表录]?\s*([\d一二三四五六七八九十]*)\s*[：:.．、]\s*(?=\S)")
ANNEX_HEAD = re.compile(r"附\s*[件表录]?\s*([\d一二三四五六七八九十]*)\s*[：:.．、]?$")
_SENTENCE_END = ("。", "；", "：", ":", "，", "、")
_TITLE = re.compile(
    r"关于|關於|(?:通知|通报|通告|公告|公报|批复|决定|决议|命令|令|函|请示|报告|议案|纪要|意见|办法|方案|规定|规划|计划|细则|条例|措施|预案|要点|決定|意見|辦法|規定|規劃|計劃|細則|條例|預案|通報|公報|批復)$"
)
_TITLE_LINES = 15
_ENTRY_LENGTH = 80
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines with one role: `title`, `body`, `signature`, `imprint`, `list` or `annex` (with its number)."""

    role: str
    lines: tuple[Line, ...]
    number: int = 0


def is_title_like(line: Line) -> bool:
    """A short line that is no sentence, no label and no cell."""
    return (
        0 < len(compact(line.text)) <= _NAME_LENGTH
        and not line.text.endswith(_SENTENCE_END)
        and "。" not in line.text
        and compact(line.text) != "目录"
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
    for index in _imprint(lines, title):
        roles[index] = "imprint"
    numbers = _mark_annexes(lines, roles, title)
    return _group(lines, roles, numbers)


def _title_end(lines: Sequence[Line]) -> int:
    """Where the title block ends; lines copied from the table of a web page (索引号：…) may stand above the title."""
    stated = next((index for index, line in enumerate(lines) if not states_facts(line)), 0)
    return stated + _title_length(lines[stated:])


def states_facts(line: Line) -> bool:
    """Whether a line only says what a page's table says of a document (发文字号：…)."""
    pieces = [piece for piece in line.raw.split("\t") if piece.strip()]
    return bool(pieces) and len(facts_of_lines(pieces)) == len(pieces)


def _title_length(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:60]):
        if line.text.startswith("<!--"):
            return index + 1
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if read_number(line) or _ORDER_NUMBER.fullmatch(compact(line.text)):
            named = _TITLE.search("".join(compact(above.text) for above in lines[:index]))
            return index + 1 if named else _names_end(lines, index + 1)  # in a red head the title stands below the 文号
        if not is_title_like(line) and not _breaks_in_title(line):
            break
    return _names_end(lines, 0)


def _names_end(lines: Sequence[Line], end: int) -> int:
    while end < len(lines) and end < _TITLE_LINES and (is_title_like(lines[end]) or _REMARK.fullmatch(lines[end].text)):
        end += 1
    return end


def _breaks_in_title(line: Line) -> bool:
    """A line of a title that is broken after 、 or ，."""
    return line.text.endswith(("、", "，")) and is_title_like(replace(line, text=line.text[:-1]))


def read_number(line: Line) -> str:
    """The 文号 that fills a line, without white space and outer brackets; else empty."""
    text = _SIGNER.sub("", compact(line.text))
    inner = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text
    return inner if NUMBER.fullmatch(inner) else ""


def _signatures(lines: Sequence[Line], start: int) -> list[tuple[int, int]]:
    """Ranges of signature lines: names, a line that is only a date, remarks such as （此件公开发布）."""
    found: list[tuple[int, int]] = []
    for index in range(start, len(lines)):
        if not _is_dated(lines[index]) or lines[index].opens_cell:
            continue
        first, last = index, index + 1
        floor = found[-1][1] if found else start
        while first > floor and index - first < 4 and _is_signatory(lines[first - 1]):
            first -= 1
        while last < len(lines) and _REMARK.fullmatch(lines[last].text):
            last += 1
        found.append((first, last))
    return found


def _is_dated(line: Line) -> bool:
    """A line that is only a date, or a name and the date beside it."""
    return bool(_DATE_ALONE.fullmatch(compact(line.text)) or _SIGNED.fullmatch(line.text))


def _is_signatory(line: Line) -> bool:
    return is_title_like(line) and not ANNEX_ENTRY.match(line.text) and not re.search(r"[“”《》]", line.text)


def _imprint(lines: Sequence[Line], start: int) -> Iterator[int]:
    """The lines of the 版记: 抄送 to the end of its sentence, and who printed it when."""
    inside = False
    for index in range(start, len(lines)):
        line = lines[index]
        inside = (inside and not line.gap) or bool(_COPIES.match(line.text))
        if inside or (_PRINTED_ON.fullmatch(compact(line.text)) and is_title_like(line)):
            yield index
        inside = inside and not line.text.endswith("。")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that opens with 附件: `number` as printed, else 0; `alone` where no title stands beside it."""

    number: int
    alone: bool
    title: str


def _read_mark(line: Line) -> _Mark | None:
    if is_table_line(line):
        return None
    if alone := ANNEX_HEAD.match(line.text):
        return _Mark(value(alone.group(1)) or 0, True, "")
    titled = ANNEX_ENTRY.match(line.text)
    if titled is None or len(line.text) > _ENTRY_LENGTH or line.text.endswith(("。", "；")):
        return None
    return _Mark(value(titled.group(1)) or 0, False, line.text[titled.end() :])


def _mark_annexes(lines: Sequence[Line], roles: list[str], start: int) -> dict[int, int]:
    """Mark the list of annexes and the annexes; gives the number of the annex that starts at a line."""
    marks = {index: mark for index in range(start, len(lines)) if (mark := _read_mark(lines[index]))}
    numbers: dict[int, int] = {}
    listed = _mark_list(lines, roles, marks)
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


def _group(lines: Sequence[Line], roles: Sequence[str], numbers: dict[int, int]) -> tuple[Region, ...]:
    regions: list[Region] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and roles[index] == roles[start] and index not in numbers:
            continue
        first = replace(lines[start], gap=True)  # nothing runs on from one region into another
        regions.append(Region(roles[start], (first, *lines[start + 1 : index]), numbers.get(start, 0)))
        start = index
    return tuple(regions) if lines else ()
