"""What the values of a matrix mean, out of the notes beneath it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOTE_WORD = re.compile(r"^\s*(?:备?注|说明)\s*[：:]?")


def legend(notes: str, values: Sequence[str]) -> dict[str, str]:
    """What the values of a matrix mean, out of its notes.

    >>> legend("注：核心产业★★★，重点产业★★", ["★★", "★★★"])
    {'★★★': '核心产业', '★★': '重点产业'}
    """
    meanings, body = {}, _NOTE_WORD.sub("", notes)
    for value in sorted(set(values), key=len, reverse=True):
        printed = re.escape(value)
        edge = re.escape(value[0])
        before = re.search(rf"([一-龥]{{2,10}})[为：:（(“]?(?<!{edge}){printed}(?!{edge})", body)
        after = re.search(rf"(?<!{edge}){printed}(?!{edge})[”）)]?(?:表示|为|代表|[：:])?([一-龥]{{2,10}})", body)
        match = before or after
        if match:
            meanings[value] = re.sub(r"(?:表示|为|代表)$", "", match.group(1))
    return meanings
