"""The clauses found put in the order in which they answer: a linear model of what each says of the question.

Retrieval is asked to miss nothing; this step knows both the question's structure and the clause's. The weights are those
of a conditional logit (McFadden 1974; ListNet with one relevant set) fitted to the development questions:
`python -m eval --calibrate` fits them anew.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from assistant.asking import ASKING_PHRASES, ASKS_PENALTY, INTERROGATIVE, NORM, PENALTY, PERMISSION
from assistant.brackets import in_bracket
from assistant.knowledge import Ask, Knowledge, pairs
from assistant.sanctions import Sanctions
from index.clause import ASIDE, Clause
from index.labels import ITEMS
from index.sentences import announces, split_sentences

CANDIDATES = 24  # best retrieved clauses that are put in order
_APART = 2.0  # logits between an item whose range holds the quantity asked about and the one that seemed best
_SANCTIONS = 4  # penalties that are added to the clauses found
_SURE = 0.5  # from which a penalty is the one for what the best clause forbids
_FINED = re.compile("罚|处分|吊销|追责|问责|什么后果")
_SEVERAL = re.compile("[；。]")
_CHILDREN = 20  # items whose text is read
_WIDE = 3  # cells; a row with more is a line of a large table
_FRESH = 2.0  # weight of what a follow-up itself says beside what was carried over to it
_NEAR = 6.0  # clauses after which the pull of the answer before has fallen to a third


class Features(NamedTuple):
    """What the order depends on.

    Attributes:
        said: share, 0 to 1 by weight, of the question that the clause and the headings above it say.
        title, items: what the document's title and the items below add to that share.
        parent: what the clause above adds to that of the clause and the title.
        fused: retrieval score as a share of the best one.
        likeness: to the question token by token, see `index.tokens`; what was not compared counts as the least alike.
        first: 1 / (1 + rank) as retrieved; `rank` is a tenth of it.
        figure: 1 where it holds the kind of thing asked for, -1 where not, 0 where none is asked for.
        duty: 1 where a duty is asked for and the clause assigns one.
        named: names of the question in the headings above, at most 3.
        penalty: 1 for a penalty asked for, -1 for one not asked for, -0.3 where one is asked for and not given.
        list: 1 where a list is asked for and the clause announces one.
        norm: 1 where it is asked whether something is allowed and the clause says may, shall or must not; else -0.5.
        quoted: quoted words of the question that it holds, at most 3.
        sanction: how surely it says what follows where the clauses that the answer before cited are violated, 0 to 1.
        near: exp(-distance in clauses / 6) to the clauses the answer before cited.
        hinted: 1 in a document that the question points to without naming it.
        length: logarithm of the clause's characters, a fifth of it.
        derived, wide, foreword, aside: 1 for a table column, a row of many cells, a foreword, a title or signature.
    """

    said: float
    title: float
    parent: float
    items: float
    fused: float
    likeness: float
    first: float
    rank: float
    figure: float
    duty: float
    named: float
    penalty: float
    list: float
    norm: float
    quoted: float
    sanction: float
    near: float
    hinted: float
    length: float
    derived: float
    wide: float
    foreword: float
    aside: float


WEIGHTS = Features(
    said=14.11, title=26.24, parent=12.34, items=4.92, fused=2.11, likeness=18.11, first=1.29, rank=-0.34,
    figure=1.24, duty=2.49, named=0.34, penalty=1.56, list=1.48, norm=0.49, quoted=1.19, sanction=1.91, near=2.15, hinted=3.0,
    length=-2.54, derived=-0.18, wide=0.81, foreword=-1.84, aside=-1.68,
)  # fmt: skip


class Reranker:
    """Orders the clauses found for a question.

    Args:
        knowledge: of the library the clauses are in.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge, self.library = knowledge, knowledge.library
        self.sanctions = Sanctions(self.library)
        self._position = {clause.address: at for at, clause in enumerate(self.library.clauses)}
        self._pairs: Callable[[str], frozenset[str]] = lru_cache(maxsize=65_536)(lambda text: frozenset(pairs(text)))

    def __call__(self, ask: Ask) -> Ask:
        """The same with the best retrieved clauses in the order in which they answer; those asked for by address stay first."""
        ask = self.widened(ask)
        fixed = len(ask.question.passages) if len(ask.question.passages) <= 8 else 0
        clauses = ask.retrieved.clauses
        head, rest = clauses[fixed:CANDIDATES], clauses[CANDIDATES:]
        scores = {clause.address: self.score(ask, clause, rank) for rank, clause in enumerate(head, fixed)}
        head = (*head, *self._into_bracket(ask, scores))
        head = tuple(dict.fromkeys((*head, *self._penalised(ask, scores))))
        self._beside_cited(ask, scores)
        ordered = sorted(head, key=lambda clause: -scores[clause.address])
        return replace(ask, retrieved=replace(ask.retrieved, clauses=(*clauses[:fixed], *ordered, *rest), logits=scores))

    def _best(self, scores: Mapping[str, float]) -> Clause | None:
        return self.library.clause(max(scores, key=lambda address: scores[address])) if scores else None

    def _into_bracket(self, ask: Ask, scores: dict[str, float]) -> tuple[Clause, ...]:
        """Of the items beside the best one, the one whose range holds the quantity asked about takes its place."""
        best = self._best(scores)
        parent = self.library.parent(best) if best is not None and best.kind in ITEMS else None
        meant = in_bracket(ask.question.body, self.library.children(parent)) if parent is not None else None
        if best is None or meant is None or meant == best:
            return ()
        found = meant.address in scores
        scores[meant.address], scores[best.address] = (
            scores[best.address],
            scores.get(meant.address, scores[best.address] - _APART),
        )
        return () if found else (meant,)

    @staticmethod
    def _beside_cited(ask: Ask, scores: dict[str, float]) -> None:
        """办厂用的呢 after an answer from an item that says one thing asks about another: the item just cited steps back."""
        cited = ask.question.earlier[0] if len(ask.question.earlier) == 1 else None
        fresh = ask.question.fresh
        if cited is None or cited.kind not in ITEMS or cited.address not in scores or not fresh.rstrip("？?").endswith("呢"):
            return
        if INTERROGATIVE.search(fresh) is None and not _SEVERAL.search(cited.text.rstrip("；。 ")):
            scores[cited.address] -= _APART

    def _penalised(self, ask: Ask, scores: dict[str, float]) -> tuple[Clause, ...]:
        """Before the clause that forbids what a question asks the penalty for, the article that states it."""
        best = self._best(scores)
        if best is None or ask.question.earlier or PENALTY.search(best.text) or not _FINED.search(ask.question.text):
            return ()
        sure = self.sanctions((best,))
        meant = max(sure, key=lambda address: (sure[address], scores.get(address, -math.inf)), default="")
        clause = self.library.clause(meant) if sure.get(meant, 0.0) >= _SURE else None
        if clause is not None:
            scores[meant] = scores[best.address] + _APART
        return (clause,) if clause is not None else ()

    def widened(self, ask: Ask) -> Ask:
        """The same where a penalty is asked for, with those for what the answer before cited among the clauses found."""
        asked = ASKS_PENALTY.search(ask.question.text) and ask.question.earlier
        sanctions = self.sanctions(ask.question.earlier) if asked else {}
        best = sorted(sanctions, key=lambda address: -sanctions[address])[:_SANCTIONS]
        more = tuple(clause for address in best if (clause := self.library.clause(address)))
        fixed, rest = ask.retrieved.clauses[: len(ask.question.passages)], ask.retrieved.clauses[len(ask.question.passages) :]
        clauses = tuple(dict.fromkeys((*fixed, *rest[: CANDIDATES - len(more)], *more, *rest)))
        return replace(ask, retrieved=replace(ask.retrieved, clauses=clauses, sanctions=sanctions)) if more else ask

    def score(self, ask: Ask, clause: Clause, rank: int) -> float:
        """The logit of a clause retrieved at a rank."""
        return math.fsum(map(operator.mul, WEIGHTS, self.features(ask, clause, rank)))

    def features(self, ask: Ask, clause: Clause, rank: int) -> Features:
        """The features of a clause retrieved at a rank, from 0."""
        question, text = ask.question, clause.text
        children = [child for child in self.library.children(clause) if not child.derived]
        parent = self.library.parent(clause)
        own = self._pairs("，".join((*clause.path, clause.lead, clause.heading))) | self._pairs(text)
        said = self._share(ask, own)
        titled = own | self._pairs(self.library.document_of(clause).title)
        below = frozenset[str]().union(*(self._pairs(child.text) for child in children[:_CHILDREN]))
        best = max(ask.retrieved.scores.values(), default=1.0)
        likeness = ask.retrieved.likeness
        head = "，".join((*clause.path, clause.heading))
        return Features(
            said=said,
            title=self._share(ask, titled) - said,
            parent=self._share(ask, titled | self._pairs(parent.text)) - self._share(ask, titled) if parent is not None else 0.0,
            items=self._share(ask, own | below) - said,
            fused=ask.retrieved.scores.get(clause.address, 0.0) / best,
            likeness=likeness.get(clause.address, min(likeness.values(), default=0.0)),
            first=1 / (1 + rank),
            rank=rank / 10,
            figure=_figure(ask, clause),
            duty=float(question.asks("lead", "duty") and bool(clause.duties)),
            named=min(3, sum(mention.name in head for mention in question.mentions if mention.exactness == 1.0)),
            penalty=_penalty(question.text, text),
            list=float(question.asks("list") and bool(children) and _announces(clause)),
            norm=_norm(question.text, text),
            quoted=min(3, sum(phrase in text for phrase in question.phrases)),
            sanction=ask.retrieved.sanctions.get(clause.address, 0.0),
            near=self._near(ask, clause),
            hinted=float(clause.document in question.hinted),
            length=math.log(1 + len(text)) / 5,
            derived=float(clause.derived),
            wide=float(len(clause.cells) > _WIDE),
            foreword=float(clause.kind == "foreword"),
            aside=float(clause.kind in ASIDE),
        )

    def _share(self, ask: Ask, said: frozenset[str]) -> float:
        asked = self._pairs(ask.content)
        fresh = self._pairs(ASKING_PHRASES.sub("，", ask.question.fresh))
        weights = {pair: self.knowledge.weight(pair) * (_FRESH if pair in fresh else 1.0) for pair in asked}
        total = math.fsum(weights.values())  # exact, in whatever order a set gives them
        return math.fsum(weights[pair] for pair in asked & said) / total if total else 0.0

    def _near(self, ask: Ask, clause: Clause) -> float:
        here = self._position[clause.address]
        apart = [abs(here - self._position[c.address]) for c in ask.question.earlier if c.document == clause.document]
        return math.exp(-min(apart) / _NEAR) if apart else 0.0


def _figure(ask: Ask, clause: Clause) -> float:
    wanted = ask.question.answer_type
    if wanted is None:
        return 0.0
    return 1.0 if any(wanted.written.search(sentence.text) for sentence in split_sentences(clause)) else -1.0


def _announces(clause: Clause) -> bool:
    return any(announces(sentence.text) for sentence in split_sentences(clause))


def _penalty(question: str, text: str) -> float:
    asked, given = ASKS_PENALTY.search(question) is not None, PENALTY.search(text) is not None
    if given:
        return 1.0 if asked else -1.0
    return -0.3 if asked else 0.0


def _norm(question: str, text: str) -> float:
    if not PERMISSION.search(question):
        return 0.0
    return 1.0 if NORM.search(text) else -0.5
