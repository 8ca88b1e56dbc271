"""Lines that may be part of a title, and lines that are a whole one."""

from __future__ import annotations

import re
from dataclasses import replace

from index.labels import read_label
from index.lines import Line
from index.tables import is_table_line
from index.text import compact

HISTORY = re.compile(
    r"[（(].*(?:日|通过|公布|发布|修[订正]|批准|公开|删减).*[）)]|自?(?:[公发颁]布|印发|通过)之日起?(?:施行|实施|执行|生效)"
)  # （2019年…通过　2024年…修订）, 发布之日施行
_SENTENCE_END = ("。", "；", "：", ":", "，", "、")
_KINDS = (
    "通知|通报|通告|公告|公报|批复|决定|决议|命令|令|函|请示|报告|议案|纪要|意见|办法|方案|规定|规划|计划|细则|条例|措施|预案|要点"
    "|決定|意見|辦法|規定|規劃|計劃|細則|條例|預案|通報|公報|批復"
)
_NAMED = re.compile(rf"关于|關於|(?:{_KINDS})$")
_WHOLE = re.compile(rf"[^。；：:，]*(?:关于|關於)[^。；：:]*(?:{_KINDS})(?:[（(][^（）()]*[）)])?")
_REMARK_AT_END = re.compile(r"(?<=.)[（(][^（）()]{1,16}[）)]$")
_LINE_LENGTH = 40
_HISTORY_LENGTH = 600
_WHOLE_LENGTH = 120  # a title that names three offices and what they do still stands in one line of a web page


def is_title_like(line: Line) -> bool:
    """A short line that is no sentence, no label and no cell."""
    return (
        0 < len(compact(line.text)) <= _LINE_LENGTH
        and not line.text.endswith(_SENTENCE_END)
        and "。" not in line.text
        and compact(line.text) != "目录"
        and not is_table_line(line)
        and read_label(line) is None
    )


def may_stand_in_title(line: Line) -> bool:
    """A line of a title: short, broken after 、 or ，, the whole of a long one (关于…的通知), or its history."""
    return is_title_like(line) or _breaks(line) or is_whole_title(line) or states_history(line)


def bare_title(title: str) -> str:
    """A title without the remark in brackets at its end, which people leave out.

    >>> bare_title("甲省行动计划（2024—2026年）"), bare_title("乙办法(试行)")
    ('甲省行动计划', '乙办法')
    """
    return _REMARK_AT_END.sub("", title)


def names_document(text: str) -> bool:
    """Whether joined lines read as the name of a document: 关于…, or its kind at the end."""
    return _NAMED.search(text) is not None


def states_history(line: Line) -> bool:
    """A line in brackets that says when a text was passed and amended, however long."""
    text = compact(line.text)
    return len(text) <= _HISTORY_LENGTH and HISTORY.fullmatch(text) is not None and read_label(line) is None and not is_table_line(line)


def _breaks(line: Line) -> bool:
    return line.text.endswith(("、", "，")) and is_title_like(replace(line, text=line.text[:-1]))


def is_whole_title(line: Line) -> bool:
    """A line that is a title by itself, however long: 某局关于…、…的通知."""
    text = compact(line.text)
    return len(text) <= _WHOLE_LENGTH and _WHOLE.fullmatch(text) is not None and not is_table_line(line) and read_label(line) is None
