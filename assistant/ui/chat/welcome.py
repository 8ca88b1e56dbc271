"""What an empty conversation shows: what the assistant is for, what it knows, what can be asked. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.ui.labels import say
from index.library import Library

_DOCUMENTS_NAMED = 5


def welcome_to_html(library: Library, examples: Iterable[str]) -> str:
    """The welcome; pressing an example asks it."""
    names = [document.name for document in library.documents[:_DOCUMENTS_NAMED]]
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    if len(library.documents) > len(names):
        items += f"<li>{say('等 {0} 份', len(library.documents))}</li>"
    return (
        f'<div class="welcome"><h2>{say("问政策文件，答到哪一条")}</h2>'
        f'<p class="promise">{say("每个回答都引到条款原文；文件没写的，直说未载明。")}</p>'
        f"<h3>{say('已收录 {0} 份文件、{1} 条', len(library.documents), len(library.clauses))}</h3>"
        f'<ul class="known" lang="zh-CN">{items}</ul><h3>{say("可以这样问")}</h3>{questions_to_html(examples)}</div>'
    )


def questions_to_html(questions: Iterable[str]) -> str:
    """Questions that are asked by pressing them."""
    buttons = "".join(
        f'<li><button type="button" data-trigger="submit" data-text="{escape(question)}">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="suggested" lang="zh-CN">{buttons}</ul>' if buttons else ""
