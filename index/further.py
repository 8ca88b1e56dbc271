"""The title of a further document in the same file: an attached plan, a second notice, an explanation of the first text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.frame import read_number
from index.lines import Line
from index.titles import is_title_like

_DOCUMENT_TITLE = re.compile(
    r"(?:规定|办法|方案|细则|意见|规划|计划|预案|条例|规则|要点|措施|制度|标准|纲要|章程|指南|规范|解读|问答)(?:[（(].{1,10}[）)])?$"
)
_NOTICE_TITLE = re.compile("(?:通知|通报|通告|公告|决定|批复|函|意见|方案|办法)$")
_ADDRESSEES = re.compile(r"\S{2,}[：:]$")


def reads_as_title(lines: Sequence[Line], index: int) -> bool:
    """One to three short lines that together end like the name of a document, a notice with its 文号 or addressees."""
    joined = ""
    for at, line in enumerate(lines[index : index + 3], index + 1):
        if not is_title_like(line):
            return False
        joined += line.text
        if _DOCUMENT_TITLE.search(joined) or (_NOTICE_TITLE.search(joined) and _opens_notice(lines[at : at + 1])):
            return True
    return False


def _opens_notice(below: Sequence[Line]) -> bool:
    """Whether the line below a title is a 文号, or says whom a notice is for."""
    return any(read_number(line) or _ADDRESSEES.fullmatch(line.text) for line in below)
