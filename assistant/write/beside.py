"""The clause beside the best one where two things are compared and each stands in a clause of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.knowledge import Ask, pairs
from index.clause import Clause

_COMPARES = re.compile("[跟和与同较][^，。？]{2,24}(?:相?比|区别|不同|差别|差异)|[跟和与][^。？]{2,30}(?:区别|不同|差别|差异|各|分别|一样|差多少)")
_LEAST_GAIN = 0.06  # share of the question, by weight, that the second clause has to add
_LEAST_OWN = 0.06  # and that the first one has to say beyond the second
_NEAR = 10.0  # logits within which the second answers as well
_WORTH = 50.0  # logits that weigh as much as the whole question


def beside(ask: Ask, best: Clause, others: Sequence[Clause]) -> Clause | None:
    """The clause that says most of what a comparison asks and the best one does not say; None where one says it all."""
    if not (ask.question.asks("compare") or _COMPARES.search(ask.question.body)) or ask.question.asks("lead", "duty"):
        return None
    asked = pairs(ask.content)
    total = sum(map(ask.knowledge.weight, asked))
    if not total:  # a question of words that only ask
        return None
    own = asked & _said(ask, best)
    found: dict[Clause, float] = {}
    for clause in others:
        said = asked & _said(ask, clause)
        gain, lost = (sum(map(ask.knowledge.weight, rest)) / total for rest in (said - own, own - said))
        if gain >= _LEAST_GAIN and lost >= _LEAST_OWN and ask.logit(best) - ask.logit(clause) <= _NEAR:
            found[clause] = gain + ask.logit(clause) / _WORTH
    return max(found, key=lambda clause: found[clause], default=None)


def _said(ask: Ask, clause: Clause) -> set[str]:
    document = ask.library.document_of(clause)
    return pairs("，".join((document.title, *clause.path, clause.heading, clause.text)))
