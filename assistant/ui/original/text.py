"""A whole document as HTML, piece by piece as it stands in the file. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.ui.clause.marking import Mark, Run, line_to_html, marked_lines
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from assistant.ui.original.table import table_to_html
from index.clause import Clause, Document, Span

_LEVELS = {"part": 2, "chapter": 2, "han": 2, "section": 3, "bracketed_han": 3, "annex": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file with the clause it belongs to; `first` where the clause begins."""

    clause: Clause
    span: Span
    first: bool


def pieces_of(document: Document) -> list[Piece]:
    """The document in file order: a clause that is interrupted by its items comes in several pieces."""
    pieces = [
        Piece(clause, span, at == 0)
        for clause in document.clauses
        if not clause.derived
        for at, span in enumerate(clause.spans)
    ]
    return sorted(pieces, key=lambda piece: piece.span.start)


def document_to_html(document: Document, marked: Sequence[Mark] = (), current: str = "") -> str:
    """The whole document: title, clauses with a link each, annexes as tables.

    Args:
        marked: what is marked.
        current: address of the clause that is looked at.
    """
    body = "".join(_blocks(pieces_of(document), marked, current))
    return f'<article class="document" lang="zh-CN" aria-label="{escape(document.name)}">{body}</article>'


def _blocks(pieces: Sequence[Piece], marked: Sequence[Mark], current: str) -> Iterator[str]:
    tables = {piece.clause.address.rpartition("/")[0] for piece in pieces if piece.clause.kind == "row"}
    for (is_table, _), group in groupby(pieces, key=lambda p: (p.clause.kind == "row", p.clause.labels[:1])):
        if is_table:
            yield table_to_html([piece.clause for piece in group if piece.first], marked, current)
            continue
        for piece in group:
            yield _piece_to_html(piece, marked, current, cut=piece.clause.address in tables)


def _piece_to_html(piece: Piece, marked: Sequence[Mark], current: str, *, cut: bool) -> str:
    """A piece of running text; the flattened header of a table is left to the table (`cut`)."""
    clause = piece.clause
    span = _without_header(clause, piece.span) if cut else piece.span
    lines = [_line(clause, line) for line in marked_lines(clause, (span,), marked)]
    here = ' aria-current="location"' if clause.address == current and piece.first else ""
    name = f' id="at-{escape(clause.address)}"{here}' if piece.first else ""
    return f'<div class="clause {clause.kind}"{name}>{_permalink(clause) if piece.first else ""}{"".join(lines)}</div>'


def _without_header(clause: Clause, span: Span) -> Span:
    start = sum(own.end - own.start for own in clause.spans if own.end <= span.start)
    text = clause.text[start : start + span.end - span.start]
    at = text.find("\n\t")
    return Span(span.start, span.start + at) if at >= 0 else span


def _permalink(clause: Clause) -> str:
    link = clause_link(clause.address)
    label = f"{say('复制链接')}：{escape(clause.address)}"
    return f'<a class="permalink" href="{link}" data-copy="{link}" aria-label="{label}">{say("链接")}</a>'


def _line(clause: Clause, line: Sequence[Run]) -> str:
    text = "".join(run.text for run in line)
    shown = line_to_html(line)
    if clause.heading and clause.kind in _LEVELS and text.endswith(clause.heading):
        level = _LEVELS[clause.kind] + 1
        return f"<h{level}>{shown}</h{level}>"
    return f'<p class="{"heading" if clause.heading and text.endswith(clause.heading) else "text"}">{shown}</p>'
