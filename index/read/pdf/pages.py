"""A PDF as lines and tables, with the offset at which each page begins."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import DocumentError
from index.read.extract import Extract
from index.read.pdf.aligned import aligned_tables
from index.read.pdf.furniture import drop_furniture
from index.read.pdf.lines import TextLine, read_lines
from index.read.pdf.paragraphs import Margins, join, measure, opens_gap, runs_on
from index.read.pdf.radicals import without_radicals
from index.read.pdf.tables import PageTable, find_tables, goes_on, joined, outside
from index.read.sheet import Sheet

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_MOST_PAGES = 2_000
_SCAN = 8  # characters a page; less is no text layer
_Block = TextLine | PageTable


def read_pdf(data: bytes, file: str) -> Extract:
    """The text layer of a PDF.

    Raises:
        DocumentError: it is protected by a password, damaged, or a scan without text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _read(pdf, file)
    except (PDFException, PSException, PdfminerException, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as error:
        causes = (error, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
            raise DocumentError(f"{file}：有密码保护，读不了；请先去掉密码") from error
        raise DocumentError(f"{file}：PDF 已损坏，打不开") from error


def _read(pdf: PDF, file: str) -> Extract:
    if len(pdf.pages) > _MOST_PAGES:
        raise DocumentError(f"{file}：超过 {_MOST_PAGES} 页，没有读取")
    lines: list[list[TextLine]] = []
    tables: list[list[PageTable]] = []
    empty: list[int] = []
    scanned: list[int] = []
    doubtful: list[int] = []
    for number, page in enumerate(pdf.pages, 1):
        for char in page.chars:
            char["text"] = without_radicals(char["text"])
        found = find_tables(page, number) if page.rects or page.lines or page.curves else []
        if len("".join(str(char["text"]) for char in page.chars).split()) == 0 or len(page.chars) < _SCAN:
            empty.append(number)
            scanned.extend([number] if page.images or page.rects or page.curves else [])
        aligned, unsure = aligned_tables(outside(page.chars, found), number)
        found.extend(aligned)
        doubtful.extend([number] if unsure else [])
        tables.append(found)
        lines.append(read_lines(outside(page.chars, found), number))
        page.close()
    if not lines:
        raise DocumentError(f"{file}：PDF 已损坏，里面没有页面")
    if len(empty) == len(lines):
        raise DocumentError(f"{file}：是扫描件，没有文字层；请先做文字识别（OCR）")
    kept = drop_furniture(lines, [float(page.height) for page in pdf.pages])
    sheet, pages = _write(kept, tables)
    remarks = [f"{_pages(scanned)}没有文字层（可能是扫描页）"] if scanned else []
    remarks.extend([f"{_pages(doubtful)}有些行像没有框线的表格，分不清单元格，按行读取"] if doubtful else [])
    return Extract(sheet.text, "pdf", tuple(sheet.tables), pages=tuple(pages), remarks=tuple(remarks))


def _pages(numbers: Sequence[int]) -> str:
    return f"第 {'、'.join(map(str, numbers[:10]))} 页"


def _write(lines: Sequence[Sequence[TextLine]], tables: Sequence[Sequence[PageTable]]) -> tuple[Sheet, list[int]]:
    writer = _Writer()
    for number, (page, found) in enumerate(zip(lines, tables, strict=True), 1):
        margins = measure(page, writer.margins)
        writer.begin_page(number, margins)
        for block in _in_order(page, found):
            writer.add(block)
    writer.end()
    return writer.sheet, writer.pages


def _in_order(lines: Sequence[TextLine], tables: Sequence[PageTable]) -> list[_Block]:
    """Lines as they were read (column by column), every table before the first line below it."""
    waiting = sorted(tables, key=lambda table: table.box[1])
    blocks: list[_Block] = []
    for line in lines:
        while waiting and waiting[0].box[1] < line.top:
            blocks.append(waiting.pop(0))
        blocks.append(line)
    return [*blocks, *waiting]


class _Writer:
    """Joins lines to paragraphs and parts of tables to tables, over the ends of pages."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.pages: list[int] = []
        self.margins: Margins | None = None
        self._text = ""
        self._opening: TextLine | None = None
        self._above: TextLine | None = None
        self._table: PageTable | None = None
        self._rows: list[int] = []  # rows of the open table at which pages begin
        self._begins: list[int] = []  # offsets in the open paragraph at which pages begin

    def begin_page(self, number: int, margins: Margins) -> None:
        """What follows stands on a new page."""
        self.margins = margins
        self._begins.append(len(self._text))

    def add(self, block: _Block) -> None:
        """A line or a table of the page."""
        if isinstance(block, PageTable):
            self._end_paragraph()
            if self._table is not None and goes_on(self._table, block):
                self._rows.extend(len(self._table.pieces) for _ in self._begins)
                self._begins = []
                self._table = joined(self._table, block)
            else:
                self._end_table()
                self._note_pages()
                self._table = block
        else:
            self._end_table()
            self._line(block)

    def end(self) -> None:
        """Nothing follows."""
        self._end_paragraph()
        self._end_table()
        self._note_pages()

    def _line(self, line: TextLine) -> None:
        assert self.margins is not None
        if self._opening is not None and self._above is not None:
            if runs_on(self._opening, self._above, line, self.margins):
                self._begins = [len(self._text) if at >= len(self._text) else at for at in self._begins]
                self._text = join(self._text, line.text)
                self._above = line
                return
            gap = opens_gap(self._above, line, self.margins)
            self._end_paragraph()
            if gap:
                self.sheet.write("")
        self._text, self._opening, self._above = line.text, line, line

    def _end_paragraph(self) -> None:
        if self._opening is not None:
            length = len(self._text)
            inside = [at for at in self._begins if at < length]
            self.pages.extend(self.sheet.length + at for at in inside)
            self._begins = self._begins[len(inside) :]
            self.sheet.write(self._text)
        self._begins = [0 for _ in self._begins]
        self._text, self._opening, self._above = "", None, None

    def _end_table(self) -> None:
        if self._table is None:
            return
        rows, position = self._table.rows, self.sheet.length
        self.sheet.write_table(rows)
        for row in self._rows:
            opening = next((f"\t{cell.lines[0]}\n" for cell in rows[row] if cell.lines), "") if row < len(rows) else ""
            position = max(self.sheet.text.find(opening, position), position)
            self.pages.append(position)
        self._table, self._rows = None, []

    def _note_pages(self) -> None:
        """Pages that begin with a table, or hold nothing."""
        self.pages.extend(self.sheet.length for _ in self._begins)
        self._begins = []
