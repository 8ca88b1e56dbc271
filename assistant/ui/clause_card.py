"""A clause as a card: its reference, the headings above it, its whole text with the quote marked. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.ui.marking import line_to_html, marked_lines
from index.clause import Cell, Clause, Document, Span

_GIST_CHARACTERS = 90


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
        """What is quoted, between quotation marks, a gap as ……; of a table each cell by name. Without quote, all of it."""
        if self.clause.cells:
            cells = [cell for cell in self.clause.cells if not self.quoted or _overlap(cell.span, self.quoted)]
            return "；".join(f"{_name(self.clause, cell)}“{flat(cell.value)}”" for cell in cells)
        pieces, at = "", None
        for start, end in self.quoted or self.clause.spans:
            gap = at is not None and self.document.text[at:start].strip()
            pieces += f"{'……' if gap else ''}{flat(self.document.text[start:end])}"
            at = end
        return f"“{pieces}”"

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


def gist(text: str, characters: int = _GIST_CHARACTERS) -> str:
    """The beginning of a text on one line.

    >>> gist("一、总体要求\\n坚持统筹谋划", 8)
    '一、总体要求 坚…'
    """
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters] + "…"


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
        f'<span class="card-gist">{escape(gist(card.quotation))}</span></span>'
    )


def _path(clause: Clause) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in clause.path if step)
    return f'<ol class="path" aria-label="所在位置">{steps}</ol>' if steps else ""


def _source(card: Card) -> str:
    if card.clause.cells:
        return f"<dl>{''.join(_cell(card, cell) for cell in card.clause.cells)}</dl>"
    return _lines(card, card.clause.spans)


def _cell(card: Card, cell: Cell) -> str:
    name = _name(card.clause, cell)
    return f"<div><dt>{escape(name) or '—'}</dt><dd>{_lines(card, (cell.span,))}</dd></div>"


def _name(clause: Clause, cell: Cell) -> str:
    """What tells a cell from the others of its clause."""
    return cell.row if clause.kind == "column" else cell.column


def _overlap(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _lines(card: Card, spans: Sequence[Span]) -> str:
    lines = marked_lines(card.document.text, spans, card.quoted)
    return "".join(f"<p>{line_to_html(line)}</p>" for line in lines)


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
