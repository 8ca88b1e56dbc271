"""The page: three tabs and one API endpoint."""

from __future__ import annotations

from typing import Any

import gradio
from gradio.events import api

from assistant.conversations.store import Store
from assistant.current import Current
from assistant.indexing import last_run
from assistant.ui.chat.desk import Desk
from assistant.ui.chat.tab import (
    CONCURRENT_QUESTIONS,
    HTML,
    QUESTIONS,
    QUIET,
    build_chat_tab,
    concurrent_questions,
    outputs_of,
    shown,
    switch_html,
)
from assistant.ui.chat.writer import EXTRACT, MODEL
from assistant.ui.documents import documents_to_html
from assistant.ui.i18n import WORDS
from assistant.ui.labels import in_language, language_of
from assistant.ui.look.theme import WATCH
from assistant.ui.masthead import masthead_to_html
from assistant.ui.original.page import Place
from assistant.ui.original.tab import ORIGINAL, build_original_tab, original_html

TITLE = "策引"


def build_page(current: Current, store: Store) -> gradio.Blocks:
    """The page, not yet served."""
    desk = Desk(current, store)

    def ask(question: str) -> dict[str, Any]:
        """One question, answered without earlier turns; the object of `ceyin ask --json`."""
        current.follow()
        return current.assistant.ask(question).to_json()

    def documents_html(request: gradio.Request) -> str:
        newer = current.follow()
        html = documents_to_html(current.assistant.library, current.built, last_run(current.settings), newer=newer)
        return in_language(html, language_of(request))

    page = gradio.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        api(ask, api_name="ask", concurrency_limit=concurrent_questions(desk), concurrency_id=QUESTIONS)
        masthead = gradio.HTML(elem_id="masthead", js_on_load=WATCH, apply_default_css=False)
        with gradio.Tabs() as tabs:
            with gradio.Tab(WORDS("chat"), id="chat"):
                chat = build_chat_tab(desk)
            original_tab = gradio.Tab(WORDS("original"), id=ORIGINAL)
            with gradio.Tab(WORDS("documents"), id="documents") as documents_tab:
                documents = gradio.HTML(elem_id="documents", **HTML)
            with original_tab:
                original, place = build_original_tab(desk, tabs, original_tab, chat, documents)
        documents_tab.select(documents_html, None, documents, **QUIET)

        def open_page(request: gradio.Request) -> dict[Any, Any]:
            asked = request.query_params
            opened = shown(desk, chat, request, asked.get("conversation", ""))
            opened[masthead] = in_language(masthead_to_html(request.username or ""), language_of(request))
            opened[chat.switch] = switch_html(desk, MODEL if desk.has_model else EXTRACT, request)
            if asked.get("clause"):
                at = Place(asked["clause"]) if current.assistant.library.clause(asked["clause"]) else Place("", asked["clause"])
                html = original_html(desk, at, opened[chat.key], request)
                opened |= {tabs: gradio.Tabs(selected=ORIGINAL), original: html, place: at}
            return opened

        page.load(open_page, None, [*outputs_of(chat), chat.switch, masthead, tabs, original, place], **QUIET)
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, api_open=False)
    return page
