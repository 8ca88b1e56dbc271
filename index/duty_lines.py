"""Lines that say who answers for the section above them: （责任单位：…）, 责任单位：…, （某局牵头）; one or several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lines import Line

_ROLE = r"[一-龥]{0,4}(?:责任|牵头|负责|配合|主管|承办|实施|落实|参加|协办)[一-龥]{0,4}\s*[：:]"
_BARE_ROLE = r"(?:责任|牵头|配合|承办|主管|协办|参与|参加|实施|落实)(?:单位|部门)\s*[：:]"
_CLOSED = re.compile(
    rf"^[（(\[［【]\s*(?:{_ROLE}.*|[^（）()]*(?:负责|牵头|配合|落实|实施|参与|指导|不再列出))\s*[。]?[）)\]］】]\s*。?$|^{_BARE_ROLE}.*[^、，]$"
)
_BRACKET_OPEN = re.compile(rf"^[（(\[［【]\s*{_ROLE}[^）)\]］】]*$")
_LIST_OPEN = re.compile(rf"^{_BARE_ROLE}.*[、，]$")
_LONGEST = 8  # lines of one duty


def is_duty_line(line: Line) -> bool:
    """Whether a line is a duty, or the first of several lines that are one."""
    return any(shape.match(line.text) for shape in (_CLOSED, _BRACKET_OPEN, _LIST_OPEN))


def duty_length(lines: Sequence[Line]) -> int:
    """How many of the lines the duty takes that opens with the first: to its bracket, or to where its list ends.

    Raises:
        IndexError: there are no lines.
    """
    if _BRACKET_OPEN.match(lines[0].text):
        ends = (i for i, line in enumerate(lines[1:_LONGEST], 2) if re.search(r"[）)\]］】]\s*。?$", line.text))
    elif _LIST_OPEN.match(lines[0].text):
        ends = (i for i, line in enumerate(lines[1:_LONGEST], 2) if not line.text.endswith(("、", "，")))
    else:
        return 1
    return next(ends, 1)
