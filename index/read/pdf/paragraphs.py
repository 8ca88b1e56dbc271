"""Lines of a page become paragraphs: a line runs on where the one above is full and nothing says that a new one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.labels import read_label
from index.lines import Line
from index.read.pdf.lines import TextLine

_TOKEN = re.compile(r"(?:[A-Za-z0-9０-９.,%+\-/]+|.)[，。、；：？！）》”’〕］％]*", re.S)
_SENTENCE_END = re.compile(r"[。；：！？）)]$")
_FEW = 6  # lines of a page that say nothing about its margins


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page stands, in points, and whether its paragraphs open with an indent."""

    left: float
    right: float
    pitch: float  # from one line to the next
    indents: bool


def measure(lines: Sequence[TextLine], before: Margins | None = None) -> Margins:
    """The margins of a page or column; those of the page before where it holds too little."""
    if not lines:
        return before or Margins(0, 0, 0, indents=False)
    size = median(line.size for line in lines)
    left = min(line.x0 for line in lines)
    starts = [line for line in lines if left + 1.2 * size < line.x0 < left + 3.2 * size]
    flush = [line for line in lines if line.x0 < left + 0.5 * size]
    pitches = [b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 4 * size]
    found = Margins(left, max(line.x1 for line in lines), median(pitches) if pitches else 1.5 * size, bool(starts) and len(starts) * 8 > len(flush))
    if before is not None and len(lines) < _FEW:
        return Margins(min(left, before.left), max(found.right, before.right), before.pitch or found.pitch, before.indents)
    return found


def runs_on(opening: TextLine, above: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether a line goes on with the paragraph that began with `opening` and reached `above`."""
    size = line.size
    if abs(above.size - size) > 0.15 * size or not _is_full(above, line, margins):
        return False
    same_page = above.page == line.page and line.top > above.top
    if same_page and line.top - above.top > 1.35 * margins.pitch + 0.5:
        return False
    labelled = read_label(Line(0, 0, line.text, line.text, False)) is not None
    if line.x0 > margins.left + 0.8 * size:
        opened = read_label(Line(0, 0, opening.text, opening.text, False)) is not None
        return opened and not labelled and 0.4 * size < line.x0 - opening.x0 < 4.5 * size
    return not (labelled and not margins.indents and _SENTENCE_END.search(above.text))


def opens_gap(above: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether empty lines stand between two lines of a page."""
    return above.page == line.page and line.top - above.top > 1.9 * max(margins.pitch, line.size)


def join(first: str, second: str) -> str:
    """Two lines of a paragraph; English words stay apart."""
    apart = re.search(r"[A-Za-z,;]$", first) and re.match(r"[A-Za-z]", second)
    return f"{first} {second}" if apart else first + second


def _is_full(above: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether what opens the next line would not have had room on this one."""
    token = _TOKEN.match(line.text)
    length = sum(0.55 if character.isascii() else 1.0 for character in (token.group() if token else " "))
    return above.x1 + (length + 0.4) * line.size > margins.right
