"""A clause as a card: its place, its whole text with the quote marked, who answers for it, what can be done. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.quotation import citation_text, quotation
from assistant.ui.clause.cells import cells_to_html
from assistant.ui.clause.fate import Fate, fate_to_html
from assistant.ui.clause.marking import Mark, Run, excerpt, line_to_html, marked_lines, marks, reference_marks
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from index.clause import Clause, Duty, Span
from index.cross_references import CrossReference
from index.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a clause in the document; empty where the index has changed since.

    Attributes:
        before, after: its neighbours.
        duties: who answers for it, its own or inherited from `owner`.
        owner: the clause above it that the duties stand in, None where they are its own.
        legend: what the values of its cells mean.
        fate: what has become of it since.
        now: the clause as it reads today, where that is otherwise.
        standing: that its document no longer holds, None where nothing says so.
        page: the page it begins on, None where the file has no pages.
        references: the clauses that its text refers to, and that of its items.
        items: what it announces (有下列情形之一的：), where that is short enough to be read with it.
    """

    before: Clause | None = None
    after: Clause | None = None
    duties: Sequence[Duty] = ()
    owner: Clause | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    fate: Fate = ""
    now: Clause | None = None
    standing: Standing | None = None
    page: int | None = None
    references: Sequence[CrossReference] = ()
    items: Sequence[Clause] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows of a clause, and how.

    Attributes:
        clause: the clause.
        name: of the document it belongs to.
        quoted: the part that is marked.
        marker: the citation marker that leads here, None where none does.
        target: page-wide name of the card.
        opened: whether its text is in view from the start.
        around: what stands around it.
        back: name of the element focus returns to, empty where none.
    """

    clause: Clause
    name: str
    quoted: Sequence[Span] = ()
    marker: int | None = None
    target: str = ""
    opened: bool = False
    around: Surroundings = field(default_factory=Surroundings)
    back: str = ""

    @property
    def marked(self) -> list[Mark]:
        """What is quoted, as marks."""
        return marks(self.quoted)


def card_to_html(card: Card) -> str:
    """The card as a `<details>` element; closed it shows place and gist, opened the whole clause."""
    target = f' id="{escape(card.target)}"' if card.target else ""
    opened = " open" if card.opened else ""
    return (
        f'<details class="card"{target}{opened}><summary>{_summary(card)}</summary>'
        f'<div class="card-body">{fate_to_html(card.around.fate)}{_standing(card.around)}{_path(card.clause)}'
        f'<div class="source" lang="zh-CN">{_source(card)}</div>'
        f"{_duties(card.around)}{_actions(card)}</div></details>"
    )


def place(clause: Clause, name: str) -> str:
    """The reference without the document's name, with the clause's own heading.

    For `《方案》（甲发〔2023〕5号）三、（二）1.` that is `三、（二）1. 国铁`.
    """
    numbering = clause.reference.removeprefix(name)
    heading = "" if clause.heading in numbering else clause.heading
    return f"{numbering} {heading}".strip() or clause.label


def _summary(card: Card) -> str:
    badge = f'<span class="card-badge" lang="zh-CN">{escape(card.around.standing.word)}</span>' if card.around.standing else ""
    marker = f'<span class="card-marker">[{card.marker}]</span>' if card.marker is not None else ""
    return (
        f'{marker}<span class="card-title" lang="zh-CN"><span class="card-place">{escape(place(card.clause, card.name))}</span>'
        f'<span class="card-document">{badge}{escape(card.name)}</span><span class="card-gist">{_glance(card)}</span></span>'
    )


def _standing(around: Surroundings) -> str:
    """That the document no longer holds, with what says so, before its text; and the page."""
    badge = f'<p class="card-standing" lang="zh-CN">{escape(str(around.standing))}</p>' if around.standing else ""
    return badge + (f'<p class="card-page">{say("第 {0} 页", around.page)}</p>' if around.page else "")


def _glance(card: Card) -> str:
    if card.clause.cells:
        return escape(quotation(card.clause, card.quoted))
    return line_to_html(excerpt(marked_lines(card.clause, card.clause.spans, card.marked)))


def _path(clause: Clause) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in clause.path if step)
    return f'<ol class="path" aria-label="{say("所在位置")}">{steps}</ol>' if steps else ""


def _source(card: Card) -> str:
    clause, marked = card.clause, [*card.marked, *reference_marks(card.around.references)]
    if clause.cells:
        return cells_to_html(clause, marked, card.around.legend)
    if not card.around.items:
        return "".join(_line(clause, line) for line in marked_lines(clause, clause.spans, marked))
    pieces = sorted(((span, each) for each in (clause, *card.around.items) for span in each.spans), key=lambda piece: piece[0])
    return "".join(_line(each, line) for span, each in pieces for line in marked_lines(each, (span,), marked))


def _line(clause: Clause, line: Sequence[Run]) -> str:
    text = "".join(run.text for run in line)
    kind = "heading" if clause.heading and text.endswith(clause.heading) else ""
    kind = kind or ("duty" if any(_bare(text) == _bare(duty.text) for duty in clause.duties) else "")
    return f'<p class="{kind or "text"}">{line_to_html(line)}</p>'


def _bare(text: str) -> str:
    return text.strip("（）()[]［］ ")


def _duties(around: Surroundings) -> str:
    """Who answers for it, where that stands further up; its own duty line is part of its text."""
    if not around.duties or around.owner is None:
        return ""
    lines = "".join(f"<li>{escape(_bare(duty.text))}</li>" for duty in around.duties)
    where = escape(" ".join([around.owner.label, around.owner.heading]).strip())
    return f'<div class="inherited"><h4>{say("职责分工见上级")} {where}</h4><ul lang="zh-CN">{lines}</ul></div>'


def _actions(card: Card) -> str:
    clause = card.clause
    steps: tuple[tuple[str, Clause | None], ...] = ((say("上一条"), card.around.before), (say("下一条"), card.around.after))
    if card.around.now is not None:
        steps = ((say("现在的原文"), card.around.now),)
    buttons = [
        f'<button type="button" data-copy="{escape(citation_text(clause, card.quoted))}">{say("复制引文")}</button>',
        f'<a href="{clause_link(clause.address)}" data-trigger="submit" data-address="{escape(clause.address)}">'
        f"{say('看原文')}</a>",
        *(_step(caption, other) for caption, other in steps if other is not None),
        f'<a class="back" href="#{escape(card.back)}">{say("回到回答")}</a>' if card.back else "",
    ]
    return f'<div class="actions">{"".join(buttons)}</div>'


def _step(caption: str, clause: Clause) -> str:
    hint = escape(f"{clause.label} {clause.heading}".strip())
    return (
        f'<button type="button" data-trigger="select" data-address="{escape(clause.address)}" title="{hint}">'
        f"{caption}</button>"
    )


def cards_to_html(cards: Iterable[Card]) -> str:
    """Cards one below the other."""
    return "".join(map(card_to_html, cards))
