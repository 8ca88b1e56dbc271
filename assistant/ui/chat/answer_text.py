"""The text of an answer as HTML: paragraphs, lists and tables of Markdown, and the citation markers as links.

Only blocks are Markdown here. Emphasis, links, headings, code and raw HTML are switched off, because an answer consists
of source text: a `*` or `_` of the document must reach the reader. Printed numbers stay instead of being counted anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.ui.labels import say

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HINT_CHARACTERS = 120
_MARKER = re.compile(r"\[(\d{1,3})\]")


class Hint(NamedTuple):
    """What pointing at a marker shows: where it leads, and the words quoted."""

    reference: str
    quotation: str


def answer_to_html(text: str, turn: int, hints: Mapping[int, Hint]) -> str:
    """An answer's text as HTML.

    Args:
        text: Markdown with `[1]` markers.
        turn: number of the turn in its conversation; part of the link targets.
        hints: by marker; a number in brackets that is not among them stays text.

    >>> answer_to_html("共<5>家[1]", 2, {})
    '<p>共&lt;5&gt;家[1]</p>\\n'
    """
    return str(_renderer().render(text, {"turn": turn, "hints": hints, "used": Counter()}))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("zero", {"breaks": True, "html": False}).enable(["list", "table", "newline"])
    markdown.add_render_rule("text", _text)
    markdown.add_render_rule("ordered_list_open", _plain_list)
    markdown.add_render_rule("ordered_list_close", _plain_list_end)
    markdown.add_render_rule("list_item_open", _item)
    markdown.add_render_rule("table_open", _table)
    markdown.add_render_rule("table_close", _table_end)
    return markdown


def _text(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    def chip(match: re.Match[str]) -> str:
        marker = int(match.group(1))
        if marker not in env["hints"]:
            return match.group()
        env["used"][marker] += 1
        return _chip(env["turn"], marker, env["used"][marker], env["hints"][marker])

    return _MARKER.sub(chip, escape(tokens[index].content))


def _chip(turn: int, marker: int, use: int, hint: Hint) -> str:
    """A marker with the card that hovering or focus shows; pressed it opens the clause beside the chat."""
    key = marker_id(turn, marker) if use == 1 else f"{marker_id(turn, marker)}-{use}"
    quoted = hint.quotation if len(hint.quotation) <= _HINT_CHARACTERS else f"{hint.quotation[:_HINT_CHARACTERS]}…"
    return (
        f'<span class="cite"><a class="marker" id="{key}" href="#{citation_id(turn, marker)}" data-trigger="select" '
        f'data-turn="{turn}" data-marker="{marker}" aria-describedby="{key}-hint">[{marker}]</a>'
        f'<span class="hint" role="tooltip" id="{key}-hint"><b>{escape(hint.reference)}</b>{escape(quoted)}</span></span>'
    )


def _plain_list(*_arguments: Any) -> str:
    return '<ul class="numbered">\n'


def _plain_list_end(*_arguments: Any) -> str:
    return "</ul>\n"


def _item(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    return f'<li><span class="number">{escape(token.info + token.markup)}</span>' if token.info else "<li>"


def _table(*_arguments: Any) -> str:
    return f'<div class="scroller" tabindex="0" role="region" aria-label="{say("表格")}"><table>\n'


def _table_end(*_arguments: Any) -> str:
    return "</table></div>\n"


def citation_id(turn: int, marker: int) -> str:
    """The page-wide name of a citation's card."""
    return f"turn-{turn}-citation-{marker}"


def marker_id(turn: int, marker: int) -> str:
    """The page-wide name of the first of a turn's markers with this number."""
    return f"turn-{turn}-marker-{marker}"
