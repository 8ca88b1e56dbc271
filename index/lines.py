"""The lines of a decoded file, with word-processor noise set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.text import NOISE

_INVISIBLE = "\u200b\u2060\ufeff"  # zero-width characters that word processors leave behind


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `[start, end)` in the source without its line end.

    Attributes:
        text: its text without noise, Markdown marks and outer white space.
        raw: its text without noise, white space kept.
        gap: True where an empty line stands before it.
    """

    start: int
    end: int
    text: str
    raw: str
    gap: bool

    @property
    def opens_cell(self) -> bool:
        """A table cell of the flattened kind: a tab, then the cell."""
        return self.raw.startswith("\t")

    @property
    def holds_row(self) -> bool:
        """A whole table row in one line, its cells parted by tabs."""
        return "\t" in self.raw.strip("\t ")


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines that hold more than white space and noise; a lone tab counts, as an empty cell."""
    lines: list[Line] = []
    position, gap = 0, False
    for piece in text.splitlines(keepends=True):
        body = piece.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        raw = NOISE.sub("", body)
        stripped = raw.strip().strip(_INVISIBLE).lstrip("#").strip()
        if raw.strip() or raw.startswith("\t"):
            lines.append(Line(position, position + len(body), stripped, raw, gap))
            gap = False
        else:
            gap = True
        position += len(piece)
    return tuple(replace(line, raw=line.raw.lstrip("\t")) for line in lines) if _indents_with_tabs(lines) else tuple(lines)


def _indents_with_tabs(lines: Sequence[Line]) -> bool:
    """Whether tabs open the paragraphs of a text and not the cells of a table: most lines have one, none is empty."""
    tabbed = [line for line in lines if line.opens_cell and not line.holds_row]
    sentences = sum(1 for line in tabbed if line.text.endswith(("。", "；", "：")))
    return len(tabbed) > 0.6 * len(lines) and sentences > 0.4 * len(tabbed) and all(line.text for line in tabbed)
