"""Who a document is: title, 文号, issuers, date, and the address that follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.annexes import ANNEX_HEAD
from index.frame import DATE, NUMBER, Region, read_number
from index.furniture import facts_of, states_facts
from index.lines import Line
from index.orders import Order, find_order, is_order_number
from index.text import compact
from index.titles import HISTORY, is_title_like

_PRINTED = re.compile(r"(?:印发|发布|公布|批转|转发)(?:.*?关于印发)?《?(.+?)》?的(?:通知|函|公告|令)$")
_ISSUER = re.compile(r"(.{2,30}?(?:国务院|政府|委员会|办公室|[部局厅办委院]))(?=关于|印发|转发|批转)")
_ORGAN = re.compile(r".{2,}(?:国务院|政府|委员会|办公室|法院|检察院|[部局厅办委院行会])")
_NUMBER_AT_END = re.compile(rf"(?<=.)[（(]({NUMBER.pattern})[）)]$")
_RED_HEAD = re.compile(r"(.{3,}?)文件")
_HEADING_LINES = 8  # of an order, each issuer on a line
_PASSES_ON = re.compile(r"印发|转发|批转")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is cited by, as printed; empty where it says nothing."""

    title: str
    number: str
    full_title: str
    issuers: tuple[str, ...]
    date: str


def identify(regions: Sequence[Region], file: str) -> Identity:
    """The title block, the inner title of a printed document, the signature; the file's name where there is no title."""
    title_lines = [line for region in regions[:1] if region.role == "title" for line in region.lines if not states_facts(line)]
    order = find_order(title_lines) or _announced(regions)
    numbers = [number for line in title_lines if (number := read_number(line))] or ([order.number] if order else [])
    unnamed = order.lines if order else ()
    names = [line for line in title_lines if not read_number(line) and _names(line) and line not in unnamed]
    heads = [line for line in names if _RED_HEAD.fullmatch(compact(line.text))]
    names = [line for line in names if line not in heads] or heads
    while len(names) > 1 and compact(names[1].text).startswith(compact(names[0].text)):  # the issuer, set above its letter
        names = names[1:]
    opening = next((i for i, line in enumerate(names) if line.text.startswith("关于")), 0)
    while opening and _PASSES_ON.search(names[opening - 1].text):
        opening -= 1
    full = "".join(compact(line.text) for line in names[opening:]) or (order.number if order else "") or re.sub(r"\.\w+$", "", file)
    inside = _NUMBER_AT_END.search(full)
    if inside:  # 关于…的意见（甲政发〔2024〕1号）
        numbers.append(inside.group(1))
        full = full[: inside.start()]
    printed = _ISSUER.match(full)
    named = [organ for line in names[:opening] for organ in _organs(line)]
    named = named or [printed.group(1)] if printed else named
    named = named or [_RED_HEAD.sub(r"\1", compact(line.text)) for line in heads] or list(order.issuers if order else ())
    issuers = tuple(filter(None, named))
    inner = _inner_title(regions, full)
    return Identity(inner or full, numbers[0] if numbers else "", full, issuers, _date(regions, title_lines))


def _announced(regions: Sequence[Region]) -> Order | None:
    """The order with whose heading the text opens, below the title of what it promulgates."""
    body = next((region.lines for region in regions if region.role == "body"), ())
    order = find_order(body[:_HEADING_LINES])
    return order if order is not None and order.first == 0 else None


def stated_facts(regions: Sequence[Region]) -> dict[str, str]:
    """The facts that stand as lines above the title."""
    lines = [line for region in regions[:1] if region.role == "title" for line in region.lines if states_facts(line)]
    return facts_of(lines)


def with_facts(identity: Identity, facts: Mapping[str, str]) -> Identity:
    """What the text does not say and the page's table does."""
    number = compact(facts.get("文号", ""))
    return replace(
        identity,
        number=identity.number or (number if NUMBER.fullmatch(number) else ""),
        date=identity.date or facts.get("成文日期", ""),
        issuers=identity.issuers or tuple(facts.get("发文机关", "").split()),
    )


def _organs(line: Line) -> list[str]:
    """The issuers of a line; spaces part them only where each part is the name of one."""
    parts = line.text.split()
    return parts if all(map(_ORGAN.fullmatch, parts)) else [compact(line.text)]


def _names(line: Line) -> bool:
    """Whether a line of the title block is part of the title: no date, remark or comment."""
    text = compact(line.text)
    marks = bool(ANNEX_HEAD.match(line.text)) or text.startswith(("<!--", "签发人"))
    return not (marks or DATE.match(text) or HISTORY.fullmatch(text) or is_order_number(line))


def _inner_title(regions: Sequence[Region], full: str) -> str:
    """The name of what a notice prints: named in its title, or set between its signature and the text."""
    body = [region for region in regions if region.role == "body"]
    lines = [line for region in body for line in region.lines]
    named = _PRINTED.search(full)
    if named:
        for i in range(len(lines)):
            for length in (1, 2, 3):
                if "".join(compact(line.text) for line in lines[i : i + length]) == named.group(1):
                    return named.group(1)
    roles = [region.role for region in regions]
    after = next((regions[i + 1] for i in range(len(roles) - 1) if roles[i : i + 2] == ["signature", "body"]), None)
    if after is None:
        return ""
    opening: list[str] = []
    if any(read_number(line) for line in after.lines[:6]):  # a further document with a 文号 of its own
        return ""
    for line in after.lines:
        if not is_title_like(line) or line.text.startswith(("（", "(")):
            break
        opening.append(compact(line.text))
    others = sum(1 for line in after.lines[len(opening) :] if line.gap and re.search(r"(?:规定|办法|方案)$", line.text))
    return "".join(opening) if opening and not (others and named) else ""


def _date(regions: Sequence[Region], title_lines: Sequence[Line]) -> str:
    """The date of the first signature, else the last one in the title block."""
    for region in regions:
        if region.role == "signature":
            found = [m.group() for line in region.lines if (m := DATE.search(compact(line.text)))]
            if found:
                return found[-1]
    issued = [line for line in title_lines if not line.text.rstrip("）)").endswith(("施行", "实施", "生效"))]
    dates = [m.group() for line in issued or title_lines if (m := DATE.search(compact(line.text)))]
    return dates[-1] if dates else ""


def plain_address(number: str, title: str) -> str:
    """The 文号 where it has the form 机关代字〔年〕号, else the title: the number of an order is no address.

    >>> plain_address("甲发〔2024〕1号", "甲办法"), plain_address("某部令第73号", "甲办法")
    ('甲发〔2024〕1号', '甲办法')
    """
    return (number if NUMBER.fullmatch(number) else title).replace("/", "／")


def document_address(identity: Identity, file: str, taken: frozenset[str]) -> str:
    """The 文号, else the title; with the date or the file's name where that is taken."""
    base = plain_address(identity.number, identity.title)
    if base not in taken:
        return base
    printed = re.search(r"\d{4}-\d{2}-\d{2}", file)
    dated = f"{base}（{identity.date or (printed.group() if printed else file)}）"
    return dated if dated not in taken else f"{base}（{file}）"
