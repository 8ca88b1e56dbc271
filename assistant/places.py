"""The body of a document and its annexes: which of them a question speaks of, and a question about both as two."""

from __future__ import annotations

import re

from assistant.asking import INTERROGATIVE
from index.clause import Clause

BODY, ANNEX = "body", "annex"
_IN_BODY = re.compile("正文(?:里|中|部分)?")
_SAID_IN_BODY = re.compile("正文(?:里|中|部分|的|让|要|说|写|讲|列|提|靠)")  # 正文好像没给数 asks for what the annex says
_IN_ANNEX = re.compile(
    r"附[件表](?!材料|资料)\s*(?:\d|[一二三四五六七八九十](?!览))?(?:的?(?:布局|重点|一览|明细|分工|任务|目标|指标|标准)?表)?(?:里|中|上)?"
    r"|(?:布局|重点|一览|明细|分工|任务|目标|指标|标准)表(?:里|中|上)?|(?<=[，和与跟])表(?:里|中|上)"
)
_WITH = "(?:[和与跟、及]|还有)(?:后[面边]的?)?"
_BOTH = re.compile(rf"{_IN_BODY.pattern}{_WITH}(?:{_IN_ANNEX.pattern})|(?:{_IN_ANNEX.pattern}){_WITH}{_IN_BODY.pattern}")
_OF_BOTH = re.compile("^(?:这?两[处边个](?:地方)?|都|各自?|分别)+")
_JOIN = re.compile("[，；、。和与跟]")
_TAIL = re.compile("(?:各自?|分别|都)(?=[是有怎写说给列])([^，。]*)$")


def place_of(text: str) -> str:
    """`BODY` or `ANNEX` where a question speaks of one of them only; else nothing.

    >>> place_of("正文里怎么写"), place_of("附表里列了谁"), place_of("正文和附表怎么写"), place_of("由谁牵头")
    ('body', 'annex', '', '')
    """
    body, annex = _SAID_IN_BODY.search(text), _IN_ANNEX.search(text)
    return "" if bool(body) == bool(annex) or _BOTH.search(text) else BODY if body else ANNEX


def is_in(clause: Clause, place: str) -> bool:
    """Whether a clause stands in a place: rows and columns and what an annex holds, or the rest."""
    annexed = clause.kind in {"row", "column", "note"} or any(step.startswith("附") for step in clause.address.split("/")[1:])
    return annexed == (place == ANNEX) if place else True


def in_both(text: str) -> tuple[str, ...]:
    """A question about body and annex as one about each; none where it does not speak of both.

    >>> in_both("文旅的工业旅游点，正文和附表都怎么写？")
    ('文旅的工业旅游点，正文里怎么写？', '文旅的工业旅游点，附表里怎么写？')
    >>> in_both("北斗方面正文里的产业园和附表里的支撑企业各有哪些？")
    ('北斗方面正文里的产业园有哪些？', '北斗方面附表里的支撑企业各有哪些？')
    """
    if both := _BOTH.search(text):
        front, rest = text[: both.start()], _OF_BOTH.sub("", text[both.end() :])
        annex = _IN_ANNEX.search(both.group())
        place = f"{annex.group().rstrip('里中上')}里" if annex else "附表里"
        return f"{front}正文里{rest}", f"{front}{place}{rest}"
    body, annex = _IN_BODY.search(text), _IN_ANNEX.search(text)
    if body is None or annex is None:
        return ()
    first, second = sorted((body, annex), key=re.Match.start)
    joins = list(_JOIN.finditer(text, first.end(), second.start()))
    if not joins:
        return ()
    one, other, front = text[: joins[-1].start()], text[joins[-1].end() :], text[: first.start()]
    tail = _TAIL.search(other)
    if tail and not INTERROGATIVE.search(one):
        one += tail.group(1)
    return one, other if other.startswith(front) else f"{front}{other}"
