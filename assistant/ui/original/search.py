"""What a look-up found: clauses by address, or where a phrase stands. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.clause.card import place
from assistant.ui.clause.marking import FOUND, excerpt, line_to_html, marked_lines, marks
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from index.library import Library, Passage

_LISTED = 50


def found_to_html(found: Sequence[Passage], library: Library, current: str = "") -> str:
    """The places found, each a link that opens the document there."""
    items = "".join(_item(passage, library, current) for passage in found[:_LISTED])
    rest = f'<p class="count">{say("另有 {0} 处没有列出，请写得更具体。", len(found) - _LISTED)}</p>' if len(found) > _LISTED else ""
    return (
        f'<section class="found"><p class="count" role="status">{say("有 {0} 处符合", len(found))}'
        f'<button type="button" data-trigger="clear">{say("清除")}</button></p><ol>{items}</ol>{rest}</section>'
    )


def problem_to_html(reason: str) -> str:
    """One line that says why nothing was found."""
    return f'<p class="problem" role="alert" lang="zh-CN">{escape(reason)}</p>'


def _item(passage: Passage, library: Library, current: str) -> str:
    clause = passage.clause
    document = library.document_of(clause)
    glance = line_to_html(excerpt(marked_lines(clause, clause.spans, marks(passage.spans, FOUND)), characters=48))
    here = ' aria-current="location"' if clause.address == current else ""
    return (
        f'<li lang="zh-CN"><a href="{clause_link(clause.address)}" data-trigger="select" '
        f'data-address="{escape(clause.address)}"{here}><b>{escape(place(clause, document.name))}</b>'
        f"<small>{escape(document.number or document.title)}</small><span>{glance}</span></a></li>"
    )
