"""The 问答 tab: wiring between Gradio and `Assistant.ask`; what is shown comes from `conversation`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import gradio

from assistant.answer import Answer
from assistant.ui.conversation import arriving_to_html, conversation_to_html, failed_to_html, growing, waiting_to_html
from assistant.ui.theme import CARDS_SCRIPT
from index.errors import CeyinError
from index.library import Library

if TYPE_CHECKING:
    from assistant.assistant import Assistant

CONCURRENT_QUESTIONS = 8  # answered side by side, so that a slow one holds up nobody
_EXAMPLES = 6
_DOCUMENTS_NAMED = 4


def build_chat_tab(assistant: Assistant) -> gradio.HTML:
    """Lay the tab out inside the current Blocks and wire it.

    Returns:
        The conversation; a click in it carries the address of a clause to look up.
    """
    answers = gradio.State([])
    with gradio.Column(elem_classes="welcome") as welcome:
        gradio.HTML(welcome_to_html(assistant.library), apply_default_css=False)
        examples = [gradio.Button(text, elem_classes="example") for text in assistant.examples()[:_EXAMPLES]]
    conversation = gradio.HTML(js_on_load=CARDS_SCRIPT, apply_default_css=False, elem_id="conversation")
    with gradio.Row(elem_classes="composer"):
        question = gradio.Textbox(
            placeholder="写下问题", show_label=False, label="问题", container=False, lines=1, max_lines=6,
            autofocus=True, submit_btn="提问", scale=1, elem_id="question",
        )
        restart = gradio.Button("新对话", scale=0, min_width=88, elem_classes="quiet")

    def ask(text: str, before: list[Answer]) -> Iterator[dict[Any, Any]]:
        library = assistant.library
        yield {
            question: "",
            welcome: gradio.Column(visible=False),
            conversation: conversation_to_html(before, library, waiting_to_html(text)),
        }
        try:
            answer = assistant.ask(text, before)
        except CeyinError as error:
            yield {conversation: conversation_to_html(before, library, failed_to_html(text, str(error)))}
            return
        for beginning in growing(answer.text):
            arriving = arriving_to_html(answer, len(before) + 1, beginning, library)
            yield {conversation: conversation_to_html(before, library, arriving)}
        after = [*before, answer]
        yield {answers: after, conversation: conversation_to_html(after, library)}

    outputs = [question, welcome, conversation, answers]
    wiring: dict[str, Any] = {
        "outputs": outputs,
        "concurrency_limit": CONCURRENT_QUESTIONS,
        "concurrency_id": "questions",
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    question.submit(ask, [question, answers], **wiring)
    for example in examples:
        example.click(ask, [example, answers], **wiring)
    restart.click(lambda: ("", gradio.Column(visible=True), "", []), None, api_visibility="private", outputs=outputs)
    return conversation


def welcome_to_html(library: Library) -> str:
    """What the assistant is for and which documents it knows."""
    names = "".join(f"<li>{escape(document.name)}</li>" for document in library.documents[:_DOCUMENTS_NAMED])
    more = len(library.documents) - _DOCUMENTS_NAMED
    rest = f"<li>等 {len(library.documents)} 份</li>" if more > 0 else ""
    return (
        '<div class="welcome-text" lang="zh-CN"><p class="promise">每个回答都引到条款原文，文件没写的就说未载明。</p>'
        f'<p class="known">已收录 {len(library.documents)} 份文件、{len(library.clauses)} 条：</p><ul>{names}{rest}</ul>'
        '<p class="try">可以这样问：</p></div>'
    )
