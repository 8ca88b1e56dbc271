"""The outline of a document: its parts, one inside the other, each a link. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.ui.labels import say
from assistant.ui.links import clause_link
from index.clause import Clause, Document

_CHARACTERS = 28
_UNLISTED = frozenset({"row", "column", "paragraph", "note"})


def outline_to_html(document: Document, current: str = "") -> str:
    """The outline.

    Args:
        current: address of the clause that is looked at.
    """
    items = "".join(_item(clause, current) for clause in listed(document))
    return f'<nav class="outline" aria-label="{say("目录")}"><ul lang="zh-CN">{items}</ul></nav>'


def listed(document: Document) -> Iterator[Clause]:
    """What an outline names: parts with a heading, articles, named places; no rows, no items without heading."""
    for clause in document.clauses:
        if not clause.derived and clause.kind not in _UNLISTED and (clause.heading or clause.kind == "article" or not clause.path):
            yield clause


def _item(clause: Clause, current: str) -> str:
    text = printed_heading(clause)
    shown = text if len(text) <= _CHARACTERS else f"{text[:_CHARACTERS]}…"
    here = ' aria-current="location"' if clause.address == current else ""
    return (
        f'<li class="depth-{min(len(clause.labels), 4)}"><a href="{clause_link(clause.address)}" data-trigger="select" '
        f'data-address="{escape(clause.address)}"{here}>{escape(shown)}</a></li>'
    )


def printed_heading(clause: Clause) -> str:
    """The heading with its numbering as printed; the label where there is none."""
    first = next(iter(clause.to_show().splitlines()), "")
    if not clause.heading or clause.heading not in first:
        return f"{clause.label} {clause.heading}".strip()
    return first[: first.index(clause.heading) + len(clause.heading)]
