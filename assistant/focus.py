"""Which documents a question is answered from: those it names, those it points to where they answer, else all.

The words, names and figures of hundreds of other documents only stand in the way of what one of them says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.gate import Verdict
from assistant.knowledge import Ask
from index.clause import Document
from index.text import compact

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.turn import Turn

ELSEWHERE = 0.5  # confidence from which another document answers than the one that a question points to
MANY = 8  # documents beside each of those meant; fewer do not stand in the way, and their names tell what is theirs
_ALIKE = 0.7  # exactness of a name with one character wrong
_TWO = re.compile("[两二](?:份|个)(?:文件|文|政策|方案|规定|条例|办法|意见)")


def focused(assistant: Assistant, turn: Turn) -> tuple[Assistant, Turn]:
    """The turn with everything filled in, and the assistant over those documents that it was filled in from."""
    assert turn.question is not None
    question = turn.question
    meant = question.documents or question.hinted
    if meant and _among_many(assistant, meant):
        limited, narrowed = _within(assistant, turn, meant)
        if question.documents:
            return limited, _without_strangers(assistant, turn, limited, narrowed)
        whole = assistant.run(turn)
        least = ELSEWHERE if narrowed.draft.refused else max(ELSEWHERE, narrowed.confidence)
        return (assistant, whole) if whole.confidence > least else (limited, narrowed)
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
    about = {*last.documents, *last.hinted, *(clause.document for clause in last.context)} - set(documents)
    spoken = assistant.scopes((*documents, *about)) if about else limited  # what was said before has names of its own
    before = [replace(spoken.understanding.again(each), context=each.context) for each in turn.before]
    question = spoken.understanding(turn.asked, before if about else turn.before)
    if about:
        question = limited.understanding.again(question)
    return limited, limited.run(replace(turn, question=question))


def _without_strangers(assistant: Assistant, turn: Turn, limited: Assistant, narrowed: Turn) -> Turn:
    """A refusal where the question itself names what other documents know, and those that are meant do not hold."""
    question = turn.question
    assert question is not None
    common = assistant.understanding.segmenter.is_common
    exact = (each for each in question.named("row", "column", "heading") if each.exactness == 1.0 and each.asked in turn.asked)
    whole = [each for each in exact if each.kinds & {"row", "column"} or not common(each.name) or f"{each.asked}产业" in turn.asked]
    names = [each.name for each in whole]
    text = "".join(compact(document.text) for document in limited.library.documents) if names else ""
    missing = next((name for name in names if name not in text), "")
    if not missing:
        return narrowed
    judged = zip(narrowed.asks, narrowed.verdicts, strict=True)
    return replace(narrowed, verdicts=tuple(Verdict(None, missing) if missing in ask.question.text else each for ask, each in judged))


def _best_two(ask: Ask) -> tuple[str, ...]:
    """The two documents that a question for 两份文件 means: those that hold the rarest name it asks about, and answer best."""
    names = (mention.name for mention in ask.question.mentions if mention.exactness >= _ALIKE and "word" not in mention.kinds)
    holding = [held for name in names if len(held := _holding(name, ask.library.documents)) > 1]
    rarest = min(holding, key=len, default=())
    best = sorted(ask.retrieved.logits, key=lambda address: -ask.retrieved.logits[address])
    documents = (clause.document for address in best if (clause := ask.library.clause(address)))
    ranked = [each for each in dict.fromkeys(documents) if not rarest or each in rarest]
    return tuple(dict.fromkeys((*ranked, *rarest)))[:2]


def _holding(name: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The documents in whose text a name stands."""
    return tuple(document.address for document in documents if name in document.text)
