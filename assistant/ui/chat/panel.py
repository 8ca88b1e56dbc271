"""The evidence beside the chat: clauses cited and clauses only found, in two lists that are never mixed. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.conversations.exchange import Exchange
from assistant.phrases import CANNOT_TELL
from assistant.ui.chat.answer_text import citation_id, marker_id
from assistant.ui.clause.card import Card, Surroundings, cards_to_html
from assistant.ui.labels import say
from index.clause import Clause

Around = Callable[[Clause], Surroundings]


@dataclass(frozen=True, slots=True)
class View:
    """What the panel shows.

    Attributes:
        exchange: whose evidence.
        turn: its number in the conversation, from 1.
        marker: the citation that is opened, 0 for the first.
        clause: another clause that is being read, reached by 上一条 or 下一条.
        name: of that clause's document.
        summoned: when the reader asked for it (any number, another one each time): it then takes the focus, and on a
            small screen comes into view; 0 where it only follows the conversation.
        dismissed: whether the reader has closed it: the focus goes back to the answer.
    """

    exchange: Exchange
    turn: int
    marker: int = 0
    clause: Clause | None = None
    name: str = ""
    summoned: int = 0
    dismissed: bool = False


def panel_to_html(view: View | None, around: Around) -> str:
    """The panel.

    Args:
        around: what stands around a clause in the index of today.
    """
    if view is None:
        return f'<div class="evidence"><p class="empty">{say("回答所依据的条款会显示在这里。")}</p></div>'
    focus = f' data-focus="{escape(_focused(view))}" data-at="{view.summoned}"' if view.summoned or view.dismissed else ""
    parts = "".join([_reading(view, around), _cited(view, around), _related(view, around)])
    empty = f'<p class="empty">{say("这个回答没有引用条款。")}</p>'
    return f'<div class="evidence{" summoned" if view.summoned else ""}"{focus}>{_close(view)}{parts or empty}</div>'


def _close(view: View) -> str:
    """On a small screen the panel covers the chat: a way back."""
    return (
        f'<div class="panel-head"><span>{say("第 {0} 问的依据", view.turn)}</span>'
        f'<button type="button" class="close" data-trigger="clear">{say("收起")}</button></div>'
    )


def _focused(view: View) -> str:
    if view.dismissed:
        return marker_id(view.turn, view.marker or 1)
    return "reading" if view.clause is not None else citation_id(view.turn, view.marker or 1)


def _reading(view: View, around: Around) -> str:
    if view.clause is None:
        return ""
    card = Card(clause=view.clause, name=view.name, target="reading", opened=True, around=around(view.clause))
    return f"<section><h3>{say('正在看')}</h3>{cards_to_html([card])}</section>"


def _cited(view: View, around: Around) -> str:
    opened = 0 if view.clause is not None else view.marker or 1
    cards = [
        Card(
            clause=clause,
            name=view.exchange.documents[clause.document],
            quoted=citation.spans,
            marker=citation.marker,
            target=citation_id(view.turn, citation.marker),
            opened=citation.marker == opened,
            around=around(clause),
            back=marker_id(view.turn, citation.marker),
        )
        for citation, clause in view.exchange.cited()
    ]
    heading = say("最接近的条款（不含答案）") if view.exchange.answer.refused else say("引用条款")
    return _section("cited", heading, cards)


def _related(view: View, around: Around) -> str:
    if CANNOT_TELL in view.exchange.answer.text:  # what a search happens to give is no relation of a question off topic
        return ""
    cards = [
        Card(clause=clause, name=view.exchange.documents[clause.document], around=around(clause))
        for clause in view.exchange.answer.related
    ]
    return _section("related", say("其他相关条款（没有引用）"), cards)


def _section(kind: str, heading: str, cards: Sequence[Card]) -> str:
    return f'<section class="{kind}"><h3>{heading}</h3>{cards_to_html(cards)}</section>' if cards else ""
