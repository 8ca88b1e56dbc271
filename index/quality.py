"""Whether a document was read well: what was recognised, and what looks wrong, so that a bad parse is seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.clause import Clause, Document, Span
from index.furniture import set_aside
from index.lines import split_lines
from index.numerals import NUMERAL, value
from index.text import NOISE

_LEVELS = {
    "part": "编", "chapter": "章", "section": "节", "article": "条", "han": "一、", "stem": "甲、", "bracketed_han": "（一）", "decimal": "1.1",
    "arabic": "1.", "bracketed_arabic": "（1）", "half_bracketed": "1）", "circled": "①", "boxed": "专栏", "inquiry": "问", "headed": "【】",
    "paragraph": "段", "annex": "附件", "row": "表格行", "column": "表格列",
}  # fmt: skip
_COUNTED = ("part", "chapter", "section", "article", "han", "bracketed_han", "arabic", "bracketed_arabic", "half_bracketed", "circled")
_NUMBERS = re.compile(rf"[{NUMERAL}]+|[①-⑳]")
_MOST = 20  # findings of one kind that are told


@dataclass(frozen=True)
class Quality:
    """What reading a document gave.

    Attributes:
        levels: how many clauses of each level, by its printed sign.
        tables: places that hold a table.
        metadata: what was recognised of title block and validity, by name; empty things left out.
        remarks: what looks wrong: gaps and repeats in the numbering, totals that disagree, pages without text.
        outside: text that belongs to no clause, its first characters; empty where all does.
    """

    levels: dict[str, int]
    tables: int
    metadata: dict[str, str]
    remarks: tuple[str, ...]
    outside: str

    def to_json(self) -> dict[str, Any]:
        """As one JSON object."""
        return asdict(self)


def assess(document: Document) -> Quality:
    """Look at a document as it was read."""
    counts = Counter(clause.kind for clause in document.clauses)
    metadata = document.metadata
    said = {
        "标题": document.title, "文号": document.number, "发文机关": "、".join(document.issuers), "成文日期": document.date,
        "印发日期": metadata.printed, "施行日期": metadata.effective, "有效期": metadata.expires,
        "依据": "、".join(f"《{title}》" for title in metadata.based_on),
        "废止": "、".join(filter(None, (f"《{title}》" for each in metadata.repeals for title in each.titles))),
        "页数": str(len(document.pages) or ""),
    }  # fmt: skip
    return Quality(
        levels={sign: counts[kind] for kind, sign in _LEVELS.items() if counts[kind]},
        tables=len({clause.labels[:-1] for clause in document.clauses if clause.kind == "row"}),
        metadata={name: text for name, text in said.items() if text},
        remarks=document.remarks,
        outside=_outside(document)[:200],
    )


def numbering_remarks(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Gaps and repeats in the printed numbering, one line each.

    Numbering may begin anew in every place or run through all of them.
    """
    groups: dict[tuple[tuple[str, ...], str], list[Clause]] = {}
    for clause in clauses:
        if clause.kind in _COUNTED and not clause.derived:
            groups.setdefault((clause.labels[:-1], clause.kind), []).append(clause)
    found: list[str] = []
    reached: dict[str, int] = {}
    for (_, kind), members in groups.items():
        numbers = [_number(clause) for clause in members]
        if numbers[0] > 1 and numbers[0] != reached.get(kind, 0) + 1:
            found.append(f"{members[0].address}：编号从{members[0].label}开始，前面可能缺条")
        found.extend(_breaks(members, numbers))
        reached[kind] = numbers[-1]
    return tuple(found[:_MOST])


def _breaks(members: Sequence[Clause], numbers: Sequence[int]) -> Iterator[str]:
    for above, clause, before, number in zip(members, members[1:], numbers, numbers[1:], strict=False):
        if "~" in clause.label or (0 < number == before and "之" not in clause.label):
            if number <= 1 or number == before:
                yield f"{clause.address}：编号重复"
        elif number > before + 1 and before > 0:
            missing = f"{number - before - 1} 个" if number > before + 2 else "1 个"
            yield f"{clause.address}：{above.label}之后是{clause.label}，缺 {missing}"


def _number(clause: Clause) -> int:
    found = _NUMBERS.findall(clause.label.partition("~")[0])
    return (value(found[0 if clause.kind == "article" else -1]) or 0) if found else 0


def _outside(document: Document) -> str:
    """What stands in no printed clause, word-processor noise, white space and the page around the document aside."""
    outside, position = "", 0
    lines = split_lines(document.text)
    page = [Span(lines[index].start, lines[index].end) for index in set_aside(lines)]  # told among the remarks
    for start, end in sorted([*page, *(span for clause in document.clauses if not clause.derived for span in clause.spans)]):
        outside += document.text[position:start]
        position = max(position, end)
    return " ".join(NOISE.sub("", outside + document.text[position:]).split())
