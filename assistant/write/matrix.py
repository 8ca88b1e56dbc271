"""Answers out of a matrix: rows, columns, cells, counts, sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Part, Quote, Statement, item, line
from assistant.knowledge import SURE, Ask
from assistant.phrases import NOT_STATED
from assistant.write.grid import Grid
from assistant.write.overall import PLACES, overall
from index.clause import Clause

_COUNT = re.compile(r"(?:多少|几)(?:个|家|座|样|项|种|类|处|市|地)|数量|共有?|一共|总共|总数")
_BOTH = re.compile(r"同时|都(?:是|为|有|布局|列|把)?|又|也|共同|均|既")
_NOT = re.compile(r"(?:但|却|而|，)[^，。？]{0,12}(?:不是|没有|未|不|没)")
_EXCEPT = re.compile(r"除了?|以外|之外|除外")
_ABSENT = re.compile(r"(?:没有?|未|不)(?:有|被)?(?:覆盖|涉及|安排|列入|上榜|出现)|没有?布局|没布局|未布局|不布局|没有列|空白|没有的")
_TABLE = re.compile(r"布局|附件|(?<!览)表里|(?<!览)表中|那张表|打星|星的表|★|☆|√|矩阵|这张表")
_OF_RANKS = re.compile("布局|星|★|☆|√|矩阵|[市州省县区]")
_ONLY = re.compile(r"(?:只|仅|唯独)[^，。？]{0,4}(?:布局|落)?在|独一份|独有|独家|唯一")
_WHETHER = re.compile(r"吗|是不是|是否|有没有|有无|算不算|在不在|没有|is |does |are ", re.IGNORECASE)
_ONLY_ABSENT = re.compile("(?:唯一|只|仅)[^，。？、]{0,4}(?:没|未|不)")
_ROWS = re.compile(r"(?:[一二两三四五六七八九十\d]+|哪几?|几)个?([一-龥]{2})[^？]*(?:哪|什么)")
_PLACE = re.compile("市|州|地方|地区")


def write_matrix(ask: Ask) -> Draft | None:
    """An answer from the first matrix the question speaks of."""
    for matrix in ask.knowledge.matrices:
        if ask.question.documents and matrix.annex.document not in ask.question.documents:
            continue
        draft = _Reader(Grid(ask, matrix)).answer()
        if draft is not None:
            return draft
    return None


class _Reader:
    """The ways one matrix may answer one question, the most specific first."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def answer(self) -> Draft | None:
        absent = self.grid.rows and _ABSENT.search(self.grid.text) and _PLACE.search(self.grid.text)
        if not (self.grid.values or _TABLE.search(self.grid.text) or self._axis_count() or self._rows_of_column() or absent):
            return None
        if self.grid.of_another_table() or self._said_elsewhere():
            return None
        if not (self.grid.rows or self.grid.columns):
            self.grid.guess_axis()
        for way in (self._meaning, self._only, self._excepting, self._difference, self._cell, self._sets, self._several, self._single):
            draft = way()
            if draft is not None:
                return draft
        return overall(self.grid)

    def _said_elsewhere(self) -> bool:
        """Whether nothing of this table is asked for but rows by name, and what surely answers stands elsewhere (附表里写多少亩)."""
        if self.grid.values or self.grid.columns or _OF_RANKS.search(self.grid.text) or PLACES.search(self.grid.text):
            return False
        best = next(iter(self.grid.ask.retrieved.clauses), None)
        annex = self.grid.matrix.annex.address
        return best is not None and not best.address.startswith(annex) and self.grid.ask.chance(best) >= SURE

    def _axis_count(self) -> bool:
        return bool(self.grid.columns and self.grid.rows and re.search(r"属于|是不是|算|列为|星|有没有", self.grid.text))

    def _rows_of_column(self) -> bool:
        """Whether the rows of a column are asked for by what the table's title calls them (娄底有四个产业，是哪些)."""
        one = len(self.grid.columns) == 1 and not self.grid.rows and not self.grid.ask.question.asks("lead", "duty")
        said = _ROWS.search(self.grid.text) if one else None
        return said is not None and said.group(1) in self.grid.matrix.annex.heading

    def _only(self) -> Draft | None:
        """The rows that only the named column carries."""
        if len(self.grid.columns) != 1 or self.grid.rows or not _ONLY.search(self.grid.text) or _ONLY_ABSENT.search(self.grid.text):
            return None
        column = self.grid.columns[0]
        group = self.grid.group() or self.grid.matrix.rows
        held = self.grid.holders(column, self.grid.values or None)
        alone = [row for row in held if row in group and self.grid.alone(row)]
        return Draft(tuple(item(f"{row.label}：只在{column.label}布局", self.grid.pair(row, column)) for row in alone))

    def _excepting(self) -> Draft | None:
        """Which other columns carry the rows of a group, one left out (除了长沙，还有哪些市布局了未来产业); or what else a column carries."""
        excepted = _EXCEPT.search(self.grid.text)
        if excepted and len(self.grid.columns) == 1 and self.grid.rows and self.grid.said_behind(excepted, self.grid.rows[0]):
            others = [row for row in self.grid.holders(self.grid.columns[0], self.grid.values or None) if row not in self.grid.rows]
            quotes = [self.grid.quote(row, self.grid.columns[0], self.grid.columns[0]) for row in others]
            return Draft((line(f"{self.grid.columns[0].label}：{'、'.join(row.label for row in others)}", *quotes),)) if others else None
        group = self.grid.rows or self.grid.group()
        if not group or len(self.grid.columns) != 1 or not _EXCEPT.search(self.grid.text):
            return None
        left_out = self.grid.columns[0]
        statements = []
        for row in group:
            holders = [c for c in self.grid.holders(row, self.grid.values or None) if c is not left_out]
            names = "、".join(holder.label for holder in holders)
            quotes = [self.grid.pair(row, holder) for holder in holders] or [Quote.of(row)]
            statements.append(item(f"{row.label}：{names or '没有其他市州'}", *quotes))
        return Draft(tuple(statements))

    def _difference(self) -> Draft | None:
        """How many more one row or column carries than another."""
        axis = self.grid.rows if len(self.grid.rows) == 2 else self.grid.columns
        if len(axis) != 2 or not re.search(r"(?:多|少|差)(?:布局)?(?:了)?(?:多少|几)|相差", self.grid.text):
            return None
        lines = [counted for clause in axis if (counted := self.grid.count_line(clause))]
        sizes = [len(self.grid.holders(clause, self.grid.values or None)) for clause in axis]
        if len(lines) != 2 or self.grid.values:
            return None
        shown = str(abs(sizes[0] - sizes[1]))
        quotes = tuple(quote for counted in lines for quote in counted.quotes)
        return Draft((line(f"相差 {shown} 个（据表计算）", *quotes, computed=(shown,)), *lines))

    def _meaning(self) -> Draft | None:
        """What the values mean."""
        notes = self.grid.matrix.notes
        if notes is None or self.grid.rows or self.grid.columns:
            return None
        if not re.search(r"(?:什么|啥)(?:意思|含义)|代表|表示|含义|是指|指的是", self.grid.text):
            return None
        body = re.sub(r"^\s*(?:备?注|说明)\s*[：:]?", "", notes.text).strip()
        return Draft((line(body, Quote.of(notes, body)),))

    def _cell(self) -> Draft | None:
        if len(self.grid.rows) != 1 or len(self.grid.columns) != 1 or _NOT.search(self.grid.text):
            return None
        row, column = self.grid.rows[0], self.grid.columns[0]
        cell = self.grid.matrix.cells.get((row.label, column.label))
        if cell is None:
            empty = f"{self.grid.matrix.annex.label}“{row.label}”行的“{column.label}”一格为空"
            if _WHETHER.search(self.grid.text):
                return Draft((line(f"没有布局：{empty}", Quote.of(row)),))
            return Draft((line(f"{NOT_STATED}：{empty}", Quote.of(row)),), refused=True)
        quote = self.grid.quote(row, column, row)
        return Draft((line(f"{row.label}在{column.label}是{self.grid.name(cell.value)}", quote),))

    def _sets(self) -> Draft | None:
        """In both, in one and not in the other."""
        axis = self.grid.rows if len(self.grid.rows) >= 2 else self.grid.columns
        if len(axis) < 2 or not (_BOTH.search(self.grid.text) or _NOT.search(self.grid.text)):
            return None
        first, others = axis[0], axis[1:]
        values = self.grid.values or None
        one, *more = (set(self.grid.holders(clause, values)) for clause in axis)
        excluding = _NOT.search(self.grid.text)
        left = one.difference(*more) if excluding else one.intersection(*more)
        if not excluding and re.search(r"分别|各(?:有|是|自)|对比|比较", self.grid.text):
            return None
        chosen = [c for c in (self.grid.matrix.columns if first.kind == "row" else self.grid.matrix.rows) if c in left]
        quotes = [self.grid.pair(first, c) for c in chosen[:1]] or [Quote.of(first)]
        for other in others:
            quotes += [self.grid.pair(other, c) for c in chosen[:1] if not excluding] or [Quote.of(other)]
        names = "、".join(c.label for c in chosen) or "没有"
        return Draft((line(f"{names}（共 {len(chosen)} 个）", *quotes, computed=(str(len(chosen)),)),))

    def _several(self) -> Draft | None:
        """Two and more rows or columns side by side, a table with a citation in every cell."""
        axis = self.grid.rows if len(self.grid.rows) >= 2 else self.grid.columns
        if len(axis) < 2 or (len(axis) > 2 and self.grid.rows and self.grid.columns):
            return None
        if _COUNT.search(self.grid.text) and not self.grid.values and (draft := self._counts(axis)):
            return draft
        values = self.grid.values or self.grid.matrix.values
        header = Statement((Part(""), *(Part(self.grid.name(value)) for value in values)), "header")
        rows = []
        for clause in axis[:6]:
            cells = []
            for value in values:
                holders = self.grid.holders(clause, (value,))
                quotes = tuple(self.grid.pair(clause, holder) for holder in holders) or (Quote.of(clause),)
                cells.append(Part("、".join(h.label for h in holders) or "无", quotes))
            rows.append(Statement((Part(clause.label), *cells), "row"))
        return Draft((header, *rows))

    def _counts(self, axis: Sequence[Clause]) -> Draft | None:
        statements = [s for clause in axis if (s := self.grid.count_line(clause))]
        return Draft(tuple(statements)) if statements else None

    def _single(self) -> Draft | None:
        """One row or column: which carry which value."""
        axis = self.grid.rows or self.grid.columns
        if len(axis) != 1:
            return None
        clause = axis[0]
        if _ABSENT.search(self.grid.text):
            others = self.grid.matrix.columns if clause.kind == "row" else self.grid.matrix.rows
            absent = [other.label for other in others if other not in self.grid.holders(clause)]
            return Draft((line("、".join(absent) or "没有", Quote.of(clause)),))
        statements: list[Statement] = []
        if _COUNT.search(self.grid.text) and not (self.grid.values and len(self.grid.values) == 1 and not re.search("一共|总共", self.grid.text)):
            counted = self.grid.count_line(clause)
            statements.extend([counted] if counted else [])
            if not self.grid.values and not re.search(r"哪|分别|列", self.grid.text):
                return Draft(tuple(statements))
        for value in self.grid.values or self.grid.matrix.values:
            statements.extend(self._value_line(clause, value))
        return Draft(tuple(statements)) if statements else None

    def _value_line(self, clause: Clause, value: str) -> list[Statement]:
        holders = self.grid.holders(clause, (value,))
        if not holders:
            return [line(f"{self.grid.name(value)}：没有", Quote.of(clause))] if self.grid.values else []
        names = "、".join(holder.label for holder in holders)
        count = str(len(holders))
        asked = _COUNT.search(self.grid.text)
        text = f"{self.grid.name(value)}：{names}" + (f"（共 {count} 个）" if asked else "")
        return [line(text, *(self.grid.pair(clause, holder) for holder in holders), computed=(count,) if asked else ())]
