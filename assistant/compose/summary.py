"""Summaries and drafts: everything a document or a section says of a thing, not only the clauses that answer best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.compose.claims import plain
from assistant.compose.composer import Compose, Composer
from assistant.compose.evidence import numbered, shown
from assistant.compose.lexicon import Lexicon
from assistant.compose.progress import Composed
from assistant.compose.prompt import DRAFT, SUMMARY, rules
from assistant.compose.source import Source
from assistant.draft import Draft, Quote, Statement, item
from assistant.knowledge import Ask
from assistant.model.client import Client
from assistant.quotation import flat
from index.clause import Clause

ASKS_SUMMARY = re.compile("总结|概括|归纳|梳理|综述|摘要|概述|概要|汇总|提炼")
ASKS_DRAFT = re.compile("起草|草拟|撰写|(?:写|拟)(?:一|个|成)?(?:段|份|篇|个)|介绍一下")
PARTIAL = "相关条款共 {found} 条，限于篇幅只概括了其中 {used} 条。"
_GENERIC = re.compile(
    "总结|概括|归纳|梳理|综述|摘要|概述|概要|汇总|提炼|起草|草拟|撰写|介绍|汇报|发言|提纲|材料|文字|拟|段|篇|稿|要点|主要|要求|内容|规定|政策|措施|情况|任务|安排|全文|文件|方案|意见|办法|条例|通知|部分|"
    "附件|附表|有关|关于|涉及|相关|针对|围绕|所有|全部|重点|工作|写|份|[章节条]|第[一二三四五六七八九十\\d]+"
)
_ASIDE = frozenset({"title", "annexes", "signature", "note"})
_TOPICS = frozenset({"row", "column", "listed", "body"})
_POINTS = 15  # sentences of an extractive summary
_MOST_DOCUMENTS = 3  # a summary of more is none


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a summary or a draft is made from: clauses in reading order, and what it is about (empty: all they say)."""

    clauses: tuple[Clause, ...]
    topics: tuple[str, ...]
    form: str


def compose_with(client: Client, lexicon: Lexicon) -> Compose:
    """The write step by a model: summaries over all that matters, everything else over the clauses found."""
    composer = Composer(client, lexicon)

    def compose(asks: Sequence[Ask], draft: Draft) -> Iterator[Composed]:
        gathered = gather(asks[0], lexicon)
        if gathered is not None:
            yield from _summarise(composer, asks[0], gathered)
        elif draft.refused:
            yield Composed(draft)
        else:
            yield from composer(asks, draft)

    return compose


def gather(ask: Ask, lexicon: Lexicon) -> Gathered | None:
    """The clauses a summary is asked of; None where none is asked for, or the documents hold nothing to make it from."""
    question = ask.question
    form = SUMMARY if ASKS_SUMMARY.search(question.text) else DRAFT if ASKS_DRAFT.search(question.text) else ""
    if not form or question.unknown_document or question.strangers:
        return None
    sections = [passage.clause for passage in question.passages] or _sections(ask)
    documents = question.documents or question.hinted
    topics = _topics(ask, sections)
    if topics is None or question.address_missing or not (sections or documents or topics):
        return None
    if not sections and not topics and len(documents) > _MOST_DOCUMENTS:
        return None
    inside = (c for c in ask.library.clauses if c.kind not in _ASIDE and ask.inside(c) and _is_under(c, sections))
    clauses = tuple(clause for clause in inside if _speaks_of(clause, topics, lexicon))
    return Gathered(clauses, topics, form) if clauses else None


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


def _summarise(composer: Composer, ask: Ask, gathered: Gathered) -> Iterator[Composed]:
    question, settings = ask.question.text, composer.settings
    sources = numbered(gathered.clauses, ask.library)
    room = settings.prompt_tokens - len(rules(gathered.form))
    batches = _batches(sources, question, room)[: settings.calls]
    used = sum(map(len, batches))
    draft = extractive_summary(sources, gathered.topics)
    for composed in composer.write(question, batches, draft, form=gathered.form):
        partial = PARTIAL.format(found=len(sources), used=used) if used < len(sources) else ""
        yield composed if composed.note else replace(composed, note=partial)


def _batches(sources: Sequence[Source], question: str, room: int) -> list[list[Source]]:
    """The sources in pieces that fit a prompt each, in reading order."""
    batches: list[list[Source]] = []
    left = 0
    for source in sources:
        size = len(shown(source, question)) + len(source.clause.reference) + 40
        if size > left or not batches:
            batches.append([])
            left = room
        batches[-1].append(source)
        left -= size
    return batches


def extractive_summary(sources: Sequence[Source], topics: Sequence[str]) -> Draft:
    """The first sentence of each clause that names a topic, or of each clause where there is none."""
    points: list[Statement] = []
    for source in sources:
        naming = [s for s in source.sentences if any(plain(topic) in plain(s.text) for topic in topics)]
        for sentence in (naming or list(source.sentences))[:1]:
            column = f"{sentence.column}：" if sentence.column else ""
            points.append(item(f"{column}{flat(sentence.text)}", Quote.sentence(source.clause, sentence)))
    return Draft(tuple(points[:_POINTS]), writer="summary")
