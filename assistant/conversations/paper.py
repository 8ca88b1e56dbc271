"""A conversation, or one answer of it, as a paper: sections and one numbered list of citations. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.conversations.exchange import Exchange
from assistant.phrases import LEFT_OUT, REPLACED, UNDERSTOOD, WRITTEN_BY
from assistant.quotation import quotation
from index.clause import Clause

CITATIONS = "引用清单"
_MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Section:
    """One question.

    Attributes:
        understood: how it was; empty where as asked.
        text: its answer with the paper's own markers.
        remarks: how it was written, where a model took part or something was left out.
    """

    question: str
    understood: str
    text: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the list of citations."""

    number: int
    reference: str
    quotation: str
    address: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What an export holds, whatever its form.

    Attributes:
        title: the conversation's.
        sections: in the order asked.
        sources: numbered from 1 in order of first use, none twice.
        state: what it was answered from and when it was written down, one line each.
    """

    title: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    state: tuple[str, ...]


def paper_of(title: str, exchanges: Sequence[Exchange], written: str) -> Paper:
    """The paper of some exchanges.

    Args:
        written: today, ISO 8601.
    """
    numbers: dict[tuple[str, str], Source] = {}
    sections = tuple(_section(exchange, numbers) for exchange in exchanges)
    documents = dict.fromkeys(name for exchange in exchanges for name in _cited_documents(exchange))
    built = dict.fromkeys(exchange.built for exchange in exchanges)
    state = (
        *([f"所引文件：{'、'.join(documents)}"] if documents else []),
        f"索引建立时间：{'、'.join(map(readable, built))}",
        f"导出时间：{readable(written)}",
    )
    return Paper(title, sections, tuple(numbers.values()), state)


def readable(moment: str) -> str:
    """A moment of ISO 8601 for people, to the minute.

    >>> readable("2026-11-22T03:04:05")
    '2026-11-22 03:04'
    """
    return moment.replace("T", " ")[:16]


def _section(exchange: Exchange, numbers: dict[tuple[str, str], Source]) -> Section:
    answer = exchange.answer
    own = {citation.marker: _number(citation, clause, numbers) for citation, clause in exchange.cited()}

    def renumber(match: re.Match[str]) -> str:
        marker = int(match.group(1))
        return f"[{own[marker]}]" if marker in own else match.group()

    understood = UNDERSTOOD.format(question=answer.standalone) if answer.carried else ""
    return Section(answer.question.strip(), understood, _MARKER.sub(renumber, answer.text), tuple(_remarks(answer)))


def _remarks(answer: Answer) -> Iterator[str]:
    if answer.note:
        yield answer.note
    if answer.writer == "model":
        yield WRITTEN_BY.format(model=answer.model)
        if answer.repaired:
            yield REPLACED.format(count=len(answer.repaired))
        if answer.removed:
            yield LEFT_OUT.format(count=len(answer.removed))


def _number(citation: Citation, clause: Clause, numbers: dict[tuple[str, str], Source]) -> int:
    quoted = quotation(clause, citation.spans)
    source = Source(len(numbers) + 1, citation.reference, quoted, citation.address)
    return numbers.setdefault((citation.address, quoted), source).number


def _cited_documents(exchange: Exchange) -> Iterator[str]:
    for _, clause in exchange.cited():
        yield exchange.documents[clause.document]
