"""A Word file as lines and tables: numbering as printed, notes below their paragraph, merged cells as the flattened text has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import DocumentError
from index.read.docx.numbering import Numbering
from index.read.docx.package import Package, W
from index.read.docx.runs import Paragraph, Runs, branches, is_alternative
from index.read.extract import Extract
from index.read.grid import GridCell, GridRow
from index.read.sheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
_INSIDE = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
_DEEPEST = 60  # tables and frames inside each other; more is no document
_Block = str | tuple[GridRow, ...]


def read_docx(data: bytes, file: str) -> Extract:
    """The text of a Word file. Headers, footers, comments, deletions and hidden text are left out.

    Raises:
        DocumentError: it is damaged, protected or no Word file.
    """
    package = Package(data, file)
    body = package.body()
    reader = _Reader(package)
    sheet = Sheet()
    for child in body:
        for block in reader.blocks(child):
            sheet.mark_paragraph()
            if isinstance(block, str):
                sheet.write(block)
            else:
                sheet.write_table(block)
    text = sheet.text
    if not text.strip():
        raise DocumentError(f"{file}：Word 文档里没有文字（可能只有图片）")
    return Extract(text, "docx", tuple(sheet.tables), paragraphs=tuple(sheet.paragraphs), remarks=tuple(reader.remarks))


class _Reader:
    """Walks the body once, in reading order: numbers count on, fields may run over several paragraphs."""

    def __init__(self, package: Package) -> None:
        self.remarks: list[str] = []
        self._numbering = Numbering(package.part("numbering"), package.part("styles"))
        self._runs = Runs()
        self._notes = {
            (kind, str(note.get(f"{W}id"))): note
            for kind in ("footnotes", "endnotes")
            if (part := package.part(kind)) is not None
            for note in part
        }
        self._printed: dict[tuple[str, str], int] = {}
        self._joined = Paragraph()  # of paragraphs whose mark is deleted, so that they run on into the next

    def blocks(self, element: _Element, depth: int = 0) -> Iterator[_Block]:
        """The paragraphs and tables of a child of the body."""
        if depth > _DEEPEST:
            raise DocumentError("嵌套过深")
        tag = element.tag
        if tag == f"{W}p":
            yield from self._paragraph(element, depth)
        elif tag == f"{W}tbl":
            yield tuple(self._rows(element, depth))
        elif tag == f"{W}sdt":
            gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if gallery is None or gallery.get(f"{W}val") != "Table of Contents":
                for child in element.findall(f"{W}sdtContent"):
                    yield from self.blocks(child, depth + 1)
        elif tag in _INSIDE or is_alternative(element):
            for holder in branches(element) if is_alternative(element) else (element,):
                for child in holder:
                    yield from self.blocks(child, depth + 1)
        elif tag == f"{W}altChunk":
            self.remarks.append("文中嵌入了另一个文件，未读取")

    def _paragraph(self, element: _Element, depth: int) -> Iterator[_Block]:
        hidden = self._runs.hidden
        read = self._runs.read(element)
        read = Paragraph(self._joined.text + read.text, self._joined.notes + read.notes, self._joined.boxes + read.boxes)
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._joined = read
            return
        self._joined = Paragraph()
        if not (hidden and not read.text.strip()):
            label = self._numbering.label(element)
            apart = " " if label[-1:] in ".．" and read.text[:1].isdecimal() and label else ""
            yield label + apart + read.text
        for note in read.notes:
            yield from self._note(note, depth)
        for box in read.boxes:
            for child in box:
                yield from self.blocks(child, depth + 1)

    def _note(self, name: tuple[str, str], depth: int) -> Iterator[_Block]:
        """A footnote or endnote, on a line of its own below the paragraph that carries its mark."""
        note = self._notes.get(name)
        if note is None or depth > _DEEPEST or name in self._printed:
            return
        self._printed[name] = len(self._printed) + 1
        texts = [self._runs.read(paragraph).text.strip() for paragraph in note.iter(f"{W}p")]
        if any(texts):
            yield f"［注{self._printed[name]}］" + "\n".join(filter(None, texts))

    def _rows(self, table: _Element, depth: int) -> list[GridRow]:
        rows: list[list[GridCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column: the row and place of the cell that merges on downwards
        for row in _rows_of(table):
            column, cells = _count(row, "gridBefore"), []
            cells.extend([GridCell(())] * column)
            for cell in _cells_of(row):
                span = min(max(_count(cell, "gridSpan"), 1), 200)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(f"{W}val") != "restart"
                content = self._cell(cell, depth)
                if goes_on and column in open_cells:
                    at, place = open_cells[column]
                    above = rows[at][place]
                    rows[at][place] = GridCell(above.paragraphs + content, above.rows + 1, above.columns)
                else:
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = len(rows), len(cells)
                    cells.append(GridCell(content, 1, span))
                column += span
            rows.append(cells)
        return [tuple(row) for row in rows]

    def _cell(self, cell: _Element, depth: int) -> tuple[str, ...]:
        lines: list[str] = []
        for child in cell:
            for block in self.blocks(child, depth + 1):
                if isinstance(block, str):
                    lines.append(block)
                else:
                    lines.extend(" ".join(line for each in row for line in each.lines) for row in block)
        return tuple(lines)


def _rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table without deleted ones, also inside content controls."""
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}trPr/{W}hidden") is None:
                yield child
        elif child.tag in _INSIDE or child.tag == f"{W}sdt":
            yield from _rows_of(child)


def _cells_of(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in _INSIDE or child.tag == f"{W}sdt":
            yield from _cells_of(child)


def _count(element: _Element, name: str) -> int:
    """The number that a property of a row or cell gives; 0 where it is missing."""
    mark = element.find(f"{W}trPr/{W}{name}") if element.tag == f"{W}tr" else element.find(f"{W}tcPr/{W}{name}")
    value = str(mark.get(f"{W}val") or "") if mark is not None else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 4 else 0
