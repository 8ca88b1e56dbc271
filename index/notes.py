"""Notes beneath a table: where one opens, and which of the lines below it are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.labels import ITEMS, Label, read_label
from index.lines import Line

NOTE = re.compile(r"(?:备?注|说明)\s*\d{0,2}\s*[：:]\s*")
_ENDS = ("。", "；", "！", "？", "”", "）")


def opens_note(line: Line) -> bool:
    """Whether a line opens a note: 注：…, 备注：…, 注1：…"""
    return NOTE.match(line.text) is not None


def goes_on_in_note(note: Sequence[Line], line: Line, label: Label | None) -> bool:
    """Whether a line below a note is part of it: the next of its numbers, or what its open line goes on with.

    Args:
        note: the lines of the note so far, its first among them.
        label: of the line in question.
    """
    if label is None:
        above = note[-1].text
        return above.endswith(("：", ":")) or (not line.gap and not above.endswith(_ENDS))
    reached = _last_number(note)
    if reached is None:
        bare = not NOTE.sub("", note[0].text, count=1)
        return bare and len(note) == 1 and label.kind in ITEMS and label.value == 1
    return (label.kind, label.value) == (reached.kind, reached.value + 1)


def _last_number(note: Sequence[Line]) -> Label | None:
    """The last number in a note; the first may stand behind the word 注 itself (注：1.…)."""
    first = replace(note[0], text=NOTE.sub("", note[0].text, count=1))
    labels = (read_label(line) for line in (first, *note[1:]))
    return next((label for label in reversed(list(labels)) if label is not None), None)
