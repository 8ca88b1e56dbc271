"""One spelling for many: simplified characters, half-width, Arabic years; what cannot be asked is declined here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from assistant.phrases import EMPTY, TOO_LONG
from index.numerals import value

_WIDE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF10, 0xFF5B)) if wide.isalnum()}
_DIALECT = str.maketrans({"咋": "怎么", "啥": "什么"})
_HAN_YEAR = re.compile(r"([一二][零〇○Ｏ0九][一二三四五六七八九零〇○]{2})(?=\s*年)")
_ZERO = re.compile("[○Ｏ0]")
_SHORT_YEAR = re.compile(r"(?<![\d年近前后这])(1[5-9]|2\d)\s*年(?!以|内|期|来|间|度)")
_SPACED_NUMBER = re.compile(r"(?<=\d)\s+(?=年|月|日|亿|万|家|个|%)")


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def normalise(question: str) -> str:
    """The question in simplified characters and half-width digits, years in full, white space collapsed.

    >>> normalise("長株潭軌道交通到二〇二五年，２５年呢，二０二三年呢")
    '长株潭轨道交通到2025年，2025年呢，2023年呢'
    """
    visible = "".join(c for c in question if c in "\n\t " or unicodedata.category(c)[0] != "C")
    text = _simplifier().convert(" ".join(visible.translate(_WIDE).split()))
    text = _HAN_YEAR.sub(lambda match: str(value(_ZERO.sub("〇", match.group(1))) or match.group(1)), text)
    text = _SHORT_YEAR.sub(lambda match: f"20{match.group(1)}年", text)
    return _SPACED_NUMBER.sub("", text).translate(_DIALECT).strip()


def declined(question: str, limit: int) -> str:
    """Why a question cannot be asked, in Chinese: it says nothing, or is longer than `limit` characters; empty if it can."""
    if says_nothing(question):
        return EMPTY
    return TOO_LONG.format(length=len(question), limit=limit) if len(question) > limit else ""


def says_nothing(text: str) -> bool:
    """Whether a text holds no letter, digit or character at all (punctuation, emoji)."""
    return not any(unicodedata.category(character)[0] in "LN" for character in text)
