"""The 问答 tab: wiring between Gradio and `Assistant.ask`; what is shown comes from `conversation`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio

from assistant.answer import Answer
from assistant.ui.conversation import (
    arriving_to_html,
    conversation_to_html,
    failed_to_html,
    growing,
    turn_to_html,
    turns_to_html,
    waiting_to_html,
    welcome_to_html,
)
from assistant.ui.theme import CARDS_SCRIPT
from index.errors import CeyinError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

QUESTIONS = "questions"  # name of the queue that page and API share
CONCURRENT_QUESTIONS = 8  # answered side by side, so that a slow one holds up nobody
_EXAMPLES = 6
_FAILED = "程序出错了，请换个说法再问一次。"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the tab, and what each browser session keeps: its answers, the question under way."""

    welcome: gradio.Column
    examples: list[gradio.Button]
    conversation: gradio.HTML
    question: gradio.Textbox
    restart: gradio.Button
    answers: gradio.State
    asked: gradio.State


def build_chat_tab(assistant: Assistant) -> gradio.HTML:
    """Lay the tab out inside the current Blocks and wire it.

    Returns:
        The conversation; a click in it carries the address of a clause to look up.
    """
    parts = _lay_out(assistant)
    _wire(parts, assistant)
    return parts.conversation


def answering(assistant: Assistant, text: str, before: list[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """Ask a question; the conversation as HTML, again and again until the answer is complete.

    Args:
        text: the question as typed.
        before: the answers of this conversation so far; left as it is.

    Yields:
        what is shown, with the answers given by then.
    """
    library = assistant.library
    turns = turns_to_html(before, library)
    yield conversation_to_html([*turns, waiting_to_html(text)]), before
    try:
        answer = assistant.ask(text, before)
    except CeyinError as error:
        yield conversation_to_html([*turns, failed_to_html(text, str(error))]), before
        return
    number = len(before) + 1
    for beginning in growing(answer.text):
        yield conversation_to_html([*turns, arriving_to_html(answer, number, beginning, library)]), before
    yield conversation_to_html([*turns, turn_to_html(answer, number, library)]), [*before, answer]


def _lay_out(assistant: Assistant) -> _Parts:
    with gradio.Column(elem_classes="welcome") as welcome:
        gradio.HTML(welcome_to_html(assistant.library), apply_default_css=False)
        examples = [gradio.Button(text, elem_classes="example") for text in assistant.examples()[:_EXAMPLES]]
    conversation = gradio.HTML(js_on_load=CARDS_SCRIPT, apply_default_css=False, elem_id="conversation")
    with gradio.Row(elem_classes="composer"):
        question = gradio.Textbox(
            label="问题",
            show_label=False,
            placeholder="写下问题",
            max_lines=6,
            container=False,
            autofocus=True,
            submit_btn="提问",
            elem_id="question",
        )
        restart = gradio.Button("新对话", scale=0, min_width=88, elem_classes="quiet")
    return _Parts(welcome, examples, conversation, question, restart, gradio.State([]), gradio.State(""))


def _wire(parts: _Parts, assistant: Assistant) -> None:
    def ask(text: str, before: list[Answer]) -> Iterator[dict[Any, Any]]:
        yield {parts.question: "", parts.asked: text, parts.welcome: gradio.Column(visible=False)}
        for shown, answers in answering(assistant, text, before):
            yield {parts.conversation: shown, parts.answers: answers}

    def fail(text: str, before: list[Answer]) -> str:
        return conversation_to_html([*turns_to_html(before, assistant.library), failed_to_html(text, _FAILED)])

    def begin_again() -> dict[Any, Any]:
        return {parts.welcome: gradio.Column(visible=True), parts.conversation: "", parts.answers: []}

    changed = [parts.question, parts.asked, parts.welcome, parts.conversation, parts.answers]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    limits: dict[str, Any] = {"concurrency_limit": CONCURRENT_QUESTIONS, "concurrency_id": QUESTIONS}
    for source, event in [(parts.question, parts.question.submit), *((each, each.click) for each in parts.examples)]:
        asking = event(ask, [source, parts.answers], changed, **quiet, **limits)
        asking.failure(fail, [parts.asked, parts.answers], parts.conversation, **quiet)
    parts.restart.click(begin_again, None, changed, **quiet)
