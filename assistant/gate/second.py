"""The clause that answers the rest of a question which asks several things, where one clause does not say it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asking import INTERROGATIVE
from assistant.draft import Draft, distinct
from assistant.gate.evidence import content, evidence_text
from assistant.knowledge import Ask, pairs
from index.clause import ASIDE, Clause

_LEAST_NEW = 0.03  # share of the question, by weight, that the second clause says and the first does not
_NEAR = 4.0  # logits within which it answers as well


def with_second(ask: Ask, draft: Draft, written: Sequence[Draft]) -> Draft:
    """A passage of one clause with the passage of the next best clause, where the question asks several things and that says more of it."""
    several = ask.question.asks("compare") or len(INTERROGATIVE.findall(ask.question.body)) > 1
    if not several or not draft.clauses or set(draft.clauses[1:]) - set(ask.library.children(draft.clauses[0])):
        return draft
    clause = _next(ask, draft.clauses[0])
    other = next((each for each in written if not each.writer and clause is not None and each.clauses[:1] == (clause,)), None)
    if clause is None or other is None or ask.logit(clause) < ask.logit(draft.clauses[0]) - _NEAR:
        return draft
    weight, asked = ask.knowledge.weight, content(ask.question.body)
    new = asked & pairs("，".join((*clause.path, clause.lead, clause.text))) - pairs(evidence_text(ask, draft) + draft.clauses[0].text)
    if sum(map(weight, new)) < _LEAST_NEW * sum(map(weight, asked)):
        return draft
    return replace(draft, statements=tuple(distinct((*draft.statements, *other.statements))))


def _next(ask: Ask, first: Clause) -> Clause | None:
    """The best clause that is neither the first nor right above or below it."""
    near = {first, ask.library.parent(first), *ask.library.children(first)}
    return next((c for c in ask.retrieved.clauses if c not in near and c.kind not in ASIDE), None)
