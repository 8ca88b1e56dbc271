"""The 问答 tab: wiring between Gradio and the desk, nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio

from assistant.ui.chat.desk import Desk, Stored
from assistant.ui.chat.writer import EXTRACT, MODEL, switch_to_html
from assistant.ui.i18n import WORDS
from assistant.ui.labels import in_language, language_of
from assistant.ui.look.theme import BEHAVIOUR

QUESTIONS = "questions"  # name of the queue that page and API share
CONCURRENT_QUESTIONS = 4  # answered side by side, so that a slow one holds up nobody
CONCURRENT_WRITING = 16  # more of them where a model writes: they wait for it, and not for this machine
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
HTML: dict[str, Any] = {"js_on_load": BEHAVIOUR, "apply_default_css": False}


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The components of the tab, and what each browser session keeps: key, turn and marker in the panel, question
    under way, who writes."""

    sidebar: gradio.HTML
    search: gradio.Textbox
    begin: gradio.Button
    conversation: gradio.HTML
    scope: gradio.Dropdown
    question: gradio.Textbox
    send: gradio.Button
    panel: gradio.HTML
    key: gradio.State
    at: gradio.State
    asked: gradio.State
    switch: gradio.HTML
    writer: gradio.State


def build_chat_tab(desk: Desk) -> ChatTab:
    """Lay the tab out inside the current Blocks and wire it."""
    tab = _lay_out(desk)
    _wire_writer(tab, desk)
    _wire_asking(tab, desk)
    _wire_panel(tab, desk)
    _wire_sidebar(tab, desk)
    return tab


def concurrent_questions(desk: Desk) -> int:
    """How many questions are answered side by side."""
    return CONCURRENT_QUESTIONS + (CONCURRENT_WRITING if desk.has_model else 0)


def user_of(request: gradio.Request) -> str:
    """The signed-in user; everybody is one where there is no sign-in."""
    return request.username or ""


def _lay_out(desk: Desk) -> ChatTab:
    with gradio.Row(elem_classes="workspace"):
        with gradio.Column(elem_classes="sidebar-column"):
            begin = gradio.Button(WORDS("new_conversation"), elem_id="begin")
            search = gradio.Textbox(
                label=WORDS("search_conversations"), placeholder=WORDS("search_conversations"), show_label=False,
                container=False, max_lines=1, elem_id="search",
            )  # fmt: skip
            sidebar = gradio.HTML(elem_id="conversations", **HTML)
        with gradio.Column(elem_classes="chat-column"):
            conversation = gradio.HTML(elem_id="conversation", **HTML)
            scope = gradio.Dropdown(
                choices=[], value=[], multiselect=True, allow_custom_value=True, filterable=True,
                label=WORDS("scope"), elem_id="scope",
            )  # fmt: skip
            switch = gradio.HTML(elem_id="writer", visible=desk.has_model, **HTML)
            with gradio.Row(elem_classes="composer"):
                question = gradio.Textbox(
                    label=WORDS("question"), placeholder=WORDS("question_hint"), show_label=False, container=False,
                    max_lines=6, max_length=20_000, autofocus=True, elem_id="question",
                )  # fmt: skip
                send = gradio.Button(WORDS("ask"), scale=0, min_width=88, elem_id="send")
        with gradio.Column(elem_classes="panel-column"):
            panel = gradio.HTML(elem_id="panel", **HTML)
    states = (gradio.State(""), gradio.State((0, 0)), gradio.State(""))
    writer = gradio.State(MODEL if desk.has_model else EXTRACT)
    return ChatTab(sidebar, search, begin, conversation, scope, question, send, panel, *states, switch, writer)


def shown(desk: Desk, tab: ChatTab, request: gradio.Request, key: str) -> dict[Any, Any]:
    """Everything the tab shows of a conversation; a key that is not the user's shows an empty one."""
    user, language = user_of(request), language_of(request)
    known = key if key and desk.store.conversation(user, key) else ""
    return {
        tab.key: known,
        tab.at: (0, 0),
        tab.conversation: in_language(desk.conversation(user, known), language),
        tab.panel: in_language(desk.panel(user, known), language),
        tab.sidebar: in_language(desk.sidebar(user, known), language),
    }


def outputs_of(tab: ChatTab) -> list[Any]:
    """What `shown` fills."""
    return [tab.key, tab.at, tab.conversation, tab.panel, tab.sidebar]


def switch_html(desk: Desk, writer: str, request: gradio.Request) -> str:
    """The switch between 摘录 and 模型撰写; nothing where no model is configured."""
    client = desk.current.assistant.client
    return in_language(switch_to_html(writer, client.settings.shown), language_of(request)) if client else ""


def _wire_writer(tab: ChatTab, desk: Desk) -> None:
    def choose(request: gradio.Request, event: gradio.EventData) -> tuple[str, str]:
        writer = MODEL if event.writer == MODEL else EXTRACT
        return writer, switch_html(desk, writer, request)

    tab.switch.select(choose, None, [tab.writer, tab.switch], **QUIET)


def _wire_asking(tab: ChatTab, desk: Desk) -> None:
    def ask(
        typed: str, key: str, within: list[str], writer: str, request: gradio.Request, event: gradio.EventData
    ) -> Iterator[dict[Any, Any]]:
        language, text = language_of(request), _pressed(event) or typed
        yield {tab.question: "", tab.asked: text}
        for step in desk.ask(user_of(request), key, text, within, by_model=writer == MODEL):
            if isinstance(step, Stored):
                yield shown(desk, tab, request, step.key)
            else:
                yield {tab.conversation: in_language(step, language)} if step else {tab.asked: text}

    def stop(text: str, key: str, request: gradio.Request) -> str:
        return in_language(desk.stopped(user_of(request), key, text), language_of(request))

    changed = [*outputs_of(tab), tab.question, tab.asked]
    limits: dict[str, Any] = {
        "concurrency_limit": concurrent_questions(desk),
        "concurrency_id": QUESTIONS,
        # what is sent while an extract grows is asked after it; Gradio would wait for ever for an answer that was stopped
        "trigger_mode": "multiple" if desk.has_model else "always_last",
    }
    # One event for all: of several, Gradio cancels those last that began after the reader pressed stop.
    triggers = [tab.question.submit, tab.send.click, tab.conversation.submit]
    asking = gradio.on(triggers, ask, [tab.question, tab.key, tab.scope, tab.writer], changed, **QUIET, **limits)
    tab.conversation.clear(stop, [tab.asked, tab.key], tab.conversation, cancels=[asking], **QUIET)


def _pressed(event: gradio.EventData) -> str:
    """The question that a button of our own HTML asks; empty where one was typed."""
    try:
        return str(event.text)
    except (AttributeError, TypeError):  # Gradio's own components send no data
        return ""


def _wire_panel(tab: ChatTab, desk: Desk) -> None:
    def show(key: str, request: gradio.Request, **what: Any) -> str:
        html = desk.panel(user_of(request), key, summoned=time.time_ns(), **what)
        return in_language(html, language_of(request))

    def open_marker(key: str, request: gradio.Request, event: gradio.EventData) -> tuple[str, tuple[int, int]]:
        at = int(event.turn), int(event.marker)
        return show(key, request, turn=at[0], marker=at[1]), at

    def step(key: str, at: tuple[int, int], request: gradio.Request, event: gradio.EventData) -> str:
        return show(key, request, turn=at[0], address=str(event.address))

    def close(key: str, at: tuple[int, int], request: gradio.Request) -> str:
        html = desk.panel(user_of(request), key, at[0], marker=at[1], dismissed=True)
        return in_language(html, language_of(request))

    def rate(key: str, request: gradio.Request, event: gradio.EventData) -> str:
        reason = str(getattr(event, "reason", ""))
        desk.store.rate(user_of(request), int(event.number), bool(event.useful), reason)
        return in_language(desk.conversation(user_of(request), key), language_of(request))

    tab.conversation.select(open_marker, tab.key, [tab.panel, tab.at], **QUIET)
    tab.conversation.like(rate, tab.key, tab.conversation, **QUIET)
    tab.panel.select(step, [tab.key, tab.at], tab.panel, **QUIET)
    tab.panel.clear(close, [tab.key, tab.at], tab.panel, **QUIET)


def _wire_sidebar(tab: ChatTab, desk: Desk) -> None:
    def open_conversation(request: gradio.Request, event: gradio.EventData) -> dict[Any, Any]:
        return shown(desk, tab, request, str(event.key))

    def begin(request: gradio.Request) -> dict[Any, Any]:
        return shown(desk, tab, request, "")

    def search(text: str, key: str, request: gradio.Request) -> str:
        return in_language(desk.sidebar(user_of(request), key, text), language_of(request))

    def rename(key: str, request: gradio.Request, event: gradio.EventData) -> str:
        desk.store.rename(user_of(request), str(event.key), str(event.title))
        return search("", key, request)

    def delete(key: str, request: gradio.Request, event: gradio.EventData) -> dict[Any, Any]:
        desk.store.delete(user_of(request), str(event.key))
        return shown(desk, tab, request, "" if key == event.key else key)

    everything = outputs_of(tab)
    tab.begin.click(begin, None, everything, **QUIET)
    tab.search.change(search, [tab.search, tab.key], tab.sidebar, trigger_mode="always_last", **QUIET)
    tab.sidebar.select(open_conversation, None, everything, **QUIET)
    tab.sidebar.edit(rename, tab.key, tab.sidebar, **QUIET)
    tab.sidebar.delete(delete, tab.key, everything, **QUIET)


