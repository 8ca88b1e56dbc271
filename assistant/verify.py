"""The last look before the reader: every quote at its offsets, every number in its source, every marker in the list.

Independent of the writers: it knows drafts, clauses and documents, and nothing of how an answer was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.draft import Draft, Part, Quote, Statement
from index.clause import Span
from index.library import Library
from index.text import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Verified:
    """The text with markers, its citations, and what was taken out."""

    text: str
    citations: tuple[Citation, ...]
    removed: tuple[str, ...]


def verify(draft: Draft, library: Library) -> Verified:
    """Check a draft and number its citations in order of first use."""
    kept: list[Statement] = []
    removed: list[str] = []
    for statement in draft.statements:
        failing = [part.text for part in statement.parts if not supported(part, library)]
        (removed.extend(failing) if failing else kept.append(statement))
    numbering: dict[str, list[Quote]] = {}
    lines = [_render(statement, numbering) for statement in kept]
    return Verified(_join(kept, lines), _citations(numbering, library), tuple(removed))


def supported(part: Part, library: Library) -> bool:
    """Whether every quote stands at its offsets and every number in a quoted clause, its address or a computation."""
    if not all(_stands(quote, library) for quote in part.quotes):
        return False
    sources = (f"{q.clause.text} {q.clause.sentence} {q.clause.reference} {q.clause.address}" for q in part.quotes)
    allowed = set(_NUMBER.findall(fold(" ".join((*sources, *part.computed)))))
    own_words = _without_names(part.text, library)
    return all(number in allowed for number in _NUMBER.findall(fold(own_words)))


def _without_names(text: str, library: Library) -> str:
    """A text without the names of indexed documents, whose digits are no figures."""
    for document in library.documents:
        for name in (document.name, document.number, document.title):
            text = text.replace(name, "") if name else text
    return text


def _stands(quote: Quote, library: Library) -> bool:
    clause = library.clause(quote.clause.address)
    if clause is None or not 0 <= quote.start < quote.end <= len(clause.text):
        return False
    source = library.document_of(clause).text
    return "".join(source[start:end] for start, end in quote.spans) == clause.text[quote.start : quote.end]


def _render(statement: Statement, numbering: dict[str, list[Quote]]) -> str:
    pieces = []
    for part in statement.parts:
        markers = []
        for quote in part.quotes:
            numbering.setdefault(quote.clause.address, []).append(quote)
            marker = f"[{list(numbering).index(quote.clause.address) + 1}]"
            if marker not in markers:
                markers.append(marker)
        pieces.append(" ".join(filter(None, (_escape(part.text, statement.form), "".join(markers)))))
    if statement.form in {"row", "header"}:
        return "| " + " | ".join(pieces) + " |"
    return ("- " if statement.form == "item" else "") + " ".join(pieces)


def _escape(text: str, form: str) -> str:
    """Keep a table cell in one cell; nothing else of the source is changed."""
    return " ".join(text.split()).replace("|", "｜") if form in {"row", "header", "item"} else text


def _join(statements: Sequence[Statement], lines: Sequence[str]) -> str:
    """Lines as paragraphs, items and table rows close together, an empty line before each new kind."""
    out: list[str] = []
    for index, (statement, text) in enumerate(zip(statements, lines, strict=True)):
        joins = index > 0 and statement.form != "line" and _kind(statement) == _kind(statements[index - 1])
        out.append(("\n" if joins else "\n\n") + text)
        if statement.form == "header":
            out.append("\n|" + " --- |" * len(statement.parts))
    return "".join(out).strip()


def _kind(statement: Statement) -> str:
    return "table" if statement.form in {"row", "header"} else statement.form


def _citations(numbering: dict[str, list[Quote]], library: Library) -> tuple[Citation, ...]:
    citations = []
    for marker, (address, quotes) in enumerate(numbering.items(), 1):
        clause = quotes[0].clause
        spans = _union(span for quote in quotes for span in quote.spans)
        document = library.document_of(clause)
        text = "".join(document.text[start:end] for start, end in spans)
        page = document.page_at(spans[0].start) if spans else None
        status = str(library.standing(document.address) or "")
        citations.append(Citation(marker, address, clause.reference, text, spans, page, status))
    return tuple(citations)


def _union(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
