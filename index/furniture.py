"""What a web page prints around a document: its buttons, its path, its table of facts. They are no clause of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.labels import read_label
from index.lines import Line
from index.read.facts import facts_of_lines
from index.tables import is_table_line

_BUTTON = (
    r"[【\[（(]?\s*(?:打印|关闭|收藏|分享|返回|复制)(?:本[页文稿]|此[页文稿]|该页|文章|全文|正文|链接|窗口|页面|首页|列表|顶部|上一?[页级])?\s*[】\]）)]?"
)
_STRONG = re.compile(
    rf"首页(?:\s*[>＞»/·-].*)?|(?:您?当前|您(?:现在)?的?|你的)?(?:所在)?位置\s*[：:].*|(?:{_BUTTON}[\s|｜/·]*)+|字[体号]\s*[：:].*"
    r"|[【\[]\s*大\s*中\s*小\s*[】\]].*|大\s+中\s+小.*|(?:浏览|点击|阅读)(?:次数|量|数)?\s*[：:].*|责任编辑\s*[：:].*|[（(](?:信息|稿件|文章|内容)来源\s*[：:][^（）()]*[）)]"
    r"|扫一扫.*|分享到.*|(?:上|下)一[篇条]\s*[：:].*|相关(?:链接|稿件|文档|解读|阅读)(?:\s*[：:].*)?|版权所有.*|.{0,20}(?:ICP备|公网安备|网站标识码).*|网站地图.*"
)
_WEAK = re.compile(  # an office may write it too: a page's only beside what is unmistakable
    r"(?:发布|更新|公开)(?:时间|日期)\s*[：:].*|(?:信息|稿件|文章|内容)?来源\s*[：:].*|主办(?:单位)?\s*[：:].*|承办(?:单位)?\s*[：:].*|联系我们.*"
    r"|无障碍(?:浏览|阅读|模式|版)?|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}.*"
)
_OTHER_FACT = re.compile(r"[一-龥\s　]{2,12}[：:]\s*[^。；：:]{1,60}")
_LONGEST = 100
_HEAD = 24  # lines in which a head ends
_LEAST = 3  # lines of facts that are a page's table, where no button stands beside them


def is_furniture(text: str, *, surely: bool = False) -> bool:
    """Whether a line is a button, a path or a remark of the web page and no text; `surely`: an office would not write it.

    >>> is_furniture("【打印】 【关闭】"), is_furniture("（信息来源：市政府）"), is_furniture("分享经济发展办法")
    (True, True, False)
    >>> is_furniture("主办单位：市政府"), is_furniture("主办单位：市政府", surely=True)
    (True, False)
    """
    plain = " ".join(text.split())
    shapes = (_STRONG,) if surely else (_STRONG, _WEAK)
    return len(plain) <= _LONGEST and "。" not in plain and any(shape.fullmatch(plain) for shape in shapes)


def states_facts(line: Line) -> bool:
    """Whether a line only says what a page's table says of a document (发文字号：…)."""
    pieces = [piece for piece in line.raw.split("\t") if piece.strip()]
    return bool(pieces) and len(facts_of_lines(pieces)) == len(pieces)


def facts_of(lines: Iterable[Line]) -> dict[str, str]:
    """What lines state of a document, by name."""
    return facts_of_lines(piece for line in lines for piece in line.raw.split("\t"))


def set_aside(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of the page around a document, by index: at its beginning, up to the first sentence or label, and at its end."""
    tail = _tail_start(lines)
    head = range(_head_end(lines[:tail]))
    facts = {at for at in head if states_facts(lines[at])}
    sure = any(_is_button(lines[at], surely=True) for at in head) or len(facts) >= _LEAST
    buttons = {at for at in head if sure and _is_button(lines[at])}
    table = _with_others(lines, facts) if sure and facts else set[int]()
    found = {*buttons, *table, *range(tail, len(lines))}
    return frozenset(found) if len(found) < len(lines) else frozenset()


def _with_others(lines: Sequence[Line], facts: set[int]) -> set[int]:
    """Known facts with those of other names that stand in a row with them (公开属性：…)."""
    found = set(facts)
    for at in range(min(facts) + 1, min(len(lines), _HEAD)):
        if at - 1 in found and not lines[at].gap and _OTHER_FACT.fullmatch(lines[at].text):
            found.add(at)
    return found


def _head_end(lines: Sequence[Line]) -> int:
    """Where the head ends: at the first sentence, label or colon that opens the text, facts of the page aside."""
    for at, line in enumerate(lines[:_HEAD]):
        if states_facts(line) or _is_button(line):
            continue
        if is_table_line(line) or line.text.endswith(("。", "；", "：", ":")) or read_label(line) is not None:
            return at
    return min(len(lines), _HEAD)


def _tail_start(lines: Sequence[Line]) -> int:
    """Where the foot of a page begins: at the first of the buttons that go on to the end."""
    first = next((at for at in range(len(lines), 0, -1) if not _is_button(lines[at - 1])), 0)
    return next((at for at in range(first, len(lines)) if _is_button(lines[at], surely=True)), len(lines))


def _is_button(line: Line, *, surely: bool = False) -> bool:
    return not is_table_line(line) and is_furniture(line.text, surely=surely)
