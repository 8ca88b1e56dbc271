"""The page: three tabs and one API endpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio
from gradio.events import api

from assistant.conversations.store import Store
from assistant.current import Current
from assistant.indexing import last_run
from assistant.keeper import Keeper
from assistant.ui.chat.desk import Desk
from assistant.ui.chat.tab import (
    CONCURRENT_QUESTIONS,
    HTML,
    QUESTIONS,
    QUIET,
    ChatTab,
    build_chat_tab,
    concurrent_questions,
    outputs_of,
    shown,
    switch_html,
    user_of,
)
from assistant.ui.chat.writer import EXTRACT, MODEL
from assistant.ui.documents import documents_to_html
from assistant.ui.i18n import WORDS
from assistant.ui.labels import in_language, language_of
from assistant.ui.look.theme import BEHAVIOUR, UPLOADING, WATCH
from assistant.ui.masthead import masthead_to_html
from assistant.ui.original.page import Place
from assistant.ui.original.tab import ORIGINAL, build_original_tab, original_html

TITLE = "策引"


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page, and the place that each browser session has open in the original."""

    masthead: gradio.HTML
    tabs: gradio.Tabs
    chat: ChatTab
    original: gradio.HTML
    place: gradio.State
    documents_tab: gradio.Tab
    documents: gradio.HTML


def build_page(current: Current, store: Store, keeper: Keeper, may_edit: Callable[[str], bool]) -> gradio.Blocks:
    """The page, not yet served.

    Args:
        may_edit: whether a user may add and remove documents.
    """
    desk = Desk(current, store)
    page = gradio.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        _add_endpoint(desk)
        parts = _lay_out(desk)
        _wire_documents(parts, desk, keeper, may_edit)
        _wire_opening(page, parts, desk)
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, api_open=False)
    return page


def _add_endpoint(desk: Desk) -> None:
    def ask(question: str) -> dict[str, Any]:
        """One question, answered without earlier turns; the object of `ceyin ask --json`."""
        desk.current.follow()
        return desk.current.assistant.ask(question).to_json()

    api(ask, api_name="ask", concurrency_limit=concurrent_questions(desk), concurrency_id=QUESTIONS)


def _lay_out(desk: Desk) -> Parts:
    masthead = gradio.HTML(elem_id="masthead", js_on_load=WATCH, apply_default_css=False)
    with gradio.Tabs() as tabs:
        with gradio.Tab(WORDS("chat"), id="chat"):
            chat = build_chat_tab(desk)
        original_tab = gradio.Tab(WORDS("original"), id=ORIGINAL)
        with gradio.Tab(WORDS("documents"), id="documents") as documents_tab:
            documents = gradio.HTML(elem_id="documents", **{**HTML, "js_on_load": BEHAVIOUR + UPLOADING})
        with original_tab:
            original, place = build_original_tab(desk, tabs, original_tab, chat, documents)
    return Parts(masthead, tabs, chat, original, place, documents_tab, documents)


def _wire_documents(parts: Parts, desk: Desk, keeper: Keeper, may_edit: Callable[[str], bool]) -> None:
    def documents_html(request: gradio.Request) -> str:
        newer, opened = desk.current.follow(), desk.current.opened
        state = keeper.state if may_edit(user_of(request)) else None
        run = last_run(desk.current.settings)
        html = documents_to_html(opened.assistant.library, opened.built, run, newer=newer, keeping=state)
        return in_language(html, language_of(request))

    def remove(request: gradio.Request, event: gradio.EventData) -> str:
        if may_edit(user_of(request)):
            keeper.remove(str(event.address))
        return documents_html(request)

    parts.documents_tab.select(documents_html, None, parts.documents, **QUIET)
    parts.documents.edit(documents_html, None, parts.documents, **QUIET)
    parts.documents.delete(remove, None, parts.documents, **QUIET)


def _wire_opening(page: gradio.Blocks, parts: Parts, desk: Desk) -> None:
    """What a link asks for: a conversation, a clause in the original."""
    chat = parts.chat

    def open_page(request: gradio.Request) -> dict[Any, Any]:
        asked = request.query_params
        opened = shown(desk, chat, request, asked.get("conversation", ""))
        opened[chat.scope] = gradio.Dropdown(choices=desk.documents())
        opened[parts.masthead] = in_language(masthead_to_html(request.username or ""), language_of(request))
        opened[chat.switch] = switch_html(desk, MODEL if desk.has_model else EXTRACT, request)
        if asked.get("clause"):
            known = desk.current.assistant.library.clause(asked["clause"])
            at = Place(asked["clause"]) if known else Place("", asked["clause"])
            html = original_html(desk, at, opened[chat.key], request)
            opened |= {parts.tabs: gradio.Tabs(selected=ORIGINAL), parts.original: html, parts.place: at}
        return opened

    outputs = [*outputs_of(chat), chat.scope, chat.switch, parts.masthead, parts.tabs, parts.original, parts.place]
    page.load(open_page, None, outputs, **QUIET)
