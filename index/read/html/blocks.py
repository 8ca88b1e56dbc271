"""The paragraphs and tables of a part of a page, in reading order; list numbers as a browser prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.read.docx.counting import print_number
from index.read.grid import GridCell, GridRow

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Block = str | tuple[GridRow, ...]
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
        "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
        "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    }
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_COUNTED = {
    "1": "decimal", "decimal": "decimal", "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "i": "lowerRoman", "lower-roman": "lowerRoman",
    "I": "upperRoman", "upper-roman": "upperRoman", "cjk-decimal": "ideographDigital", "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand", "trad-chinese-informal": "chineseCountingThousand",
    "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.I)
_SPAN_LIMIT = 1_000


class Blocks:
    """Reads a part of a page.

    Args:
        root: the part.
        tables: False to read the cells of tables as lines.
    """

    def __init__(self, root: HtmlElement, *, tables: bool = True) -> None:
        self._root, self._tables = root, tables
        self._blocks: list[Block] = []
        self._line = ""
        self._label = ""
        self._numbers: dict[HtmlElement, int] = {}
        self.levels_alike = False  # whether lists inside lists are numbered the same way, so that the levels look alike

    def read(self) -> list[Block]:
        """All paragraphs and tables; an empty paragraph is an empty line."""
        self._walk(self._root)
        self._break()
        return self._blocks

    def lines(self) -> Iterator[str]:
        """All lines of text."""
        return (line for block in self.read() if isinstance(block, str) for line in block.split("\n") if line.strip())

    def _walk(self, element: HtmlElement) -> None:
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._add(child.tail)

    def _child(self, child: HtmlElement) -> None:
        tag = str(child.tag)
        if tag == "br":
            self._line += "\n"
        elif tag in {"script", "style", "head", "noscript", "template", "rt", "rp"}:
            return
        elif tag == "table" and self._tables and not _lays_out(child):
            self._break()
            self._blocks.extend(str(caption.text_content()).strip() for caption in child.iterchildren("caption"))
            self._blocks.append(tuple(_rows(child)))
        elif tag in _BLOCKS:
            if self._line is not self._label or not self._label:  # the first paragraph of an item stands beside its number
                self._break()
            if tag == "li":
                self._label = self._line = self._number(child)
            self._walk(child)
            self._break(kept=tag == "p")
        else:
            self._walk(child)

    def _add(self, text: str | None) -> None:
        if text:
            text = _SPACE.sub(" ", text)
            self._line += text.lstrip(" ") if not self._line or self._line.endswith((" ", "\n")) else text

    def _break(self, *, kept: bool = False) -> None:
        """End the line; an empty paragraph stays as an empty line."""
        lines = [line.strip(" ") for line in self._line.split("\n")]
        text = "\n".join(lines).strip("\n")
        if text.strip() or kept or len(lines) > 2:
            self._blocks.append(text)
        self._line = self._label = ""

    def _number(self, item: HtmlElement) -> str:
        """The printed number of a list item."""
        holder = item.getparent()
        if holder is None or holder.tag != "ol":
            return ""
        kind = _kind(item) or _kind(holder) or "1"
        step = 1 if holder.get("reversed") is None else -1
        first = _integer(holder.get("start"), 1 if step > 0 else len(holder.findall("li")))
        own = _integer(item.get("value"), self._numbers.get(holder, first - step) + step)
        self._numbers[holder] = own
        if kind not in _COUNTED:
            return ""
        self.levels_alike |= any((_kind(above) or "1") == kind for above in holder.iterancestors("ol"))
        printed = print_number(own, _COUNTED[kind])
        return printed + ("、" if kind.startswith(("cjk", "simp", "trad")) else ". ")


def _kind(element: HtmlElement) -> str:
    """How a list or an item asks to be numbered; empty where it does not say."""
    style = _LIST_STYLE.search(str(element.get("style") or ""))
    words = style.group(1).lower().split() if style else []
    return next((word for word in words if word in _COUNTED or word == "none"), str(element.get("type") or ""))


def _lays_out(table: HtmlElement) -> bool:
    """A table that only places parts of the page: one cell holds most of it, in many paragraphs, or tables stand in it."""
    if table.get("role") == "presentation":
        return True
    total = len("".join(str(table.text_content()).split())) or 1
    for cell in table.iter("td"):
        share = len("".join(str(cell.text_content()).split())) / total
        if share > 0.6 and (next(cell.iter("table"), None) is not None or len(list(cell.iter("p", "div", "br"))) > 8):
            return True
    return False


def _rows(table: HtmlElement) -> Iterator[GridRow]:
    for row in table.iter("tr"):
        if next((above for above in row.iterancestors("table")), None) is not table:
            continue
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        yield tuple(GridCell(_paragraphs(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells)


def _paragraphs(cell: HtmlElement) -> tuple[str, ...]:
    return tuple(block for block in Blocks(cell, tables=False).read() if isinstance(block, str) and block.strip())


def _span(cell: HtmlElement, name: str) -> int:
    return min(max(_integer(cell.get(name), 1), 1), _SPAN_LIMIT)


def _integer(text: object, default: int) -> int:
    printed = str(text or "").strip()
    return int(printed) if re.fullmatch(r"-?\d{1,5}", printed) else default
