"""Answers out of a matrix: rows, columns, cells, counts, sets, extremes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.draft import Draft, Part, Quote, Statement, item, line
from assistant.knowledge import Ask
from index.clause import Clause
from index.facts import Matrix
from index.numerals import value as number_of

_COUNT = re.compile(r"(?:多少|几)(?:个|家|座|样|项|种|类|处|市|地)|数量|共有?|一共|总共|总数")
_BOTH = re.compile(r"同时|都(?:是|为|有|布局|列|把)?|又|也|共同|均|既")
_NOT = re.compile(r"(?:但|却|而|，)[^，。？]{0,12}(?:不是|没有|未|不|没)")
_ABSENT = re.compile(r"没有?布局|没布局|未布局|不布局|没有列|空白|没有的")
_EXTREME = re.compile(r"最(多|少|冷清|高|低)|(?:头|第)一名")
_EXACTLY = re.compile(r"(?:恰好|正好|刚好|只有?|仅有?|仅仅|只沾了|就)[^，。？]{0,6}?([一二两三四五六七八九十\d]+)\s*(?:个|座|家|样|种|项)")
_EXACTLY_IS = re.compile(r"(?:正好|恰好|刚好)是?\s*([一二两三四五六七八九十\d]+)\s*个")
_STARS = re.compile(r"([一二两三四五\d])\s*颗?星")
_TABLE = re.compile(r"布局|附件|(?<!览)表里|(?<!览)表中|那张表|打星|星的表|★|☆|√|矩阵|这张表")
_MORE_THAN = re.compile(r"(超过|多于|不少于|不低于|至少|少于|不超过|不到)\s*([一二两三四五六七八九十\d]+)\s*(?:个|座|家|样|种|项)")
_ONLY = re.compile(r"(?:只|仅|唯独)[^，。？]{0,4}(?:布局|落)?在")
_OVERALL = re.compile(r"恰好|正好|刚好|最|意思|含义|代表|表示|几个产业|哪些产业|所有|全部产业")
_GUESSED = 5  # best ranked clauses among which an unnamed row is looked for
_SUM = re.compile(r"加起来|合计|总和|之和|一共加")
_Choice = tuple[Clause, ...]


def write_matrix(ask: Ask) -> Draft | None:
    """An answer from the first matrix the question speaks of."""
    for matrix in ask.knowledge.matrices:
        if ask.question.documents and matrix.annex.document not in ask.question.documents:
            continue
        draft = _Reader(ask, matrix).answer()
        if draft is not None:
            return draft
    return None


class _Reader:
    """Reads one matrix for one question."""

    def __init__(self, ask: Ask, matrix: Matrix) -> None:
        self.ask, self.matrix, self.text = ask, matrix, ask.question.text
        self.rows = self._named(matrix.rows)
        self.columns = self._named(matrix.columns)
        self.values = self._values_asked()

    def answer(self) -> Draft | None:
        if not (self.values or _TABLE.search(self.text) or self._axis_count()):
            return None
        if re.search(r"附件\s*[^1一\s]", self.text) and self.matrix.annex.label not in self.text:
            return None
        if not (self.rows or self.columns):
            self._guess_axis()
        for way in (self._meaning, self._only, self._difference, self._cell, self._sets, self._several, self._single, self._overall):
            draft = way()
            if draft is not None:
                return draft
        return None

    def _guess_axis(self) -> None:
        """Where the values are asked for and no axis is named: the row that retrieval ranks among the first."""
        if not self.values or _OVERALL.search(self.text):
            return
        ranked = [clause for clause in self.ask.retrieved.clauses[:_GUESSED] if clause in self.matrix.rows]
        self.rows = tuple(ranked[:1])

    def _axis_count(self) -> bool:
        return bool(self.columns and self.rows and re.search(r"属于|是不是|算|列为|星|有没有", self.text))

    def _named(self, axis: Sequence[Clause]) -> _Choice:
        found: list[Clause] = []
        for mention in self.ask.question.mentions:
            if mention.exactness < 0.6:
                continue
            found.extend(c for c in axis if c.address in mention.addresses or c.label == mention.name)
        return tuple(dict.fromkeys(found))

    def _values_asked(self) -> tuple[str, ...]:
        """Values named by what they mean, by themselves, or by their number of stars."""
        asked = []
        for value in self.matrix.values:
            meaning = self.matrix.meanings.get(value, "")
            short = meaning[:-2] if len(meaning) > 3 else meaning
            spoken = short and re.search(rf"{short}(?=[的呢是和还、，？?有为]|$)|(?:为|作为|列为|是|当){short}", self.text)
            stars = [number_of(match) for match in _STARS.findall(self.text)]
            printed = re.search(rf"(?<!{re.escape(value[0])}){re.escape(value)}(?!{re.escape(value[0])})", self.text)
            if (meaning and meaning in self.text) or spoken or printed or len(value) in stars:
                asked.append(value)
        return tuple(asked)

    def _only(self) -> Draft | None:
        """The rows that only the named column carries."""
        if len(self.columns) != 1 or self.rows or not _ONLY.search(self.text):
            return None
        column = self.columns[0]
        alone = [row for row in self._holders(column, self.values or None) if len(self._holders(row)) == 1]
        return Draft(tuple(item(f"{row.label}：只在{column.label}布局", self._pair(row, column)) for row in alone))

    def _difference(self) -> Draft | None:
        """How many more one row or column carries than another."""
        axis = self.rows if len(self.rows) == 2 else self.columns
        if len(axis) != 2 or not re.search(r"(?:多|少|差)(?:布局)?(?:了)?(?:多少|几)|相差", self.text):
            return None
        lines = [counted for clause in axis if (counted := self._count_line(clause))]
        sizes = [len(self._holders(clause, self.values or None)) for clause in axis]
        if len(lines) != 2 or self.values:
            return None
        shown = str(abs(sizes[0] - sizes[1]))
        quotes = tuple(quote for counted in lines for quote in counted.quotes)
        return Draft((line(f"相差 {shown} 个（据表计算）", *quotes, computed=(shown,)), *lines))

    def _meaning(self) -> Draft | None:
        """What the values mean."""
        notes = self.matrix.notes
        if notes is None or self.rows or self.columns:
            return None
        if not re.search(r"(?:什么|啥)(?:意思|含义)|代表|表示|含义|是指|指的是", self.text):
            return None
        body = re.sub(r"^\s*(?:备?注|说明)\s*[：:]?", "", notes.text).strip()
        return Draft((line(body, Quote.of(notes, body)),))

    def _cell(self) -> Draft | None:
        if len(self.rows) != 1 or len(self.columns) != 1 or _NOT.search(self.text):
            return None
        row, column = self.rows[0], self.columns[0]
        cell = self.matrix.cells.get((row.label, column.label))
        if cell is None:
            text = f"没有布局：{self.matrix.annex.label}“{row.label}”行的“{column.label}”一格为空"
            return Draft((line(text, Quote.of(row)),))
        quote = self._quote(row, column, row)
        return Draft((line(f"{row.label}在{column.label}是{self._name(cell.value)}", quote),))

    def _name(self, value: str) -> str:
        meaning = self.matrix.meanings.get(value, "")
        return f"{meaning}（{value}）" if meaning else value

    def _quote(self, row: Clause, column: Clause, cited: Clause) -> Quote:
        """The cell in its row or its column, whichever is cited."""
        cell = self.matrix.cells.get((row.label, column.label))
        if cell is None:
            return Quote.of(cited)
        offset = 0
        for span in cited.spans:
            if span.start <= cell.span.start and cell.span.end <= span.end:
                start = offset + cell.span.start - span.start
                return Quote(cited, start, start + cell.span.end - cell.span.start)
            offset += span.end - span.start
        return Quote.of(cited)

    def _holders(self, clause: Clause, values: Iterable[str] | None = None) -> tuple[Clause, ...]:
        """The columns of a row, or rows of a column, that carry one of the values (any, if None)."""
        by_row = clause.kind == "row"
        others = self.matrix.columns if by_row else self.matrix.rows
        wanted = set(values) if values is not None else None
        found = []
        for other in others:
            key = (clause.label, other.label) if by_row else (other.label, clause.label)
            cell = self.matrix.cells.get(key)
            if cell is not None and (wanted is None or cell.value in wanted):
                found.append(other)
        return tuple(found)

    def _pair(self, one: Clause, other: Clause) -> Quote:
        row, column = (one, other) if one.kind == "row" else (other, one)
        return self._quote(row, column, one)

    def _sets(self) -> Draft | None:
        """In both, in one and not in the other."""
        axis = self.rows if len(self.rows) >= 2 else self.columns
        if len(axis) < 2 or not (_BOTH.search(self.text) or _NOT.search(self.text)):
            return None
        first, second = axis[0], axis[1]
        values = self.values or None
        one, two = set(self._holders(first, values)), set(self._holders(second, values))
        excluding = _NOT.search(self.text)
        left = (one - two) if excluding else (one & two)
        if not excluding and re.search(r"分别|各(?:有|是|自)|对比|比较", self.text):
            return None
        chosen = [c for c in (self.matrix.columns if first.kind == "row" else self.matrix.rows) if c in left]
        quotes = [self._pair(first, c) for c in chosen[:1]] or [Quote.of(first)]
        quotes += [self._pair(second, c) for c in chosen[:1] if not excluding] or [Quote.of(second)]
        names = "、".join(c.label for c in chosen) or "没有"
        return Draft((line(f"{names}（共 {len(chosen)} 个）", *quotes, computed=(str(len(chosen)),)),))

    def _several(self) -> Draft | None:
        """Two and more rows or columns side by side, a table with a citation in every cell."""
        axis = self.rows if len(self.rows) >= 2 else self.columns
        if len(axis) < 2 or (len(axis) > 2 and self.rows and self.columns):
            return None
        if _COUNT.search(self.text) and not self.values and (draft := self._counts(axis)):
            return draft
        values = self.values or self.matrix.values
        header = Statement((Part(""), *(Part(self._name(value)) for value in values)), "header")
        rows = []
        for clause in axis[:6]:
            cells = []
            for value in values:
                holders = self._holders(clause, (value,))
                quotes = (self._pair(clause, holders[0]),) if holders else (Quote.of(clause),)
                cells.append(Part("、".join(h.label for h in holders) or "无", quotes))
            rows.append(Statement((Part(clause.label), *cells), "row"))
        return Draft((header, *rows))

    def _counts(self, axis: Sequence[Clause]) -> Draft | None:
        statements = [s for clause in axis if (s := self._count_line(clause))]
        return Draft(tuple(statements)) if statements else None

    def _count_line(self, clause: Clause) -> Statement | None:
        """The number of a row or column as printed in the table."""
        if clause.kind == "column":
            totals = self.matrix.totals
            cell = next((c for c in totals.cells if c.column == clause.label), None) if totals else None
            cited = totals
        else:
            names = {column.label for column in self.matrix.columns}
            cell = next((c for c in clause.cells if c.column not in names and c.value.isdecimal()), None)
            cited = clause
        if cell is None or cited is None:
            count = len(self._holders(clause))
            return line(f"{clause.label}：{count} 个", Quote.of(clause), computed=(str(count),))
        start = cell.span.start - cited.spans[0].start
        return line(f"{clause.label}：{cell.value}个", Quote(cited, start, start + len(cell.value)))

    def _single(self) -> Draft | None:
        """One row or column: which carry which value."""
        axis = self.rows or self.columns
        if len(axis) != 1:
            return None
        clause = axis[0]
        if _ABSENT.search(self.text):
            others = self.matrix.columns if clause.kind == "row" else self.matrix.rows
            absent = [other.label for other in others if other not in self._holders(clause)]
            return Draft((line("、".join(absent) or "没有", Quote.of(clause)),))
        statements: list[Statement] = []
        if _COUNT.search(self.text) and not (self.values and len(self.values) == 1 and not re.search("一共|总共", self.text)):
            counted = self._count_line(clause)
            statements.extend([counted] if counted else [])
            if not self.values and not re.search(r"哪|分别|列", self.text):
                return Draft(tuple(statements))
        for value in self.values or self.matrix.values:
            statements.extend(self._value_line(clause, value))
        return Draft(tuple(statements)) if statements else None

    def _value_line(self, clause: Clause, value: str) -> list[Statement]:
        holders = self._holders(clause, (value,))
        if not holders:
            return [line(f"{self._name(value)}：没有", Quote.of(clause))] if self.values else []
        names = "、".join(holder.label for holder in holders)
        count = str(len(holders))
        asked = _COUNT.search(self.text)
        text = f"{self._name(value)}：{names}" + (f"（共 {count} 个）" if asked else "")
        return [line(text, self._pair(clause, holders[0]), computed=(count,) if asked else ())]

    def _overall(self) -> Draft | None:
        """Counts and extremes over a whole axis, or over the rows of a group."""
        if self.rows or self.columns:
            return None
        group = self._group()
        exact = _EXACTLY.search(self.text) or _EXACTLY_IS.search(self.text)
        by_column = bool(re.search(r"(?:哪|几)(?:个|些|几个|座)?(?:市|城|地|州|县|区|地方|地区)|(?:市州|城市|地市|地方)(?:是|有)哪", self.text)) and not group
        axis = group or (self.matrix.columns if by_column else self.matrix.rows)
        if exact is None and (extreme := _EXTREME.search(self.text)):
            return self._extreme(axis, extreme.group(1) or "多")
        if group and _SUM.search(self.text):
            return self._sum(group)
        bound = _MORE_THAN.search(self.text)
        if bound is not None and (limit := number_of(bound.group(2))) is not None:
            return self._listing([clause for clause in axis if _within(self._size(clause), bound.group(1), limit)])
        if exact is not None and (number := number_of(exact.group(1))):
            if re.search(r"产业(?:有哪|都有|是哪)|哪(?:些|几个)产业", self.text):
                axis = group or self.matrix.rows
            return self._with_count(axis, number)
        return None

    def _group(self) -> _Choice:
        return tuple(row for row in self.matrix.rows if (name := self.matrix.group(row)) and name in self.text)

    def _size(self, clause: Clause) -> int:
        return len(self._holders(clause, self.values or None))

    def _extreme(self, axis: _Choice, which: str) -> Draft | None:
        sizes = {clause: self._size(clause) for clause in axis}
        choose: Callable[[Iterable[int]], int] = max if which in {"多", "高"} else min
        best = choose(sizes.values())
        return self._listing([clause for clause in axis if sizes[clause] == best])

    def _with_count(self, axis: _Choice, number: int) -> Draft | None:
        return self._listing([clause for clause in axis if self._size(clause) == number])

    def _listing(self, chosen: Sequence[Clause]) -> Draft | None:
        statements = []
        for clause in chosen:
            if self.values:
                names = "、".join(holder.label for holder in self._holders(clause, self.values))
                statements.append(item(f"{clause.label}：{names}", self._pair(clause, self._holders(clause, self.values)[0])))
            elif counted := self._count_line(clause):
                statements.append(Statement(counted.parts, "item"))
        return Draft(tuple(statements)) if statements else None

    def _sum(self, group: _Choice) -> Draft | None:
        lines = [counted for clause in group if (counted := self._count_line(clause))]
        total = sum(len(self._holders(clause)) for clause in group)
        terms = " + ".join(str(len(self._holders(clause))) for clause in group)
        quotes = tuple(quote for counted in lines for quote in counted.quotes)
        numbers = (str(total), *(str(len(self._holders(clause))) for clause in group))
        return Draft((line(f"合计 {total} 个（{terms} = {total}，据表计算）", *quotes, computed=numbers),))


def _within(size: int, relation: str, limit: int) -> bool:
    """Whether a count keeps a spoken bound."""
    if relation in {"超过", "多于"}:
        return size > limit
    if relation in {"不少于", "不低于", "至少"}:
        return size >= limit
    return size < limit if relation in {"少于", "不到"} else size <= limit
