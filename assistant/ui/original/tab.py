"""The 原文 tab: wiring between Gradio and the document."""

from __future__ import annotations

import gradio

from assistant.ui.chat.desk import Desk
from assistant.ui.chat.tab import HTML, QUIET, ChatTab, user_of
from assistant.ui.clause.marking import Mark, marks
from assistant.ui.labels import in_language, language_of
from assistant.ui.original.page import Place, document_at, page_to_html

ORIGINAL = "original"


def build_original_tab(
    desk: Desk, tabs: gradio.Tabs, tab: gradio.Tab, chat: ChatTab, documents: gradio.HTML
) -> tuple[gradio.HTML, gradio.State]:
    """Lay the tab out inside the current Blocks and wire it.

    Args:
        tabs: the tabs it is one of.
        tab: itself.
        chat: 看原文 leads here from its panel, and what its conversation cites is marked.
        documents: the names in its list lead here.

    Returns:
        what shows the document, and where the reader is.
    """
    original = gradio.HTML(elem_id="original", **HTML)
    place = gradio.State(Place())

    def show(at: Place, key: str, request: gradio.Request) -> tuple[str, Place]:
        return original_html(desk, at, key, request), at

    def go(at: Place, key: str, request: gradio.Request, event: gradio.EventData) -> tuple[str, Place]:
        address = str(getattr(event, "address", "") or getattr(event, "value", ""))
        return show(Place(address, at.wanted), key, request)

    def find(key: str, request: gradio.Request, event: gradio.EventData) -> tuple[str, Place]:
        return show(Place("", str(event.wanted)), key, request)

    def forget(at: Place, key: str, request: gradio.Request) -> tuple[str, Place]:
        return show(Place(at.address), key, request)

    def come_over(key: str, request: gradio.Request, event: gradio.EventData) -> tuple[gradio.Tabs, str, Place]:
        return gradio.Tabs(selected=ORIGINAL), *show(Place(str(event.address)), key, request)

    shown = [original, place]
    tab.select(show, [place, chat.key], shown, **QUIET)
    original.select(go, [place, chat.key], shown, **QUIET)
    original.submit(find, chat.key, shown, **QUIET)
    original.clear(forget, [place, chat.key], shown, **QUIET)
    for source in (chat.panel, documents):
        source.submit(come_over, chat.key, [tabs, *shown], **QUIET)
    return original, place


def original_html(desk: Desk, place: Place, key: str, request: gradio.Request) -> str:
    """The tab, what the conversation cites marked."""
    library = desk.current.assistant.library
    document = document_at(place.address, library)
    cited = cited_marks(desk, user_of(request), key, document.address) if document else []
    return in_language(page_to_html(place, library, cited, key), language_of(request))


def cited_marks(desk: Desk, user: str, key: str, document: str) -> list[Mark]:
    """What a conversation cites of a document, where the document still reads as it did."""
    library = desk.current.assistant.library
    return [
        mark
        for exchange in (desk.store.exchanges(user, key) if key else ())
        for citation, clause in exchange.cited()
        if clause.document == document and library.clause(clause.address) == clause
        for mark in marks(citation.spans)
    ]
