"""A clause as a card: its reference, the headings above it, its whole text with the quote marked. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.ui.marking import Run, excerpt, line_to_html, marked_lines
from index.clause import Cell, Clause, Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows of a clause, and how.

    Attributes:
        clause: the clause.
        document: the document it belongs to.
        quoted: the part that is marked.
        marker: the citation marker that leads here, None where none does.
        target: page-wide name of the card, empty where nothing links to it.
        opened: whether its text is in view from the start.
        links: further clauses that can be opened from here, by caption.
        following: clauses one level down, opened in the same way.
    """

    clause: Clause
    document: Document
    quoted: Sequence[Span] = ()
    marker: int | None = None
    target: str = ""
    opened: bool = False
    links: Sequence[tuple[str, Clause]] = ()
    following: Sequence[Clause] = ()

    @property
    def quotation(self) -> str:
        """What is quoted, a gap as ……; of a table cell by cell; everything where nothing is quoted."""
        cells = [(cell, self._text(_common((cell.span,), self.quoted or (cell.span,)))) for cell in self.clause.cells]
        named = [f"{cell_name(self.clause, cell)}“{text}”" for cell, text in cells if text]
        return "；".join(named) or f"“{self._text(self.quoted or self.clause.spans)}”"

    def _text(self, spans: Iterable[Span]) -> str:
        """Source text on one line, gaps as ……."""
        text, at = "", None
        for start, end in spans:
            gap = at is not None and self.document.text[at:start].strip()
            text += f"{'……' if gap else ''}{flat(self.document.text[start:end])}"
            at = end
        return text

    @property
    def citation(self) -> str:
        """The citation as it is pasted into a document: reference, then quotation."""
        return f"{self.clause.reference}：{self.quotation}"


def card_to_html(card: Card) -> str:
    """The card as a `<details>` element; closed it shows place and gist, opened the whole clause."""
    target = f' id="{escape(card.target)}"' if card.target else ""
    return (
        f'<details class="card"{target}{" open" if card.opened else ""}><summary>{_summary(card)}</summary>'
        f'<div class="card-body">{_path(card.clause)}<div class="source">{_source(card)}</div>'
        f"{_actions(card)}{_following(card)}</div></details>"
    )


def flat(text: str) -> str:
    """A text on one line; Chinese takes no space where a line ends.

    >>> flat("到2025年\\n达到5家。")
    '到2025年达到5家。'
    """
    return "".join(line.strip("#\t 　") for line in text.splitlines())


def cell_name(clause: Clause, cell: Cell) -> str:
    """What tells a cell from the others of its clause."""
    return cell.row if clause.kind == "column" else cell.column


def place(clause: Clause, document: Document) -> str:
    """The reference without the document's name, with the clause's own heading.

    For `《方案》（甲发〔2023〕5号）三、（二）1.` that is `三、（二）1. 国铁`.
    """
    numbering = clause.reference.removeprefix(document.name)
    heading = "" if clause.heading in numbering else clause.heading
    return f"{numbering} {heading}".strip() or clause.label


def _summary(card: Card) -> str:
    marker = f'<span class="card-marker">[{card.marker}]</span>' if card.marker is not None else ""
    return (
        f'{marker}<span class="card-title"><span class="card-document">{escape(card.document.name)}</span>'
        f'<span class="card-place">{escape(place(card.clause, card.document))}</span>'
        f'<span class="card-gist">{_glance(card)}</span></span>'
    )


def _glance(card: Card) -> str:
    if card.clause.cells:
        return escape(card.quotation)
    return line_to_html(excerpt(marked_lines(card.document.text, card.clause.spans, card.quoted)))


def _path(clause: Clause) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in clause.path if step)
    return f'<ol class="path" aria-label="所在位置">{steps}</ol>' if steps else ""


def _source(card: Card) -> str:
    if card.clause.cells:
        return f"<dl>{''.join(_cell(card, cell) for cell in card.clause.cells)}</dl>"
    return _lines(card, card.clause.spans)


def _cell(card: Card, cell: Cell) -> str:
    name = cell_name(card.clause, cell)
    return f"<div><dt>{escape(name) or '—'}</dt><dd>{_lines(card, (cell.span,))}</dd></div>"


def _common(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """What two lists of spans have in common.

    >>> _common([Span(0, 5), Span(8, 9)], [Span(3, 20)])
    [Span(start=3, end=5), Span(start=8, end=9)]
    """
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in spans for b in others)
    return [Span(start, end) for start, end in pairs if start < end]


def _lines(card: Card, spans: Sequence[Span]) -> str:
    lines = marked_lines(card.document.text, spans, card.quoted)
    return "".join(f"<p{_heading(card.clause, line)}>{line_to_html(line)}</p>" for line in lines)


def _heading(clause: Clause, line: Sequence[Run]) -> str:
    text = "".join(run.text for run in line)
    return ' class="heading"' if clause.heading and text.endswith(clause.heading) else ""


def _actions(card: Card) -> str:
    links = "".join(_link(caption, clause) for caption, clause in card.links)
    return f'<p class="actions"><button type="button" data-copy="{escape(card.citation)}">复制引文</button>{links}</p>'


def _link(caption: str, clause: Clause) -> str:
    hint = escape(f"{clause.reference} {clause.heading}".strip())
    return f'<button type="button" data-address="{escape(clause.address)}" title="{hint}">{escape(caption)}</button>'


def _following(card: Card) -> str:
    if not card.following:
        return ""
    items = "".join(f"<li>{_link(place(clause, card.document), clause)}</li>" for clause in card.following)
    return f'<div class="following"><h4>下含 {len(card.following)} 条</h4><ul>{items}</ul></div>'
