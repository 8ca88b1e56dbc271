"""What a summary or a draft is made from: everything a document or a section says of a thing, not only what answers best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose.claims import plain
from assistant.compose.lexicon import Lexicon
from assistant.compose.prompt import DRAFT, SUMMARY
from assistant.knowledge import Ask
from index.clause import Clause, Document

_SUM_UP = "总结|概括|归纳|梳理|综述|概述|汇总|提炼"
_PLEASE = "请|烦请|麻烦|劳驾|帮|忙|给|为|替|我|你|您|能否|能不能|可否|可以|再|先|简要|简单|简短|全面|系统|地|一下|用.{1,6}(?:字|句话)|[，,、 ]"
ASKS_SUMMARY = re.compile(  # asked for, not spoken of (一月一调度、一年一总结)
    rf"^(?:{_PLEASE})*(?:{_SUM_UP})(?!报告|评估|会议|大会|表|性|成|经验)|(?:{_SUM_UP})(?:一下|下|出来)|(?:进行|作|做|写|来|给)(?:出|一|个|份|段|简要|简单|的)*(?:{_SUM_UP}|摘要|概要)"
    rf"|(?:摘要|概要|概述|综述)(?:是什么|吧|呢)?[。？?！!]*$"
)
ASKS_DRAFT = re.compile("起草|草拟|撰写|(?:写|拟)(?:一|个|成)?(?:段|份|篇|个)|介绍一下")
_GENERIC = re.compile(
    "总结|概括|归纳|梳理|综述|摘要|概述|概要|汇总|提炼|起草|草拟|撰写|介绍|汇报|发言|提纲|材料|文字|拟|段|篇|稿|要点|主要|要求|内容|规定|政策|措施|情况|任务|安排|全文|文件|方案|意见|办法|条例|通知|部分|"
    "附件|附表|有关|关于|涉及|相关|针对|围绕|所有|全部|重点|工作|写|份|[章节条]|第[一二三四五六七八九十\\d]+"
)
_ASIDE = frozenset({"title", "annexes", "signature", "note"})
_TOPICS = frozenset({"row", "column", "listed", "body"})
_MOST_DOCUMENTS = 3  # a summary of more is none
_WHOLE = re.compile(rf"全文|通篇|内容|要点|要求|文件|文档|方案|意见|办法|条例|通知|规定|^(?:{_PLEASE})*(?:{_SUM_UP})(?:{_PLEASE}|吧)*[。！!]?$")
_ASKS_MORE = re.compile("哪|多少|谁|几|吗|是否|多久|何时|什么时候|为什么|出自|写在")


def asks_for_points(text: str) -> bool:
    """Whether a question wants a summary and nothing that structure answers better (总结…的核心产业有哪些).

    >>> asks_for_points("总结一下全文"), asks_for_points("一年一总结出自哪一条？")
    (True, False)
    """
    return bool(ASKS_SUMMARY.search(text)) and not _ASKS_MORE.search(text)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a summary or a draft is made from: clauses in reading order, and what it is about (empty: all they say)."""

    clauses: tuple[Clause, ...]
    topics: tuple[str, ...]
    form: str


def gather(ask: Ask, lexicon: Lexicon) -> Gathered | None:
    """The clauses a summary is asked of; None where none is asked for, or the documents hold nothing to make it from."""
    question = ask.question
    form = SUMMARY if ASKS_SUMMARY.search(question.text) else DRAFT if ASKS_DRAFT.search(question.text) else ""
    if not form or question.unknown_document or question.strangers:
        return None
    sections = [passage.clause for passage in question.passages] or _sections(ask)
    documents = question.documents or question.hinted or _all_there_are(ask)
    topics = _topics(ask, sections)
    if topics is None or question.address_missing or not (sections or documents or topics):
        return None
    if not sections and not topics and len(documents) > _MOST_DOCUMENTS:
        return None
    inside = (c for c in ask.library.clauses if c.kind not in _ASIDE and ask.inside(c) and _is_under(c, sections))
    clauses = tuple(clause for clause in inside if _speaks_of(clause, topics, lexicon))
    return Gathered(clauses, topics, form) if clauses else None


def _all_there_are(ask: Ask) -> tuple[Document, ...]:
    """All documents, where they are few and the question can only mean them (总结全文)."""
    documents = ask.library.documents
    meant = len(documents) == 1 or (len(documents) <= _MOST_DOCUMENTS and _WHOLE.search(ask.question.text))
    return documents if meant else ()


def _sections(ask: Ask) -> list[Clause]:
    """The sections whose headings the question names as printed."""
    named = (m for m in ask.question.named("heading") if m.exactness == 1.0)
    found = (clause for m in named for address in m.addresses if (clause := ask.library.clause(address)))
    return [clause for clause in found if ask.inside(clause) and not clause.cells]


def _topics(ask: Ask, sections: Sequence[Clause]) -> tuple[str, ...] | None:
    """What the summary is limited to; None where that stands nowhere in the documents."""
    question = ask.question
    named = [m for m in question.mentions if m.exactness >= 0.9 and m.kinds & _TOPICS]
    headings = "".join(clause.heading for clause in sections) + "".join(m.name + m.asked for m in named)
    topics = [mention.name for mention in named if not any(mention.name == c.heading for c in sections)]
    for word in question.words:
        for piece in _GENERIC.sub(" ", word).split():
            if len(piece) > 1 and plain(piece) not in plain(headings):
                if not ask.library.find_phrase(piece):
                    return None
                topics += [] if named else [piece]  # beside a name a word would only widen
    return tuple(dict.fromkeys(topics))


def _is_under(clause: Clause, sections: Sequence[Clause]) -> bool:
    return not sections or any(clause == s or clause.address.startswith(f"{s.address}/") for s in sections)


def _speaks_of(clause: Clause, topics: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a clause's own words, its heading or the column it is, name one of the topics, and not in a longer name."""
    if not topics:
        return not clause.derived
    own = plain(f"{clause.text}，{clause.heading}" if not clause.derived else clause.label)
    known = lexicon.printed(own)
    return any(topic in known if lexicon.printed(topic) == {topic} else topic in own for topic in map(plain, topics))
