"""Facts with offsets, out of the clauses: targets of a section, matrices of a table.

The shapes are those of policy documents in general: `到2027年，力争X产值超过N亿元`, `培育…N家以上`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from index.clause import Cell, Clause
from index.legend import legend
from index.library import Library
from index.numerals import value as numeral_value
from index.sentences import split_sentences

UNITS = (
    r"个工作日|工作日|个月|个小时|小时|名|岁|分钟|平方米|万平方米|立方米|万亿元|亿元|万元|元|亿斤|万吨|吨|亿人次|万人次|人次|%|个百分点|公里|千米|km/h|万头|头|家|个|项|种|座|条|台|套|人|户|亩|公顷|件|倍|次|天|日|年"
)
_NUMBER = rf"(?<![\d月第.])\d+(?:\.\d+)?(?:\s*[～~—\-－至到]\s*\d+(?:\.\d+)?)?\s*(?:多|余)?\s*[万亿]?(?:{UNITS})|万亿(?:元|级)?|千亿(?:元|级)?|百亿(?:元|级)?"
_WRITTEN = r"([一二两三四五六七八九十百]+)(个工作日|工作日|个月|个小时|小时|日|天|年)(?=以内|之内|内)"  # 三十日内
_FIGURE = re.compile(f"{_NUMBER}|{_WRITTEN}")
_SEGMENT = re.compile(r"[^，；。：\n]+")
_RELATION = re.compile(
    r"(?:力争|争取)?(?:将|要)?(?:稳定在|达到|突破|超过|达|不低于|不超过|提高至|提高到|增长|高于|为|新增|引进|培育|建成|建设|形成|打造)"
)
_OF_FIRMS = re.compile(r"(?:以上)?的?[一-龥]{0,4}?(?:企业|公司|园区|项目)")
_BOUND = re.compile(r"以[上下]的[一-龥]")
_CALENDAR = re.compile(r"(?:19|20)\d{2}\s*年|\d{1,2}\s*年底")
_YEAR = re.compile(r"(?:到|至|截至|力争到|确保到)?\s*((?:19|20)\d{2})\s*年")
_SCALE = {"万亿元": 1e12, "万亿级": 1e12, "万亿": 1e12, "千亿元": 1e11, "千亿级": 1e11, "千亿": 1e11, "百亿元": 1e10,
          "百亿级": 1e10, "百亿": 1e10, "亿元": 1e8, "万元": 1e4, "元": 1.0, "亿斤": 1e8, "万吨": 1e4, "亿人次": 1e8,
          "万人次": 1e4, "万头": 1e4}


@dataclass(frozen=True, slots=True)
class Target:
    """A figure a clause sets.

    Attributes:
        clause: where it stands.
        start, end: the segment that states it, in the clause's text, characters.
        text: the segment as printed.
        number: the figure with its unit as printed (5000亿元, 3～5家).
        value: the figure in base units (yuan, pieces, percent); a range by its lower end.
        unit: as printed, scale left out (元, 家, %).
        year: the year it is set for, empty where none is stated.
    """

    clause: Clause
    start: int
    end: int
    text: str
    number: str
    value: float
    unit: str
    year: str

    @property
    def measure(self) -> str:
        """What is measured: the segment without figure, year and relation words."""
        return _RELATION.sub("", _YEAR.sub("", self.text.replace(self.number, "")))


def find_targets(clause: Clause) -> tuple[Target, ...]:
    """The figures of a clause's own text, in reading order."""
    found: list[Target] = []
    for sentence in split_sentences(clause) if not clause.derived else ():
        year = ""
        for segment in _SEGMENT.finditer(sentence.text):
            stated = _YEAR.search(segment.group())
            year = stated.group(1) if stated else year
            start = sentence.start + segment.start()
            for match in _FIGURE.finditer(segment.group()):
                if _CALENDAR.fullmatch(match.group()) or _qualifies(segment.group(), match):
                    continue
                value, unit = (float(numeral_value(match[1]) or 1), match[2]) if match[1] else _value(match.group())
                end = sentence.start + segment.end()
                found.append(Target(clause, start, end, segment.group(), match.group(), value, unit, year))
    return tuple(found)


def _qualifies(segment: str, match: re.Match[str]) -> bool:
    """Whether a figure only says which things are meant (年产值过100亿元的企业2～5家, 库容1万立方米以上的冷库)."""
    return bool(_BOUND.match(segment[match.end() :])) or (bool(_OF_FIRMS.match(segment[match.end() :])) and len(re.findall(_NUMBER, segment)) > 1)


def _value(number: str) -> tuple[float, str]:
    digits = re.match(r"\d+(?:\.\d+)?", number)
    unit = re.sub(r"^[\d.\s～~—\-－至到多余]+", "", number)
    scale = _SCALE.get(unit) or {"万": 1e4, "亿": 1e8}.get(unit[:1], 1.0)
    base = "元" if unit.endswith(("亿元", "万元", "亿级", "亿")) else unit.lstrip("亿万")
    return (float(digits.group()) if digits else 1.0) * scale, base


@dataclass(frozen=True)
class Matrix:
    """A table of short repeating values, by rows and columns.

    Attributes:
        annex: the clause the table belongs to.
        rows, columns: clauses in printed order; `totals` is apart.
        notes: the clause that explains the values, if any.
    """

    annex: Clause
    rows: tuple[Clause, ...]
    columns: tuple[Clause, ...]
    totals: Clause | None
    notes: Clause | None

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """Cells by the labels of their row and column."""
        names = {column.label for column in self.columns}
        return {(row.label, c.column): c for row in self.rows for c in row.cells if c.column in names}

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The different values, the one with most characters first."""
        return tuple(sorted({cell.value for cell in self.cells.values()}, key=lambda value: (-len(value), value)))

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What the values mean, by the notes of the table."""
        return legend(self.notes.text, self.values) if self.notes else {}

    def group(self, row: Clause) -> str:
        """The group a row stands in (传统产业), empty where there is none."""
        names = {column.label for column in self.columns}
        return next((c.value.split("：")[-1].replace("\n", "") for c in row.cells if c.column not in names and not c.value.isdecimal()), "")


def find_matrices(library: Library) -> tuple[Matrix, ...]:
    """All matrices of a library."""
    return tuple(_matrices(library))


def _matrices(library: Library) -> Iterator[Matrix]:
    parents = dict.fromkeys(c.address.rpartition("/")[0] for c in library.clauses if c.kind == "column")
    for address in parents:
        annex = library.clause(address)
        if annex is None:
            continue
        below = library.children(annex)
        columns = tuple(clause for clause in below if clause.kind == "column")
        names = {column.label for column in columns}
        rows = [clause for clause in below if clause.kind == "row"]
        matrix_rows = [row for row in rows if _holds_values(row.cells, names)]
        totals = next((row for row in rows if row not in matrix_rows), None)
        notes = next((clause for clause in below if clause.kind == "note"), None)
        yield Matrix(annex, tuple(matrix_rows), columns, totals, notes)


def _holds_values(cells: Iterable[Cell], columns: set[str]) -> bool:
    inside = [cell for cell in cells if cell.column in columns]
    return any(not cell.value.isdecimal() for cell in inside)
