"""The words of the page itself, Chinese in the code, English by a switch; what documents and answers say is never touched.

A rendering function writes `say("引用条款")`; what that gives cannot be forged by a text, because every text is escaped and
this begins with `<`. `in_language` turns it into words when the HTML leaves the server.
"""

from __future__ import annotations

import re
from html import escape
from typing import Protocol

from assistant.ui.english import ENGLISH

CHINESE, OTHER = "zh-CN", "en"
COOKIE = "ceyin-language"
_TOKEN = re.compile(r"<say:([^<>]*)>")
_SEPARATOR = "\x1f"


class _HasCookies(Protocol):
    @property
    def cookies(self) -> dict[str, str]: ...


def say(text: str, *values: object) -> str:
    """A label in HTML, in the reader's language later; `{0}`, `{1}` stand for values.

    >>> in_language(f"<p>{say('有 {0} 处符合', 3)}</p>", CHINESE)
    '<p>有 3 处符合</p>'
    """
    return f"<say:{_SEPARATOR.join([escape(text), *(escape(str(value)) for value in values)])}>"


def in_language(html: str, language: str) -> str:
    """HTML with its labels in a language."""

    def word(match: re.Match[str]) -> str:
        text, *values = match.group(1).split(_SEPARATOR)
        return (ENGLISH.get(text, text) if language == OTHER else text).format(*values)

    return _TOKEN.sub(word, html)


def language_of(request: _HasCookies | None) -> str:
    """The language a reader has chosen; Chinese unless another one was."""
    return OTHER if request is not None and request.cookies.get(COOKIE) == OTHER else CHINESE
