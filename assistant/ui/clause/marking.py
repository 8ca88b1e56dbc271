"""Source text as the lines a reader sees, with what is quoted, found or refers elsewhere told apart. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from assistant.quotation import common
from assistant.ui.links import clause_link
from index.clause import Clause, Span
from index.cross_references import CrossReference

QUOTED, FOUND = "quoted", "found"
_SPARED = 8  # a beginning this short is not worth cutting off
_NOISE = "#\t 　"  # Markdown marks and table tabs at a line's ends, as in Clause.to_show


class Mark(NamedTuple):
    """A part of a document that is marked, and why: `QUOTED`, `FOUND`, or (`kind` empty) for the clause it refers to."""

    span: Span
    kind: str = QUOTED
    address: str = ""


class Run(NamedTuple):
    """A piece of a line that is marked throughout, or not at all (`kind` empty); the clause it refers to, if any."""

    text: str
    kind: str
    address: str = ""


def marks(spans: Iterable[Span], kind: str = QUOTED) -> list[Mark]:
    """Every span marked."""
    return [Mark(Span(*span), kind) for span in spans]


def reference_marks(references: Sequence[CrossReference]) -> list[Mark]:
    """Every place that refers to another clause marked; a title leads to the article named right behind it (《…法》第十条)."""
    found: list[Mark] = []
    for at, reference in enumerate(references):
        behind = references[at + 1] if at + 1 < len(references) else reference
        document = reference.address.rpartition("/")[0]
        touches = behind.spans[0].start == reference.spans[-1].end and behind.address.startswith(f"{document}/")
        found.extend(Mark(span, "", behind.address if touches else reference.address) for span in reference.spans)
    return found


def marked_lines(clause: Clause, within: Sequence[Span], marked: Iterable[Mark]) -> list[list[Run]]:
    """The text of a clause, or of a part of it, line by line, cleaned as `Clause.to_show` cleans it.

    Args:
        within: the part, a cell for instance; outside the clause there is nothing.
        marked: what of it is marked; parts outside are ignored, of two marks of a sort the later one counts.
    """
    characters = dict(_characters(clause, within))
    kinds: dict[int, str] = {}
    addresses: dict[int, str] = {}
    for mark in marked:
        for own in common(within, (mark.span,)):
            of_sort, value = (addresses, mark.address) if mark.address else (kinds, mark.kind)
            of_sort.update(dict.fromkeys(range(*own), value))

    def sort(at: int) -> tuple[str, str]:
        return kinds.get(at, ""), addresses.get(at, "")

    return [
        [Run("".join(characters[at] for at in run), *sorts) for sorts, run in groupby(line, sort)]
        for line in _lines(characters)
    ]


def _characters(clause: Clause, within: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """Offset in the file and character, in reading order."""
    start = 0
    for own in clause.spans:
        for part in common((own,), within):
            at = start + part.start - own.start
            yield from zip(range(*part), clause.text[at : at + part.end - part.start], strict=False)
        start += own.end - own.start


def _lines(characters: dict[int, str]) -> Iterator[list[int]]:
    """The offsets of every line that is shown."""
    offsets, at = list(characters), 0
    for line in "".join(characters.values()).splitlines(keepends=True):
        shown = line.rstrip().strip(_NOISE)
        if shown and not shown.startswith("<!--"):
            start = at + line.index(shown)
            yield offsets[start : start + len(shown)]
        at += len(line)


def excerpt(lines: Iterable[list[Run]], before: int = 18, characters: int = 90) -> list[Run]:
    """A glance at a text: the first line with a mark, from shortly before it; without mark the last line's beginning.

    Args:
        before: characters kept before the mark.
        characters: longest excerpt.

    >>> excerpt([[Run("一、总则", "")], [Run("鼓励企业牵头组织实施，以", ""), Run("甲", QUOTED)]], before=2)
    [Run(text='…，以', kind='', address=''), Run(text='甲', kind='quoted', address='')]
    """
    line: list[Run] = []
    for line in lines:
        if any(run.kind for run in line):
            break
    if len(line) > 1 and not line[0].kind and len(line[0].text) > before + _SPARED:
        line = [Run("…" + line[0].text[-before:], ""), *line[1:]]
    return list(_clip(line, characters))


def _clip(line: Iterable[Run], characters: int) -> Iterator[Run]:
    for run in line:
        if len(run.text) > characters:
            yield Run(run.text[:characters] + "…", run.kind)
            return
        yield run
        characters -= len(run.text)


def line_to_html(line: Iterable[Run]) -> str:
    """One line, escaped, its marked runs in `<mark>`, a link where it refers to another clause.

    >>> line_to_html([Run("甲<", ""), Run("乙", QUOTED)])
    '甲&lt;<mark class="quoted">乙</mark>'
    """
    return "".join(map(_run_to_html, line))


def _run_to_html(run: Run) -> str:
    shown = f'<mark class="{run.kind}">{escape(run.text)}</mark>' if run.kind else escape(run.text)
    if not run.address:
        return shown
    address = escape(run.address)
    return (
        f'<a class="reference" href="{clause_link(run.address)}" data-trigger="select" data-address="{address}" '
        f'title="{address}">{shown}</a>'
    )
