"""What a look-up found, as HTML: one clause opened, or the list of those that match. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.clause_card import Card, card_to_html
from index.clause import Clause
from index.library import Library, Passage

_LISTED = 30


def found_to_html(found: Sequence[Passage], library: Library) -> str:
    """The clauses that were found, each with the clauses around it one press away."""
    cards = "".join(card_to_html(_card(passage, library, opened=len(found) == 1)) for passage in found[:_LISTED])
    heading = f"有 {len(found)} 处符合，点开查看：" if len(found) > 1 else ""
    rest = f"另有 {len(found) - _LISTED} 处没有列出，请写得更具体。" if len(found) > _LISTED else ""
    return f'<div class="looked-up" lang="zh-CN">{_count(heading)}{cards}{_count(rest)}</div>'


def _count(text: str) -> str:
    return f'<p class="count" role="status">{text}</p>' if text else ""


def problem_to_html(reason: str) -> str:
    """One line that says why nothing is shown."""
    return f'<div class="looked-up" lang="zh-CN"><p class="problem" role="alert">{escape(reason)}</p></div>'


def _card(passage: Passage, library: Library, *, opened: bool) -> Card:
    clause = passage.clause
    return Card(
        clause=clause,
        document=library.document_of(clause),
        quoted=passage.spans,
        opened=opened,
        links=_around(clause, library),
        following=library.children(clause),
    )


def _around(clause: Clause, library: Library) -> list[tuple[str, Clause]]:
    before, after = library.neighbours(clause)
    captions = (("上一条", before), ("上级", library.parent(clause)), ("下一条", after))
    return [(caption, other) for caption, other in captions if other is not None]
