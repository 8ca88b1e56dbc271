"""What a draft's evidence says of a question, measured in weighted character pairs."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.asking import QUESTION_WORDS
from assistant.draft import Draft
from assistant.knowledge import Ask, pairs
from index.clause import Clause


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a question's content by weight, each 0 to 1.

    Attributes:
        said: what the quotes and the headings above them say.
        elsewhere: what stands in the documents, but not in the quotes.
    """

    said: float
    elsewhere: float


def content(question: str) -> set[str]:
    """Character pairs of a question without the words that only ask."""
    return pairs(QUESTION_WORDS.sub(" ，", question))


def cover(ask: Ask, draft: Draft) -> Coverage:
    """How far a draft's evidence speaks of what the question speaks of; a question without content counts as covered."""
    asked = content(ask.question.body)
    evidence = pairs(evidence_text(ask, draft))
    weight = ask.knowledge.weight
    total = sum(map(weight, asked))
    if not total:
        return Coverage(1.0, 0.0)
    said = sum(map(weight, asked & evidence))
    elsewhere = sum(weight(pair) * ask.knowledge.presence(pair) for pair in asked - evidence)
    return Coverage(said / total, elsewhere / total)


def known(ask: Ask) -> float:
    """Share of a question's content, by weight, that occurs anywhere in the documents."""
    asked = content(ask.question.body)
    total = sum(map(ask.knowledge.weight, asked))
    return sum(ask.knowledge.weight(pair) for pair in asked if ask.knowledge.occurs(pair)) / total if total else 0.0


def evidence_text(ask: Ask, draft: Draft) -> str:
    """The quotes of a draft, what its writer read from them, and what stands above their clauses."""
    return quoted_text(draft) + "".join(_above(ask, clause) for clause in draft.clauses)


def quoted_text(draft: Draft) -> str:
    """The quotes of a draft and the structure its writer read from them."""
    quotes = "，".join(quote.text for statement in draft.statements for quote in statement.quotes)
    return quotes + "，" + "，".join(part.text for statement in draft.statements for part in statement.parts)


def _above(ask: Ask, clause: Clause) -> str:
    """Headings, labels and document names over a clause, and the sentence that announces an item."""
    document = ask.library.document_of(clause)
    names = (document.title, document.full_title, document.number, "".join(document.issuers))
    return "，".join((*clause.path, clause.lead, clause.heading, clause.label, *names))
