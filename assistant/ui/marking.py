"""Source text as the lines a reader sees, with the quoted part told apart. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from index.clause import Span

_SPARED = 8  # a beginning this short is not worth cutting off
_NOISE = "#\t 　"  # Markdown marks and table tabs at a line's ends, as in Clause.to_show


class Run(NamedTuple):
    """A piece of a line, quoted throughout or not at all."""

    text: str
    quoted: bool


def marked_lines(source: str, spans: Iterable[Span], quoted: Iterable[Span]) -> list[list[Run]]:
    """The text of a clause or cell line by line, cleaned as `Clause.to_show` cleans it.

    Args:
        source: the decoded file.
        spans: where the text stands in it.
        quoted: what of it is quoted; parts outside `spans` are ignored.

    >>> marked_lines("## （一）甲乙丙", [Span(0, 9)], [Span(7, 8)])
    [[Run(text='（一）甲', quoted=False), Run(text='乙', quoted=True), Run(text='丙', quoted=False)]]
    """
    inside = {at for start, end in quoted for at in range(start, end)}
    offsets = [at for start, end in spans for at in range(start, end)]
    text = "".join(source[at] for at in offsets)
    return [
        [Run("".join(source[at] for at in run), is_quoted) for is_quoted, run in groupby(line, key=inside.__contains__)]
        for line in _lines(text, offsets)
    ]


def _lines(text: str, offsets: list[int]) -> Iterator[list[int]]:
    """The offsets of every line that is shown."""
    at = 0
    for line in text.splitlines(keepends=True):
        shown = line.rstrip().strip(_NOISE)
        if shown and not shown.startswith("<!--"):
            start = at + line.index(shown)
            yield offsets[start : start + len(shown)]
        at += len(line)


def excerpt(lines: Iterable[list[Run]], before: int = 18, characters: int = 90) -> list[Run]:
    """A glance at a text: the first line with a quote, from shortly before it; without quote the last line's beginning.

    Args:
        before: characters kept before the quote.
        characters: longest excerpt.

    >>> excerpt([[Run("一、总则", False)], [Run("鼓励企业牵头组织实施，以", False), Run("甲", True)]], before=2)
    [Run(text='…，以', quoted=False), Run(text='甲', quoted=True)]
    """
    line: list[Run] = []
    for line in lines:
        if any(run.quoted for run in line):
            break
    if len(line) > 1 and not line[0].quoted and len(line[0].text) > before + _SPARED:
        line = [Run("…" + line[0].text[-before:], False), *line[1:]]
    return list(_clip(line, characters))


def _clip(line: Iterable[Run], characters: int) -> Iterator[Run]:
    for run in line:
        if len(run.text) > characters:
            yield Run(run.text[:characters] + "…", run.quoted)
            return
        yield run
        characters -= len(run.text)


def line_to_html(line: Iterable[Run]) -> str:
    """One line, escaped, its quoted runs in `<mark>`.

    >>> line_to_html([Run("甲<", False), Run("乙", True)])
    '甲&lt;<mark>乙</mark>'
    """
    return "".join(f"<mark>{escape(run.text)}</mark>" if run.quoted else escape(run.text) for run in line)
