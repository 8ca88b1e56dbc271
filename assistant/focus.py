"""Which documents a question is answered from: those it names, those it points to where they answer, else all.

The words, names and figures of hundreds of other documents only stand in the way of what one of them says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.knowledge import Ask

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.turn import Turn

ELSEWHERE = 0.5  # confidence from which another document answers than the one that a question points to
MANY = 8  # documents beside each of those meant; fewer do not stand in the way, and their names tell what is theirs
_TWO = re.compile("[两二](?:份|个)(?:文件|文|政策|方案|规定|条例|办法|意见)")


def focused(assistant: Assistant, turn: Turn) -> tuple[Assistant, Turn]:
    """The turn with everything filled in, and the assistant over those documents that it was filled in from."""
    assert turn.question is not None
    question = turn.question
    meant = question.documents or question.hinted
    if meant and _among_many(assistant, meant):
        limited, narrowed = _within(assistant, turn, meant)
        if question.documents:
            return limited, narrowed
        whole = assistant.run(turn)
        least = ELSEWHERE if narrowed.draft.refused else max(ELSEWHERE, narrowed.confidence)
        return (assistant, whole) if whole.confidence >= least else (limited, narrowed)
    whole = assistant.run(turn)
    pair = () if meant or not _TWO.search(question.text) else _best_two(whole.asks[0])
    if len(pair) == 2 and _among_many(assistant, pair):
        limited, narrowed = _within(assistant, turn, pair)
        if not narrowed.draft.refused:
            return limited, narrowed
    return assistant, whole


def _among_many(assistant: Assistant, documents: Sequence[str]) -> bool:
    return assistant.scopes is not None and len(assistant.library.documents) > MANY * len(documents)


def _within(assistant: Assistant, turn: Turn, documents: Sequence[str]) -> tuple[Assistant, Turn]:
    """The same turn of the documents that are meant, as though there were no others."""
    assert turn.question is not None and assistant.scopes is not None
    limited = assistant.scopes(documents)
    last = turn.before[-1] if turn.before else turn.question
    about = {*last.documents, *last.hinted, *(clause.document for clause in last.context)}
    same = about <= set(documents)  # else what was said before has names that these do not know
    question = limited.understanding(turn.asked, turn.before) if same else limited.understanding.again(turn.question)
    return limited, limited.run(replace(turn, question=question))


def _best_two(ask: Ask) -> tuple[str, ...]:
    """The two documents whose clauses answer best: those that a question for 两份文件 means."""
    best = sorted(ask.retrieved.logits, key=lambda address: -ask.retrieved.logits[address])
    clauses = (clause for address in best if (clause := ask.library.clause(address)))
    return tuple(dict.fromkeys(clause.document for clause in clauses))[:2]
