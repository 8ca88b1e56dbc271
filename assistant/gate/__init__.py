"""Whether the documents hold an answer: what a question demands against what the evidence says.

Demands come first: each must be met by the evidence itself. What meets them all still needs a question that is about
the documents and a draft that is likely enough to answer it; both operating points are calibrated on the development
questions, see docs/gate.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking import SMALL_TALK
from assistant.draft import Draft, Quote, distinct, line
from assistant.gate.amounts import asks_amount
from assistant.gate.confidence import LEAST_CONFIDENCE, confidence
from assistant.gate.demands import demands
from assistant.gate.second import with_second
from assistant.gate.topic import about_documents
from assistant.knowledge import Ask
from assistant.phrases import CANNOT_TELL, NEAREST, NOT_STATED

_FIRST = 0.05  # what another passage has to be more confident by than the first
_SURER = 0.3  # what a passage has to be more confident by than a figure
_DOUBTFUL = 0.8  # confidence below which a passage is shown with the next
_RIVAL = 0.4  # share of its confidence that the next has to have


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision: the draft that may be shown, or what is missing.

    Attributes:
        draft: what may be shown; None where nothing may.
        missing: what the question demands and no evidence holds.
        topical: whether the question is about the documents at all.
        confidence: probability, 0 to 1, that the draft answers; 0 without one.
    """

    draft: Draft | None
    missing: str = ""
    topical: bool = True
    confidence: float = 0.0


def judge(ask: Ask, written: Sequence[Draft]) -> Verdict:
    """The first draft whose evidence holds what the question demands, and that is likely enough to answer it."""
    if ask.question.unknown_document:
        return Verdict(None, ask.question.unknown_document)
    topical = about_documents(ask) or (any(d.structural for d in written) and not SMALL_TALK.search(ask.question.text))
    lacks: list[tuple[str, ...]] = []
    passages: list[Verdict] = []
    figure: Verdict | None = None
    for draft in written if topical else ():
        if draft.refused:
            return Verdict(draft)
        lacking = tuple(demands(ask, draft))
        lacks += [lacking] if lacking else []
        if lacking or (sure := confidence(ask, draft)) < LEAST_CONFIDENCE:
            continue
        if draft.structural:
            return Verdict(draft, confidence=sure)
        if draft.writer:
            figure = figure or Verdict(draft, confidence=sure)
        else:
            passages.append(Verdict(draft, confidence=sure))
    best = max(passages, key=lambda verdict: verdict.confidence, default=None)
    if figure is not None and (best is None or best.confidence < figure.confidence + _SURER):
        return figure
    if best is None:
        return Verdict(None, _missing(lacks), topical)
    chosen = best if best.confidence > passages[0].confidence + _FIRST else passages[0]
    assert chosen.draft is not None
    fuller = with_second(ask, chosen.draft, written)
    if fuller is not chosen.draft:
        return replace(chosen, draft=fuller)
    return _with_rival(ask, chosen, [verdict for verdict in passages if verdict is not chosen])


def _with_rival(ask: Ask, chosen: Verdict, others: Sequence[Verdict]) -> Verdict:
    """The next passage beside one that is not sure, where it may as well be the answer; two different figures would mislead."""
    rival = max(others, key=lambda verdict: verdict.confidence, default=None)
    if rival is None or chosen.confidence >= _DOUBTFUL or rival.confidence < _RIVAL * chosen.confidence or asks_amount(ask):
        return chosen
    assert chosen.draft is not None and rival.draft is not None
    return replace(chosen, draft=replace(chosen.draft, statements=tuple(distinct((*chosen.draft.statements, *rival.draft.statements)))))


def _missing(lacks: Sequence[tuple[str, ...]]) -> str:
    """What to name as missing: the first demand that no draft meets, else the first that the first one does not."""
    everywhere = [demand for demand in next(iter(lacks), ()) if all(demand in each for each in lacks)]
    return next(iter((*everywhere, *next(iter(lacks), ()))), "")


def refusal(ask: Ask, verdict: Verdict) -> Draft:
    """What is missing, and the nearest clause."""
    if verdict.draft is not None:
        return verdict.draft
    if not verdict.topical:
        return Draft((line(CANNOT_TELL),), refused=True)
    near = [clause for clause in ask.retrieved.clauses if clause.kind not in {"title", "annexes"}][:1]
    nearest = [line(f"{NEAREST}{clause.reference}", Quote.of(clause, clause.heading)) for clause in near]
    about = f"“{verdict.missing}”的相应内容" if verdict.missing else "这一点"
    computed = re.findall(r"\d+(?:\.\d+)?", verdict.missing)
    return Draft((line(f"{NOT_STATED}{about}。", computed=computed), *nearest), refused=True)
