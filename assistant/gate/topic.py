"""Whether a question speaks of what the documents are about."""

from __future__ import annotations

from assistant.asking import SMALL_TALK
from assistant.gate.evidence import known
from assistant.knowledge import Ask

EVERYDAY_WEIGHT = 0.75
KNOWN_WEIGHT = 0.2
HINT_WEIGHT = 0.02  # for pointing to a document without naming it (省里有什么办法)
LEAST_CLOSENESS = 0.17


def about_documents(ask: Ask) -> bool:
    """Whether a question names a document or a clause, quotes one, or is nearer to the passages than to questions of everyday life."""
    question = ask.question
    if SMALL_TALK.search(question.text):
        return False
    named = question.documents or question.passages or question.address_missing
    return bool(named) or any(map(ask.library.find_phrase, question.phrases)) or closeness(ask) >= LEAST_CLOSENESS


def closeness(ask: Ask) -> float:
    """How much nearer a question is to the documents than to everyday life: cosines, the share of its words they use, a hint."""
    hint = HINT_WEIGHT * bool(ask.question.hinted)
    return ask.retrieved.cosine - EVERYDAY_WEIGHT * ask.retrieved.everyday + KNOWN_WEIGHT * known(ask) + hint
