"""The text of a Word paragraph: insertions in, deletions out, of fields only the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.read.docx.package import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr")}
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_FURNITURE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "INDEX", "XE", "TC", "RD"})


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False

    @property
    def shown(self) -> bool:
        words = self.instruction.split()
        return self.in_result and (not words or words[0].upper() not in _FURNITURE)


@dataclass(slots=True)
class Paragraph:
    """What stands in a paragraph: its text, the ids of its notes (`footnotes`/`endnotes`, id), its text boxes."""

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class Runs:
    """Reads paragraphs in order; a field (a table of contents) may run over several of them."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []

    @property
    def hidden(self) -> bool:
        """Whether what comes next stands in a field whose result is not read."""
        return not all(each.shown for each in self._fields)

    def read(self, paragraph: _Element) -> Paragraph:
        """The text of one paragraph; line breaks within it are line ends."""
        found = Paragraph()
        self._walk(paragraph, found)
        return found

    def _walk(self, element: _Element, found: Paragraph) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _OUT:
                if tag == f"{W}instrText" and self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction += child.text or ""
            elif tag == f"{W}t" or tag == _MATH_TEXT:
                found.text += "" if self.hidden else child.text or ""
            elif tag == f"{W}fldChar":
                self._field(child)
            elif tag == f"{W}fldSimple":
                self._simple_field(child, found)
            elif tag == f"{_MC}AlternateContent":
                self._alternative(child, found)
            elif tag == f"{W}txbxContent":
                found.boxes.append(child)
            elif not (tag == f"{W}r" and _vanishes(child)):
                self._mark(child, found)
                self._walk(child, found)

    def _mark(self, child: _Element, found: Paragraph) -> None:
        """A child that stands for characters, or for a note."""
        name = str(child.tag).removeprefix(W)
        if self.hidden:
            return
        if name in _PLAIN:
            found.text += _PLAIN[name]
        elif name == "br":
            found.text += "\n"
        elif name == "sym":
            found.text += _symbol(child)
        elif name in {"footnoteReference", "endnoteReference"}:
            found.notes.append((f"{name.removesuffix('Reference')}s", str(child.get(f"{W}id") or "")))

    def _field(self, mark: _Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, element: _Element, found: Paragraph) -> None:
        self._fields.append(_Field(str(element.get(f"{W}instr") or ""), in_result=True))
        self._walk(element, found)
        self._fields.pop()

    def _alternative(self, element: _Element, found: Paragraph) -> None:
        """The first choice, else the fallback: both hold the same text."""
        for branch in branches(element):
            self._walk(branch, found)


def branches(element: _Element) -> Iterator[_Element]:
    """The one branch of alternative content that is read."""
    chosen = element.find(f"{_MC}Choice")
    chosen = element.find(f"{_MC}Fallback") if chosen is None else chosen
    if chosen is not None:
        yield chosen


def is_alternative(element: _Element) -> bool:
    """Whether an element holds the same content twice, for newer and older programs."""
    return bool(element.tag == f"{_MC}AlternateContent")


def _vanishes(run: _Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}


def _symbol(element: _Element) -> str:
    """A character given by its code; those of symbol fonts (private use) have no text."""
    code = str(element.get(f"{W}char") or "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""
