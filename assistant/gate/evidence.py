"""What a draft's evidence says of a question, measured in weighted character pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.knowledge import Ask, pairs
from index.clause import Clause

_QUESTION_WORDS = re.compile(
    r"请问|请|什么|哪些|哪个|哪几个|哪几|哪里|哪|多少|几|怎么|如何|为什么|是不是|是否|有没有|分别|各|都|文件|方案|意见|政策|规定|提出|提到|目标"
    r"|列出|列|一下|有|是|的|了|吗|呢|吧|啊|要|到|在|由|和|与|跟|以及|还|会|能|把|被|给|让|里|中|上|下|为|对|从|谁|\d+年|主要|具体|相关"
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a question's content by weight, each 0 to 1.

    Attributes:
        said: what the quotes and the headings above them say.
        elsewhere: what stands in the documents, but not in the quotes.
        known: what stands anywhere in the documents.
    """

    said: float
    elsewhere: float
    known: float


def content(question: str) -> set[str]:
    """Character pairs of a question without the words that only ask."""
    return pairs(_QUESTION_WORDS.sub(" ，", question))


def cover(ask: Ask, draft: Draft) -> Coverage:
    """How far a draft's evidence speaks of what the question speaks of; a question without content counts as covered."""
    asked = content(ask.question.body)
    evidence = pairs(quoted_text(draft) + "".join(above(ask, clause) for clause in draft.clauses))
    weight = ask.knowledge.weight
    total = sum(map(weight, asked))
    if not total:
        return Coverage(1.0, 0.0, 1.0)
    said = sum(map(weight, asked & evidence))
    there = {pair for pair in asked if ask.knowledge.occurs(pair)}
    return Coverage(said / total, sum(map(weight, there - evidence)) / total, sum(map(weight, there)) / total)


def known(ask: Ask) -> float:
    """Share of a question's content, by weight, that occurs anywhere in the documents."""
    asked = content(ask.question.body)
    total = sum(map(ask.knowledge.weight, asked))
    return sum(ask.knowledge.weight(pair) for pair in asked if ask.knowledge.occurs(pair)) / total if total else 0.0


def quoted_text(draft: Draft) -> str:
    """The quotes of a draft and the structure its writer read from them."""
    quotes = "，".join(quote.text for statement in draft.statements for quote in statement.quotes)
    return quotes + "，" + "，".join(part.text for statement in draft.statements for part in statement.parts)


def above(ask: Ask, clause: Clause) -> str:
    """Headings, labels and document names over a clause."""
    document = ask.library.document_of(clause)
    names = (document.title, document.full_title, document.number, "".join(document.issuers))
    return "，".join((*clause.path, clause.heading, clause.label, *names))
