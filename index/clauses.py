"""The outline becomes clauses: addresses, headings, spans, table rows and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.annexes import ANNEX_ENTRY, ANNEX_HEAD
from index.clause import Cell, Clause, Span
from index.frame import read_number
from index.labels import DIVISIONS, ITEMS, read_label
from index.legend import legend
from index.lines import Line
from index.node import Node
from index.reference import write_reference
from index.sentences import announcement
from index.table import RawRow, Table
from index.tables import read_table
from index.text import NOISE, compact
from index.titles import is_title_like

_LIST_NAME = re.compile(r"(?:表|名单|清单|目录)(?:[（(].*[）)])?$")
_UNIT = re.compile(r"[（(]?\s*(?:计量|金额)?单位\s*[：:]")
Steps = tuple[tuple[str, str], ...]
_OUTSIDE = frozenset({"title", "signature", "annexes", "annex"})  # kinds that stand beside the texts of a file


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: the steps of its address, the headings above it, and the sentence that announces its items."""

    steps: Steps = ()
    path: tuple[str, ...] = ()
    lead: str = ""


class ClauseWriter:
    """Writes the clauses of one document in reading order.

    Args:
        source: the decoded file.
        address: the document's address.
        name: 《title》（文号）, for references.
    """

    def __init__(self, source: str, address: str, name: str) -> None:
        self.source, self.address, self.name = source, address, name
        self.remarks: list[str] = []
        self._taken: Counter[tuple[str, ...]] = Counter()

    def write(self, root: Node) -> tuple[Clause, ...]:
        """All clauses below the root; those of a further text in the same file have its title above them."""
        clauses: list[Clause] = []
        place = Place()
        for child in root.children:
            if (child.kind, child.label) == ("title", "标题") and clauses:
                place = Place(path=("".join(compact(line.text) for line in child.lines if not read_number(line)),))
            clauses.extend(self._node(child, Place() if child.kind in _OUTSIDE else place))
        return tuple(clauses)

    def _node(self, node: Node, place: Place) -> Iterator[Clause]:
        parent = self._parent_steps(node, place)
        steps = self._steps(parent, "closing" if node.closes else node.kind, node.label)
        tables = [(lines, table) for lines in node.tables if (table := read_table(lines))]
        own = self._own_lines(node, tables)
        heading = self._annex_title(_above_rows(own, tables), node) if node.kind == "annex" else node.heading
        yield self._clause(steps, node.kind, heading, place.path, self._spans(own), lead=place.lead)
        below = Place(steps, (*place.path, heading) if heading else place.path)
        notes = "".join(line.text for child in node.children if child.kind == "note" for line in child.lines)
        above = 0
        for lines, table in tables:
            yield from self._table(table, below, _caption(below, node, (above, lines[0].start)), notes)
            above = lines[-1].end
        for child in node.children:
            yield from self._node(child, replace(below, lead=_lead(own, child)) if child.kind in ITEMS else below)

    def _parent_steps(self, node: Node, place: Place) -> Steps:
        """Articles are addressed below the document or annex, not below their chapter."""
        if node.kind != "article":
            return place.steps
        return tuple(step for step in place.steps if step[0] not in DIVISIONS)

    def _steps(self, parent: Steps, kind: str, label: str) -> Steps:
        """The address of a label; a repeated one in the same place gets ~2, ~3."""
        printed = label.replace("/", "／")
        if kind in {"paragraph", "closing"}:
            self._taken[(*(text for _, text in parent), "段")] += 1
            return (*parent, (kind, f"段{self._taken[(*(text for _, text in parent), '段')]}"))
        key = (*(text for _, text in parent), printed)
        self._taken[key] += 1
        count = self._taken[key]
        return (*parent, (kind, printed if count == 1 else f"{printed}~{count}"))

    def _clause(
        self, steps: Steps, kind: str, heading: str, path: tuple[str, ...], spans: tuple[Span, ...], **extra: object
    ) -> Clause:
        labels = tuple(label for _, label in steps)
        return Clause(
            address="/".join((self.address, *labels)),
            document=self.address,
            labels=labels,
            kind=kind,
            heading=heading,
            path=path,
            spans=spans,
            text="".join(self.source[start:end] for start, end in spans),
            reference=write_reference(self.name, steps),
            **extra,  # type: ignore[arg-type]
        )

    def _spans(self, lines: Sequence[Line]) -> tuple[Span, ...]:
        """The lines as spans: neighbours joined, noise left out, a line end kept between pieces."""
        joined: list[Span] = []
        for line in sorted(lines, key=lambda each: each.start):
            if joined and not NOISE.sub("", self.source[joined[-1].end : line.start]).strip():
                joined[-1] = Span(joined[-1].start, line.end)
            else:
                joined.append(Span(line.start, line.end))
        pieces: list[Span] = []
        for span in joined:
            pieces.extend(self._without_noise(span))
        last = len(pieces) - 1
        return tuple(self._with_line_end(piece) if i < last else piece for i, piece in enumerate(pieces))

    def _without_noise(self, span: Span) -> Iterator[Span]:
        start = span.start
        for match in [*NOISE.finditer(self.source, span.start, span.end), None]:
            end = match.start() if match else span.end
            text = self.source[start:end]
            if text.strip():
                lead = len(text) - len(text.lstrip())
                yield Span(start + lead, start + len(text.rstrip()))
            start = match.end() if match else end

    def _with_line_end(self, span: Span) -> Span:
        end = span.end
        return Span(span.start, end + 1) if self.source[end : end + 1] == "\n" else span

    def _own_lines(self, node: Node, tables: Sequence[tuple[tuple[Line, ...], Table]]) -> list[Line]:
        """A node's lines, with the header rows of its tables and the tables that are none."""
        read = dict(tables)
        own = list(node.lines)
        for lines in node.tables:
            first_row = read[lines].extents[0].start if lines in read else len(self.source)
            own.extend(line for line in lines if line.text and line.end <= first_row)
        return own

    @staticmethod
    def _annex_title(own: Sequence[Line], node: Node) -> str:
        title = ""
        for line in own:
            if ANNEX_HEAD.match(line.text):
                continue
            ended = line.gap or not is_title_like(line) or bool(_LIST_NAME.search(title))
            if title and ended and line.text[:1] not in "（(":
                break
            text = compact(ANNEX_ENTRY.sub("", line.text, count=1))
            title += text if text != title else ""
        return title if 0 < len(title) <= 60 else node.label

    def _table(self, table: Table, place: Place, caption: str, notes: str) -> Iterator[Clause]:
        title = "，".join(filter(None, (*place.path[-1:], caption)))
        self.remarks.extend(f"《{title}》：{remark}" for remark in table.disagreements())
        values = [row[column].value for row in table.data_rows for column in table.matrix if row[column].value]
        meanings = legend(notes, values) if values else {}
        for row, extent in zip(table.rows, table.extents, strict=True):
            cells = table.row_cells(row)
            sentence = _row_sentence(title, table, row, cells, meanings)
            steps = self._steps(place.steps, "row", table.row_name(row))
            code = (row[table.label].code,) if row[table.label].code else ()
            spans = tuple(self._without_noise(extent))
            yield self._clause(
                steps, "row", table.row_name(row), place.path, spans, cells=cells, sentence=sentence, aliases=code
            )
        for column in table.matrix:
            cells = table.column_cells(column)
            named = [replace(cell, row=table.printed_names.get(cell.row, cell.row)) for cell in cells]
            sentence = _matrix_sentence(title, table.columns[column], named, meanings, by_row=False)
            steps = self._steps(place.steps, "column", table.columns[column])
            spans = tuple(cell.span for cell in cells)
            yield self._clause(
                steps, "column", table.columns[column], place.path, spans, cells=cells, sentence=sentence, derived=True
            )


def _above_rows(own: Sequence[Line], tables: Sequence[tuple[tuple[Line, ...], Table]]) -> list[Line]:
    """The lines above the first row of the first table."""
    first = tables[0][1].extents[0].start if tables else None
    return [line for line in own if first is None or line.start <= first]


def _caption(place: Place, node: Node, between: tuple[int, int]) -> str:
    """The caption of a table: the last line above it, where that is no sentence and does not repeat the heading.

    Args:
        between: where the table above ends, and where this one begins.
    """
    first, last = between
    above = [line for line in node.lines[node.rank >= 0 :] if first <= line.start < last and not _UNIT.match(line.text)]
    caption = " ".join(ANNEX_ENTRY.sub("", above[-1].text, count=1).split()) if above and is_title_like(above[-1]) else ""
    return "" if compact(caption) in compact("".join(place.path[-1:])) else caption


def _row_sentence(
    title: str, table: Table, row: RawRow, cells: Sequence[Cell], meanings: dict[str, str]
) -> str:
    name = table.row_name(row)
    matrix = {table.columns[column] for column in table.matrix}
    if matrix and row is not table.totals:
        group = row[0].name if table.label > 0 else ""
        return _matrix_sentence(title, f"{name}（{group}）" if group else name, cells, meanings, matrix, by_row=True)
    parts = [f"{cell.column}：{compact(cell.value)}" if cell.column else compact(cell.value) for cell in cells]
    return f"{_named(title, name)}：" + "；".join(part.rstrip("。") for part in parts) + "。"


def _matrix_sentence(
    title: str,
    name: str,
    cells: Sequence[Cell],
    meanings: dict[str, str],
    matrix: set[str] | None = None,
    *,
    by_row: bool,
) -> str:
    """A matrix row or column as a sentence: which names carry which value."""
    inside = [cell for cell in cells if matrix is None or cell.column in matrix]
    if matrix is None:
        inside = [cell for cell in cells if not cell.value.isdecimal()]
    grouped: dict[str, list[str]] = {}
    for cell in inside:
        grouped.setdefault(cell.value, []).append(cell.column if by_row else cell.row)
    parts = [
        f"{meanings[value]}（{value}）：{'、'.join(names)}" if value in meanings else f"{value}：{'、'.join(names)}"
        for value, names in sorted(grouped.items(), key=lambda item: item[0], reverse=True)
    ]
    numbers = [cell for cell in cells if cell.value.isdecimal()]
    parts.extend(f"{cell.column if by_row else cell.row}：{cell.value}" for cell in numbers)
    return f"{_named(title, name)}：" + "；".join(parts) + "。"


def _lead(own: Sequence[Line], item: Node) -> str:
    """The last sentence before an item that announces it; empty where none does."""
    above = (line for line in own if item.lines and line.start < item.lines[0].start)
    return announcement("\n".join(line.text[label.length :] if (label := read_label(line)) else line.text for line in above))


def _named(title: str, name: str) -> str:
    return f"{title}，{name}" if title else name
