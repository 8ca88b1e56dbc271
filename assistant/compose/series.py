"""Series (甲、乙和丙): what a sentence lists together, one clause has to list together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.compose.claims import pieces, plain
from assistant.compose.source import Source
from assistant.knowledge import place

_JOINT = re.compile("、|以及")
_REST = re.compile("等.*$")
_BRACKETS = re.compile(r"\([^()]*\)|[“”\"‘’《》<>]")
_LEAST = 3  # members
_EDGE = 2  # characters of the first and the last member, which other words may stand around


def series_fault(folded: str, sources: Sequence[Source]) -> str:
    """The member of a series that is not listed with the others; empty where every one is."""
    for piece in pieces(_without_brackets(folded)):
        members = [member for member in _JOINT.split(_REST.sub("", piece)) if member]
        if len(members) < _LEAST:
            continue
        wanted = [place(members[0])[-_EDGE:], *map(place, members[1:-1]), members[-1][:_EDGE]]
        if left := _not_together(wanted, sources):
            return f"列举：{left}"
    return ""


def _not_together(wanted: Sequence[str], sources: Sequence[Source]) -> str:
    """A member that no clause lists with all the others; empty where one does, or where every member is what a clause is about."""
    least: Collection[str] = wanted
    headings = {heading for source in sources for heading in source.headings}
    named = {member for member in wanted if any(member in heading for heading in headings)}
    for held in (named, *(found for source in sources for found in (_in_cells(wanted, source), _in_text(wanted, source)))):
        least = min(least, [member for member in wanted if member not in held], key=len)
    return next(iter(least), "")


def _in_text(wanted: Sequence[str], source: Source) -> set[str]:
    """The members that one piece of a clause lists."""
    lists = (_without_brackets(segment.text) for segment in source.segments)
    return max(({member for member in wanted if member in text} for text in lists), key=len, default=set())


def _in_cells(wanted: Sequence[str], source: Source) -> set[str]:
    """The members that name cells of a table row or column with the same value."""
    values = {place(plain(name)): plain(cell.value) for cell in source.cells for name in (cell.column, cell.row)}
    most = Counter(values[member] for member in wanted if member in values).most_common(1)
    return {member for member in wanted if member in values and values[member] == most[0][0]}


@lru_cache(maxsize=1024)
def _without_brackets(folded: str) -> str:
    return _BRACKETS.sub("", folded)
