"""The printed table of contents: its entries look like chapters and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lines import Line
from index.text import compact

_LEADER = re.compile(r"[\s.．…·‥—\-]*\d*$")  # the dots and the page number of an entry


def contents_range(lines: Sequence[Line]) -> range:
    """The lines of a printed table of contents: from 目录 to where its first entry stands again."""
    for index, line in enumerate(lines[:-1]):
        if compact(line.text) != "目录":
            continue
        first = _entry(lines[index + 1])
        again = (i for i in range(index + 2, len(lines)) if compact(lines[i].text) == first)
        return range(index, next(again, index + 1))
    return range(0)


def _entry(line: Line) -> str:
    return compact(_LEADER.sub("", line.text))
