"""A conversation as HTML: each turn with its answer and, beside it, the clauses it rests on. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from assistant.answer import Answer, Citation
from assistant.phrases import NOT_STATED, UNDERSTOOD
from assistant.ui.answer_text import answer_to_html, citation_id
from assistant.ui.clause_card import Card, card_to_html
from index.clause import Clause
from index.library import Library

_QUESTION_CHARACTERS = 400
_CONTEXT = "查看上下文"
_DOCUMENTS_NAMED = 5
_PROMISE = "每个回答都引到条款原文，文件没写的就说未载明。"


def welcome_to_html(library: Library) -> str:
    """What the assistant is for and which documents it knows."""
    names = [document.name for document in library.documents[:_DOCUMENTS_NAMED]]
    if len(library.documents) > len(names):
        names.append(f"等 {len(library.documents)} 份")
    known = f"已收录 {len(library.documents)} 份文件、{len(library.clauses)} 条："
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    return (
        f'<div class="welcome-text" lang="zh-CN"><p class="promise">{_PROMISE}</p><p class="known">{known}</p>'
        f'<ul>{items}</ul><p class="try">可以这样问：</p></div>'
    )


def conversation_to_html(turns: Iterable[str]) -> str:
    """The whole conversation, of turns that are HTML already."""
    return f'<div class="conversation" role="log" aria-label="对话" lang="zh-CN">{"".join(turns)}</div>'


def turns_to_html(answers: Iterable[Answer], library: Library) -> list[str]:
    """The turns of a conversation: the question above, the answer and its evidence side by side."""
    return [turn_to_html(answer, number, library) for number, answer in enumerate(answers, 1)]


def turn_to_html(answer: Answer, number: int, library: Library) -> str:
    """One turn; `number` counts from 1 in its conversation."""
    cards = _cited(answer, number, library)
    return _turn(answer.question, f"{_answer(answer, number, cards)}{_evidence(answer, cards, library)}")


def waiting_to_html(question: str) -> str:
    """A turn whose answer is being looked for."""
    return _turn(question, '<div class="answer waiting" role="status">正在查找条款……</div>')


def failed_to_html(question: str, reason: str) -> str:
    """A turn that could not be answered, with the one line that says why."""
    body = f'<p class="verdict">没有成功</p><p>{escape(reason)}</p>'
    return _turn(question, f'<div class="answer failed" role="alert">{body}</div>')


def arriving_to_html(answer: Answer, number: int, text: str, library: Library) -> str:
    """A turn whose answer has arrived up to `text`; its evidence comes with the end, so that nothing moves."""
    part = replace(answer, text=text, removed=())
    return _turn(answer.question, _answer(part, number, _cited(part, number, library)))


def growing(text: str, pieces: int = 4) -> Iterator[str]:
    """Ever longer beginnings of an answer, the whole one left out; cuts fall between lines, never inside a table.

    >>> list(growing("甲\\n乙\\n丙", pieces=2))
    ['甲\\n']
    """
    lines = text.splitlines(keepends=True)
    cuts = [at for at in range(1, len(lines)) if not lines[at].lstrip().startswith("|")]
    step = -(-len(cuts) // (pieces - 1)) or 1
    for at in cuts[::step]:
        yield "".join(lines[:at])


def _turn(question: str, columns: str) -> str:
    shown = question.strip()
    if len(shown) > _QUESTION_CHARACTERS:
        shown = f"{shown[:_QUESTION_CHARACTERS]}……（共 {len(shown)} 字）"
    return (
        f'<section class="turn"><h2 class="question">{escape(shown) or "（没有内容）"}</h2>'
        f'<div class="turn-columns">{columns}</div></section>'
    )


def _answer(answer: Answer, number: int, cards: Iterable[Card]) -> str:
    hints = {card.marker: card.citation for card in cards if card.marker is not None}
    understood = escape(UNDERSTOOD.format(question=answer.standalone)) if answer.carried else ""
    removed = f"核对时删去了 {len(answer.removed)} 处没有依据的表述。" if answer.removed else ""
    parts = [
        _note(understood, "understood"),
        _verdict(answer),
        answer_to_html(answer.text, number, hints),
        _note(removed, "removed"),
    ]
    return f'<div class="answer{" refused" if answer.refused else ""}">{"".join(parts)}</div>'


def _note(text: str, kind: str) -> str:
    return f'<p class="note {kind}">{text}</p>' if text else ""


def _verdict(answer: Answer) -> str:
    """A refusal is named, so that it can be told apart without colours."""
    if not answer.refused:
        return ""
    return f'<p class="verdict">{"未载明" if NOT_STATED in answer.text else "没有回答"}</p>'


def _evidence(answer: Answer, cards: Sequence[Card], library: Library) -> str:
    """The clauses cited and those only found, never in one list."""
    parts = []
    if cards:
        heading = "最接近的条款（不含答案）" if answer.refused else "引用条款"
        parts.append(f"<h3>{heading}</h3>{''.join(map(card_to_html, cards))}")
    if answer.related:
        parts.append(_related(answer.related, library))
    return f'<aside class="evidence" aria-label="依据">{"".join(parts)}</aside>' if parts else ""


def _cited(answer: Answer, turn: int, library: Library) -> list[Card]:
    """The cards of an answer's citations; the first is in view at once."""
    return [
        _citation_card(citation, turn, library, opened=citation is answer.citations[0]) for citation in answer.citations
    ]


def _citation_card(citation: Citation, turn: int, library: Library, *, opened: bool) -> Card:
    clause = library.clause(citation.address)
    if clause is None:
        raise LookupError(f"cited clause is not in the library: {citation.address}")
    return Card(
        clause=clause,
        document=library.document_of(clause),
        quoted=citation.spans,
        marker=citation.marker,
        target=citation_id(turn, citation.marker),
        opened=opened,
        links=((_CONTEXT, clause),),
    )


def _related(clauses: Iterable[Clause], library: Library) -> str:
    cards = [
        card_to_html(Card(clause=clause, document=library.document_of(clause), links=((_CONTEXT, clause),)))
        for clause in clauses
    ]
    return f'<details class="related"><summary>其他相关条款（{len(cards)}）</summary>{"".join(cards)}</details>'
