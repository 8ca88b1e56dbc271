"""The 原文 tab as HTML: what to look up, the outline or what was found, the document. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.ui.clause.marking import FOUND, Mark, marks, reference_marks
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from assistant.ui.original.outline import outline_to_html
from assistant.ui.original.search import found_to_html, problem_to_html
from assistant.ui.original.text import document_to_html
from index.clause import Document, Span
from index.cross_references import CrossReferences
from index.errors import AddressError
from index.library import Library, Passage


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader looks at: a clause (its document's first where empty), and what was looked up."""

    address: str = ""
    wanted: str = ""


def page_to_html(place: Place, library: Library, cited: Sequence[Mark] = (), key: str = "") -> str:
    """The whole tab.

    Args:
        key: of the conversation that is open beside it, empty where none is.
        cited: what the conversation cites of the document.
    """
    if not library.documents:
        return f'<p class="empty">{say("还没有收录文件。")}</p>'
    found, problem = _look_up(place.wanted, library)
    address = place.address or (found[0].clause.address if found else "")
    clause = library.clause(address)
    document = library.document_of(clause) if clause else library.documents[0]
    side = found_to_html(found, library, address) if len(found) > 1 else outline_to_html(document, address)
    looked_up = marks((span for passage in found for span in _marked(passage, document)), FOUND)
    marked = [*cited, *looked_up, *reference_marks(CrossReferences(library).of(document))]
    link = f' data-link="{clause_link(address, key)}"' if place.address else ""
    return (
        f'<div class="original"{link}>{_toolbar(document, library, place.wanted)}{problem}'
        f'<div class="original-columns"><details class="side fold" open><summary>{say("目录")}</summary>{side}</details>'
        f"{document_to_html(document, marked, address)}</div></div>"
    )


def document_at(address: str, library: Library) -> Document | None:
    """The document an address lies in, the first one where there is no such clause."""
    clause = library.clause(address)
    return library.document_of(clause) if clause else next(iter(library.documents), None)


def _look_up(wanted: str, library: Library) -> tuple[tuple[Passage, ...], str]:
    if not wanted.strip():
        return (), ""
    try:
        return library.look_up(wanted), ""
    except AddressError as error:
        return (), problem_to_html(error.message)


def _marked(passage: Passage, document: Document) -> Sequence[Span]:
    return passage.spans if passage.clause.document == document.address else ()


def _toolbar(document: Document, library: Library, wanted: str) -> str:
    options = "".join(
        f'<option value="{escape(each.clauses[0].address)}"{" selected" if each == document else ""}>{escape(each.name)}</option>'
        for each in library.documents
        if each.clauses
    )
    return (
        f'<div class="toolbar"><label class="choose"><span>{say("文件")}</span>'
        f'<select data-trigger="select">{options}</select></label>'
        f'<form class="find" role="search" data-trigger="submit"><label><span>{say("条款地址或原文片段")}</span>'
        f'<input name="wanted" type="search" value="{escape(wanted)}" maxlength="200" '
        f'placeholder="{say("如：三（二）1，附件2，或原文里的一句话")}"></label><button>{say("查找")}</button></form></div>'
    )
