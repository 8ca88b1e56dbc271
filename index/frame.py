"""The frame of an official document: title block, body, signatures, list of annexes, annexes.

Layout follows GB/T 9704-2012: 标题, 发文字号, 主送机关, 正文, 附件说明, 发文机关署名, 成文日期, 附注, 附件.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.annexes import ANNEX_ENTRY, mark_annexes
from index.contents import contents_range
from index.furniture import states_facts
from index.labels import numbers_decimally, read_label
from index.lines import Line
from index.orders import Order, find_order, is_order_number
from index.text import compact
from index.titles import is_title_like, is_whole_title, may_stand_in_title, names_document, states_history

NUMBER = re.compile(r"[一-龥]{1,16}[〔［\[【（(]\s*(?:19|20)\d{2}\s*[〕］\]】）)]\s*第?\s*\d+\s*[号號]")
DATE = re.compile(
    r"(?:(?:19|20)\d{2}|[一二][九〇○零OＯ0][一二三四五六七八九〇○零OＯ0]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_DATE_ALONE = re.compile(rf"[（(]?{DATE.pattern}[）)]?")
_SIGNED = re.compile(rf"\S.{{1,60}}?\s{{2,}}{DATE.pattern}")
_SIGNER = re.compile(r"签发人[：:].*$")
_COPIES = re.compile(r"(?:(?:抄\s*[送报]|[分发]\s*送)\s*[：:]|(?:信息)?公开(?:选项|方式|属性|形式|类别)\s*[：:])")
_PRINTED_ON = re.compile(rf".{{0,60}}{DATE.pattern}印发。?")
_REMARK = re.compile(r"[（(][^（）()]{2,30}[）)]")
_BRACKETED = re.compile(r"[（(].*[）)]")
_TITLE_LINES = 15


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines with one role: `title`, `body`, `contents`, `signature`, `imprint`, `list` or `annex` (with its number)."""

    role: str
    lines: tuple[Line, ...]
    number: int = 0


def split_frame(lines: Sequence[Line]) -> tuple[Region, ...]:
    """Part a document into regions, in reading order."""
    roles = ["body"] * len(lines)
    title = _title_end(lines)
    roles[:title] = ["title"] * title
    for first, last in _signatures(lines, title):
        roles[first:last] = ["signature"] * (last - first)
    for index in _imprint(lines, title):
        roles[index] = "imprint"
    numbers = mark_annexes(lines, roles, title)
    for index in contents_range(lines):
        roles[index] = "contents" if roles[index] == "body" else roles[index]
    return _group(lines, roles, numbers)


def _title_end(lines: Sequence[Line]) -> int:
    """Where the title block ends; lines copied from the table of a web page (索引号：…) may stand above the title."""
    stated = next((index for index, line in enumerate(lines) if not states_facts(line)), 0)
    chapter = _first_decimal(lines)  # 1 总则 looks like a line of a title
    return stated + _title_length(lines[stated:chapter])


def _first_decimal(lines: Sequence[Line]) -> int:
    """Where the first chapter opens of a document that numbers 1, 1.1; else where the lines end."""
    if not numbers_decimally(tuple(lines)):
        return len(lines)
    labels = ((index, read_label(line, decimals=True)) for index, line in enumerate(lines))
    return next((index for index, label in labels if label and (label.kind, label.text) == ("decimal", "1")), len(lines))


def _title_length(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:60]):
        if line.text.startswith("<!--"):
            return index + 1
    order = find_order(lines[:_TITLE_LINES])
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if order and index == order.first and index and _promulgates(lines[order.last : order.last + 1]):
            return index
        if read_number(line) or is_order_number(line) or (order and index + 1 == order.last):
            return index + 1 if _is_named(lines[:index], order) else _below_number(lines, index + 1)
        if not may_stand_in_title(line):
            break
    return _names_end(lines, 0)


def _promulgates(below: Sequence[Line]) -> bool:
    """Whether the line below the heading of an order says that it makes a text public (《…》已…通过，现予公布)."""
    return any(re.search(r"^《.*(?:公布|发布|施行)", line.text) for line in below)


def _is_named(above: Sequence[Line], order: Order | None) -> bool:
    """Whether the lines above a number name the document; the heading of an order names none, nor does a remark."""
    inside = range(order.first, order.last) if order else range(0)
    texts = [compact(line.text) for index, line in enumerate(above) if index not in inside]
    return names_document("".join(text for text in texts if not _BRACKETED.fullmatch(text)))


def _below_number(lines: Sequence[Line], first: int) -> int:
    """In a red head the title stands below the 文号; below an order it may be who signed it."""
    end = _names_end(lines, first)
    return first if any(_is_dated(line) for line in lines[first:end]) else end


def _names_end(lines: Sequence[Line], end: int) -> int:
    while end < min(len(lines), _TITLE_LINES) and _stands_in_head(lines[end]):
        end += 1
    return end


def _stands_in_head(line: Line) -> bool:
    return is_title_like(line) or is_whole_title(line) or states_history(line) or bool(_REMARK.fullmatch(line.text))


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
