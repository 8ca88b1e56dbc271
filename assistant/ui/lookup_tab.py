"""The 查条款 tab: an address or a phrase in, clauses out; wiring only, what is shown comes from `looked_up`."""

from __future__ import annotations

from typing import Any

import gradio

from assistant.ui.looked_up import found_to_html, problem_to_html
from assistant.ui.theme import CARDS_SCRIPT
from index.errors import AddressError
from index.library import Library

LOOKUP = "lookup"


def build_lookup_tab(library: Library, tabs: gradio.Tabs, conversation: gradio.HTML) -> None:
    """Lay the tab out inside the current Blocks and wire it.

    Args:
        tabs: the tabs it is one of.
        conversation: where 查看上下文 opens a clause over here.
    """
    wanted = gradio.Textbox(
        label="条款地址或原文片段",
        placeholder="写法不限，例如：三（二）1，附件2，或者原文里的一句话",
        lines=1,
        max_lines=3,
        submit_btn="查找",
        elem_id="wanted",
    )
    found = gradio.HTML(js_on_load=CARDS_SCRIPT, apply_default_css=False, elem_id="found")
    wiring: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def find(text: str) -> str:
        return look_up(library, text)

    def follow(event: gradio.EventData) -> tuple[str, str]:
        return str(event.address), look_up(library, str(event.address))

    def come_over(event: gradio.EventData) -> tuple[gradio.Tabs, str, str]:
        return gradio.Tabs(selected=LOOKUP), *follow(event)

    wanted.submit(find, wanted, found, **wiring)
    found.click(follow, None, [wanted, found], **wiring)
    conversation.click(come_over, None, [tabs, wanted, found], **wiring)


def look_up(library: Library, text: str) -> str:
    """What stands at an address or where a phrase stands, as HTML; else the line that says why there is nothing."""
    try:
        return found_to_html(library.look_up(text), library)
    except AddressError as error:
        return problem_to_html(error.message)
