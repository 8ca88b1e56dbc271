"""The text of an answer as HTML: paragraphs, lists and tables of Markdown, and the citation markers as links.

Only blocks are Markdown here. Emphasis, links, headings, code and raw HTML are switched off, because an answer consists
of source text: a `*` or `_` of the document must reach the reader. Printed numbers stay instead of being counted anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HINT_CHARACTERS = 160
_MARKER = re.compile(r"\[(\d{1,3})\]")


def answer_to_html(text: str, turn: int, hints: Mapping[int, str]) -> str:
    """An answer's text as HTML.

    Args:
        text: Markdown with `[1]` markers.
        turn: number of the turn in its conversation; part of the link targets.
        hints: by marker, what pointing at it shows; a number in brackets that is not among them stays text.

    >>> answer_to_html("共<5>家[1]", 2, {1: "《甲》一、"})
    '<p>共&lt;5&gt;家<a class="marker" href="#turn-2-citation-1" title="《甲》一、">[1]</a></p>\\n'
    """
    return str(_renderer().render(text, {"turn": turn, "hints": hints}))


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
    def link(match: re.Match[str]) -> str:
        marker = int(match.group(1))
        if marker not in env["hints"]:
            return match.group()
        hint = env["hints"][marker]
        hint = escape(hint if len(hint) <= _HINT_CHARACTERS else f"{hint[:_HINT_CHARACTERS]}…")
        return f'<a class="marker" href="#{citation_id(env["turn"], marker)}" title="{hint}">[{marker}]</a>'

    return _MARKER.sub(link, escape(tokens[index].content))


def _plain_list(*_arguments: Any) -> str:
    return '<ul class="numbered">\n'


def _plain_list_end(*_arguments: Any) -> str:
    return "</ul>\n"


def _item(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    return f'<li><span class="number">{escape(token.info + token.markup)}</span>' if token.info else "<li>"


def _table(*_arguments: Any) -> str:
    return '<div class="scroller" tabindex="0" role="region" aria-label="表格"><table>\n'


def _table_end(*_arguments: Any) -> str:
    return "</table></div>\n"


def citation_id(turn: int, marker: int) -> str:
    """The page-wide name of a citation card."""
    return f"turn-{turn}-citation-{marker}"
