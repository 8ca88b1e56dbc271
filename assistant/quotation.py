"""The words of a quote as they are shown and copied, out of the clause alone. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.clause import Cell, Clause, Span

_LINE_END = 2  # characters between two pieces that only a line end parts


def citation_text(clause: Clause, quoted: Sequence[Span] = ()) -> str:
    """The citation as it is pasted into a document: reference, then quotation."""
    return f"{clause.reference}：{quotation(clause, quoted)}"


def quotation(clause: Clause, quoted: Sequence[Span] = ()) -> str:
    """What is quoted, a gap as ……; of a table cell by cell; everything where nothing is quoted."""
    cells = [(cell, _joined(clause, common((cell.span,), quoted or (cell.span,)))) for cell in clause.cells]
    named = [f"{cell_name(clause, cell)}“{text}”" for cell, text in cells if text]
    return "；".join(named) or f"“{_joined(clause, quoted or clause.spans)}”"


def cell_name(clause: Clause, cell: Cell) -> str:
    """What tells a cell from the others of its clause."""
    return cell.row if clause.kind == "column" else cell.column


def flat(text: str) -> str:
    """A text on one line; Chinese takes no space where a line ends.

    >>> flat("到2025年\\n达到5家。")
    '到2025年达到5家。'
    """
    return "".join(line.strip("#\t 　") for line in text.splitlines())


def common(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What two lists of spans have in common.

    >>> common([Span(0, 5), Span(8, 9)], [Span(3, 20)])
    [Span(start=3, end=5), Span(start=8, end=9)]
    """
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in spans for b in others)
    return [Span(start, end) for start, end in pairs if start < end]


def _joined(clause: Clause, wanted: Sequence[Span]) -> str:
    """The clause's own text inside the wanted spans on one line, gaps as ……."""
    text, last = "", None
    for span, piece in _pieces(clause, wanted):
        gap = last is not None and (span.start - last > _LINE_END)
        text += f"{'……' if gap else ''}{flat(piece)}"
        last = span.end
    return text


def _pieces(clause: Clause, wanted: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    offset = 0
    for own in clause.spans:
        for span in common((own,), wanted):
            start = offset + span.start - own.start
            yield span, clause.text[start : start + span.end - span.start]
        offset += own.end - own.start
