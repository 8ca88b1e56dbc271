"""A conversation as HTML: question, answer with its markers, what can be done with it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from assistant.conversations.exchange import Exchange
from assistant.phrases import NOT_STATED, UNDERSTOOD
from assistant.quotation import quotation
from assistant.ui.chat.answer_text import Hint, answer_to_html
from assistant.ui.chat.welcome import questions_to_html
from assistant.ui.chat.writer import STOP, written_to_html
from assistant.ui.clause.cells import levels_to_html
from assistant.ui.clause.fate import changes_to_html
from assistant.ui.clause.marking import marks
from assistant.ui.labels import say
from assistant.ui.links import conversation_link, export_link
from index.library import Library

_QUESTION_CHARACTERS = 400
_FIGURES = 2  # rows or columns of a matrix shown below an answer
Legends = Mapping[str, Mapping[str, str]]


def conversation_to_html(turns: Iterable[str], key: str = "") -> str:
    """The whole conversation, of turns that are HTML already; `key` puts its link into the address bar."""
    link = f' data-link="{conversation_link(key)}"' if key else ""
    return f'<div class="conversation" role="log" aria-label="{say("对话")}"{link}>{"".join(turns)}</div>'


def turns_to_html(
    key: str,
    exchanges: Sequence[Exchange],
    legends: Legends,
    ratings: Mapping[int, bool],
    library: Library | None = None,
) -> list[str]:
    """The turns of a stored conversation.

    Args:
        key: the conversation's.
        legends: what the values of a matrix mean, by address of its rows and columns.
        ratings: what was said of the answers, by number of the exchange.
        library: the documents of today, to say what has changed since.
    """
    last = len(exchanges)
    return [
        turn_to_html(key, exchange, turn, legends, ratings.get(exchange.number), last=turn == last, library=library)
        for turn, exchange in enumerate(exchanges, 1)
    ]


def turn_to_html(
    key: str,
    exchange: Exchange,
    turn: int,
    legends: Legends,
    rating: bool | None = None,
    *,
    last: bool = True,
    library: Library | None = None,
) -> str:
    """One turn; `turn` counts from 1 in its conversation."""
    suggested = questions_to_html(exchange.followups) if last else ""
    leading = f'<div class="followups"><h3>{say("接着问")}</h3>{suggested}</div>' if suggested else ""
    again = _again(exchange.answer.question) if last and exchange.answer.fell_back else ""
    changes = changes_to_html(exchange, library) if library else ""
    body = f"{_answer(exchange, turn, legends, changes)}{again}{_tools(key, exchange, rating)}{leading}"
    return _turn(exchange.answer.question, body)


def waiting_to_html(question: str, *, by_model: bool = False) -> str:
    """A turn whose answer is being looked for; when that takes long, it says so by itself."""
    doing = say("模型正在撰写，逐句核对后显示……") if by_model else say("正在查找条款……")
    slow = say("模型较慢时可以停止，选“摘录”再问，马上有答案。") if by_model else say("比平时慢，仍在查找，请稍候。")
    hint = f'<p class="slow">{slow}</p>'
    return _turn(question, f'<div class="answer waiting" role="status"><p>{doing}</p>{STOP if by_model else ""}{hint}</div>')


def stopped_to_html(question: str) -> str:
    """A turn that the reader has stopped; nothing of it is kept."""
    body = f'<p>{say("已停止，没有保存。")}</p>{_again(question)}'
    return _turn(question, f'<div class="answer waiting" role="status">{body}</div>')


def failed_to_html(question: str, reason: str) -> str:
    """A turn that could not be answered, with the one line that says why (HTML)."""
    body = f'<p class="verdict">{say("没有成功")}</p><p>{reason}</p>'
    return _turn(question, f'<div class="answer failed" role="alert">{body}</div>')


def arriving_to_html(exchange: Exchange, turn: int, text: str, *, by_model: bool = False) -> str:
    """A turn whose answer has arrived up to `text`; the rest comes below it, so that nothing moves."""
    answer = replace(exchange.answer, text=text, writer="extractive", removed=(), note="")  # said of it when it is whole
    writing = f'<p class="note" role="status">{say("模型正在撰写，逐句核对后显示……")}</p>{STOP}' if by_model else ""
    return _turn(answer.question, _answer(replace(exchange, answer=answer), turn, {}) + writing)


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


def _turn(question: str, body: str) -> str:
    shown = question.strip()
    if len(shown) > _QUESTION_CHARACTERS:
        shown = f"{shown[:_QUESTION_CHARACTERS]}……"
    heading = escape(shown) or say("（没有内容）")
    return f'<section class="turn"><h2 class="question" lang="zh-CN">{heading}</h2>{body}</section>'


def _answer(exchange: Exchange, turn: int, legends: Legends, changes: str = "") -> str:
    answer = exchange.answer
    hints = {c.marker: Hint(c.reference, quotation(clause, c.spans)) for c, clause in exchange.cited()}
    understood = escape(UNDERSTOOD.format(question=answer.standalone)) if answer.carried else ""
    parts = [
        f'<p class="note understood">{understood}</p>' if understood else "",
        f'<p class="note within">{say("只查：{0}", "、".join(exchange.within))}</p>' if exchange.within else "",
        _verdict(exchange),
        f'<div class="text">{answer_to_html(answer.text, turn, hints)}</div>',
        _figures(exchange, legends),
        *written_to_html(answer),
        changes,
    ]
    return f'<div class="answer{" refused" if answer.refused else ""}" lang="zh-CN">{"".join(parts)}</div>'


def _verdict(exchange: Exchange) -> str:
    """A refusal is named, so that it can be told apart without colours."""
    if not exchange.answer.refused:
        return ""
    return f'<p class="verdict">{say("未载明") if NOT_STATED in exchange.answer.text else say("没有回答")}</p>'


def _figures(exchange: Exchange, legends: Legends) -> str:
    """The rows or columns of a matrix that the answer was read from; nothing where the answer is a table itself."""
    if "|" in exchange.answer.text:
        return ""
    cited = [(citation, clause) for citation, clause in exchange.cited() if clause.address in legends][:_FIGURES]
    shown = [levels_to_html(clause, marks(citation.spans), legends[clause.address]) for citation, clause in cited]
    return f'<div class="figures">{"".join(shown)}</div>' if any(shown) else ""


def _tools(key: str, exchange: Exchange, rating: bool | None) -> str:
    """Exports of this answer, and what the reader thinks of it."""
    number = exchange.number
    wrong = (
        f'<details class="wrong"><summary{_pressed(rating is False)}>{say("有误")}</summary>'
        f'<form data-trigger="like" data-number="{number}" data-useful=""><label>{say("哪里不对？")}'
        f'<input name="reason" maxlength="500"></label><button>{say("提交")}</button></form></details>'
    )
    said = f'<span class="said" role="status">{say("已记下，谢谢。")}</span>' if rating is not None else ""
    return (
        f'<div class="tools"><a href="{export_link(key, "docx", number)}" download>{say("导出 Word")}</a>'
        f'<a href="{export_link(key, "md", number)}" download>{say("导出 Markdown")}</a>'
        f'<button type="button" data-trigger="like" data-number="{number}" data-useful="1"{_pressed(rating is True)}>'
        f"{say('有帮助')}</button>{wrong}{said}</div>"
    )


def _again(question: str) -> str:
    return (
        f'<p class="doing"><button type="button" data-trigger="submit" data-text="{escape(question)}">'
        f"{say('重试')}</button></p>"
    )


def _pressed(pressed: bool) -> str:
    return ' class="pressed"' if pressed else ""
