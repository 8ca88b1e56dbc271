"""What every page repeats, page numbers and running heads: no text of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.read.pdf.lines import TextLine
from index.text import compact

_PAGE_NUMBER = re.compile(r"[-—–－─·•\s]*(?:第)?\s*[\dⅠ-Ⅻivxlc]{1,4}\s*(?:页)?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－─·•\s]*")
_EDGE = 0.13  # share of the page's height in which a page number or a running head stands
_APART = 1.3  # space between a running head and the text, in its own size
_EDGE_LINES = 2  # lines at either end of a page that may be such


def drop_furniture(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The lines of every page without page numbers and the lines that most pages repeat at their edge."""
    edges = [_at_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated = Counter(pattern for each in edges for pattern in {_pattern(line) for line in each})
    least = max(2, 0.4 * len(pages))
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        out = {line for line in edge if _is_page_number(line) or (repeated[_pattern(line)] >= least and _stands_apart(line, lines, edge))}
        kept.append([line for line in lines if line not in out])
    return kept


def _at_edge(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    ordered = sorted(lines, key=lambda line: line.top)
    top = [line for line in ordered[:_EDGE_LINES] if line.bottom < _EDGE * height]
    return top + [line for line in ordered[-_EDGE_LINES:] if line.top > (1 - _EDGE) * height]


def _stands_apart(line: TextLine, lines: Sequence[TextLine], edge: Sequence[TextLine]) -> bool:
    """Whether more than the space between two lines of text parts it from the text."""
    others = [other for other in lines if other not in edge]
    return all(max(line.top - other.bottom, other.top - line.bottom) > _APART * line.size for other in others)


def _pattern(line: TextLine) -> str:
    return re.sub(r"\d+", "#", compact(line.text))


def _is_page_number(line: TextLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None
