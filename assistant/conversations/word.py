"""A paper as a Word file, in the type that Chinese official papers are set in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from assistant.conversations.paper import CITATIONS, Paper

if TYPE_CHECKING:
    from docx.document import Document

_HEADINGS, _TEXT = "黑体", "仿宋"
_ITEM = re.compile(r"^\s*[-*]\s+")
_RULE = re.compile(r"^[|\s:-]+$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


def paper_to_word(paper: Paper) -> bytes:
    """The whole .docx file."""
    from docx import Document

    document = Document()
    _set_type(document)
    _add(document, paper.title, "Title")
    for section in paper.sections:
        _add(document, section.question, "Heading 1")
        if section.understood:
            _add(document, f"（{section.understood}）")
        _write_answer(document, section.text)
        if section.remarks:
            _add(document, f"（{''.join(section.remarks)}）", "Caption")
    if paper.sources:
        _add(document, CITATIONS, "Heading 1")
        for source in paper.sources:
            _add(document, f"[{source.number}] {source.reference}：{source.quotation}")
    for line in paper.state:
        _add(document, line, "Caption")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write_answer(document: Document, text: str) -> None:
    """Paragraphs, list items and tables of an answer; printed numbers stay text."""
    for is_table, lines in groupby(filter(str.strip, text.splitlines()), key=lambda line: line.lstrip().startswith("|")):
        if is_table:
            _write_table(document, [row for line in lines if (row := _cells(line))])
            continue
        for line in lines:
            item = _ITEM.match(line)
            _add(document, line[item.end() :] if item else line.strip(), "List Bullet" if item else None)


def _cells(line: str) -> list[str]:
    """The cells of a row; none for the rule below a header."""
    if _RULE.match(line):
        return []
    inner = re.sub(r"^\s*\||\|\s*$", "", line)
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _write_table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = _CONTROL.sub("", text)


def _add(document: Document, text: str, style: str | None = None) -> None:
    document.add_paragraph(_CONTROL.sub("", text), style)


def _set_type(document: Document) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, family, points in _styles():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = family, Pt(points), RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)
    spacing: Any = document.styles["Normal"]
    spacing.paragraph_format.line_spacing_rule = WD_LINE_SPACING.ONE_POINT_FIVE


def _styles() -> Iterator[tuple[str, str, float]]:
    yield from [("Title", _HEADINGS, 20), ("Heading 1", _HEADINGS, 14)]
    yield from [("Normal", _TEXT, 12), ("List Bullet", _TEXT, 12), ("Caption", _TEXT, 9)]
