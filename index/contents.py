"""The printed table of contents: its entries look like chapters and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lines import Line
from index.text import compact

_LEADER = re.compile(r"[\s.．…·‥—\-]*\d*$")  # the dots and the page number of an entry
_LONGEST_HEADING = 12


def contents_range(lines: Sequence[Line]) -> range:
    """The lines of a printed table of contents: from 目录 to where its first entry stands again, or a text with its heading."""
    for index, line in enumerate(lines[:-1]):
        if compact(line.text) != "目录":
            continue
        first = _entry(lines[index + 1])
        again = (i for i in range(index + 2, len(lines)) if compact(lines[i].text) == first)
        end = next(again, index + 1)
        return range(index, next((_heading_of(lines, i) for i in range(index + 1, end) if lines[i].text.endswith("。")), end))
    return range(0)


def _heading_of(lines: Sequence[Line], index: int) -> int:
    """Where a text begins whose first sentence stands at `index`: with the line above, set apart as its heading (前言)."""
    above = lines[index - 1]
    return index - 1 if above.gap and len(compact(above.text)) <= _LONGEST_HEADING else index


def _entry(line: Line) -> str:
    return compact(_LEADER.sub("", line.text))
