"""Word files made for the tests out of flattened text: automatic numbering, real tables with merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from index.numerals import value
from index.text import NOISE

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"), ("decimalEnclosedCircle", "%5"))
SHAPES = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.(?!\d)", r"（\d+）", r"[①-⑳]")
Rows = list[list[str]]


def word_file(text: str, *, numbered: bool = True, gaps: bool = True, spans: Sequence[Sequence[int]] = ()) -> bytes:
    """A Word file of a flattened text.

    Args:
        text: lines, and tables with a cell a line.
        numbered: labels become automatic numbers.
        gaps: empty lines become empty paragraphs.
        spans: for rows with fewer cells than their table has columns: how many columns each cell takes.
    """
    word = docx.Document()
    counting = Counting(word) if numbered else None
    wide = {(len(each), sum(each)): each for each in spans}
    for block in blocks(NOISE.sub("", text)):
        if isinstance(block, list):
            add_table(word, block, wide)
        elif block.strip() or gaps:
            add_line(word, block, counting)
    return saved(word)


def blocks(text: str) -> list[str | Rows]:
    """Lines, and the tables among them as rows of cells."""
    found: list[str | Rows] = []
    lines = text.split("\n")
    while lines:
        if not lines[0].startswith("\t"):
            found.append(lines.pop(0))
            continue
        rows: Rows = [[]]
        while lines and (lines[0].startswith("\t") or (rows[-1] and lines[0].strip()) or (lines[0] == "" and lines[1:2] and "\t" in "".join(lines[1:3])[:2])):
            line = lines.pop(0)
            if line.startswith("\t"):
                rows[-1].append(line[1:])
            elif line.strip():
                rows[-1][-1] += f"\n{line}"
            elif rows[-1]:
                rows.append([])
        found.append([row for row in rows if any(row)])
    return found


class Counting:
    """Lists of a Word file that count as the labels of a text do: a label out of order starts a list of its own."""

    def __init__(self, word: WordDocument) -> None:
        self.word, self.number, self.counted = word, add_numbering(word), [0] * len(LEVELS)

    def list_for(self, label: str, level: int) -> int:
        """The list whose next number on the level is that of the label."""
        printed = value(re.sub(r"[、.（）]", "", label)) or 0
        self.counted[level + 1 :] = [0] * (len(LEVELS) - level - 1)
        if printed != self.counted[level] + 1:
            self.number = add_list(self.word, abstract_of(self.word, self.number), **{f"level{level}": printed})
        self.counted[level] = printed
        return self.number


def add_line(word: WordDocument, line: str, counting: Counting | None = None) -> None:
    """A paragraph; where Word counts, its label is taken off."""
    level = next((at for at, shape in enumerate(SHAPES) if re.match(shape, line)), None) if counting else None
    if level is None or counting is None:
        word.add_paragraph(line)
        return
    label = re.match(SHAPES[level], line).group()  # type: ignore[union-attr]
    paragraph = word.add_paragraph(line.removeprefix(label))
    set_number(paragraph._p, counting.list_for(label, level), level)


def set_number(paragraph: BaseOxmlElement, number: int, level: int) -> None:
    properties = paragraph.get_or_add_pPr()
    holder = element("w:numPr")
    holder.append(element("w:ilvl", val=level))
    holder.append(element("w:numId", val=number))
    properties.append(holder)


def add_numbering(word: WordDocument, levels: Sequence[tuple[str, str]] = LEVELS, **extra: int) -> int:
    """A list with these formats and texts a level; gives its number. `extra`: further properties of every level."""
    numbering = word.part.numbering_part.element
    name = 90 + len(numbering.findall(qn("w:abstractNum")))
    abstract = element("w:abstractNum", abstractNumId=name)
    for depth, (kind, text) in enumerate(levels):
        level = element("w:lvl", ilvl=depth)
        for child in (("start", 1), ("numFmt", kind), *extra.items(), ("suff", "nothing"), ("lvlText", text)):
            level.append(element(f"w:{child[0]}", val=child[1]))
        abstract.append(level)
    numbering.insert(0, abstract)
    return add_list(word, name)


def add_list(word: WordDocument, abstract: int, **starts: int) -> int:
    """A further list of an abstract numbering; `level0=5` starts that level anew."""
    numbering = word.part.numbering_part.element
    number = 1 + max([0, *(int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num")))])
    holder = element("w:num", numId=number)
    holder.append(element("w:abstractNumId", val=abstract))
    for level, start in starts.items():
        override = element("w:lvlOverride", ilvl=level.removeprefix("level"))
        override.append(element("w:startOverride", val=start))
        holder.append(override)
    numbering.append(holder)
    return number


def abstract_of(word: WordDocument, number: int) -> int:
    """The abstract numbering that a list counts in."""
    lists = word.part.numbering_part.element.findall(qn("w:num"))
    return next(int(each.find(qn("w:abstractNumId")).get(qn("w:val"))) for each in lists if each.get(qn("w:numId")) == str(number))


def add_table(word: WordDocument, rows: Rows, wide: dict[tuple[int, int], Sequence[int]]) -> None:
    """A table; rows with fewer cells span columns as `wide` says; in the first column empty cells merge with those above."""
    width = max(map(len, rows))
    table = word.add_table(len(rows), width, style="Table Grid")
    header = 2 if len(rows[0]) < width else 1
    for at, row in enumerate(rows):
        column = 0
        for text, span in zip(row, wide[len(row), width] if len(row) < width else [1] * width, strict=True):
            cell = table.cell(at, column)
            cell = cell.merge(table.cell(at, column + span - 1)) if span > 1 else cell
            above = at and (column == 0 or at < header) and not text
            if above:
                table.cell(at - 1, column).merge(cell)
            else:
                cell.text = text.split("\n")[0]
                for line in text.split("\n")[1:]:
                    cell.add_paragraph(line)
            column += span


def element(name: str, **attributes: object) -> BaseOxmlElement:
    """An element of a Word file with its attributes."""
    made = OxmlElement(name)
    for key, content in attributes.items():
        made.set(qn(f"w:{key}"), str(content))
    return made


def saved(word: WordDocument) -> bytes:
    """The bytes of a Word file."""
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()
