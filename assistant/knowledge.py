"""What the writers know about the indexed documents, structured once when they are opened."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.asking import ASKING_PHRASES
from assistant.names import Names
from assistant.question import Question
from assistant.retrieve import Retrieved
from assistant.synonyms import canonical
from index.clause import Clause, Duty
from index.facts import Matrix, Target, find_matrices, find_targets
from index.library import Library
from index.text import compact, fold

SURE = 0.6  # probability of a clause to answer, from which it is looked at whatever else speaks against it
OTHERS = 0.5  # what stands only in other documents than those that are meant speaks half as much against an answer
_PLACE_END = re.compile(r"(?:市|自治州|州)$")


class Knowledge:
    """Duties, matrices, targets and word weights of a library.

    Args:
        sentence_vectors: by address, the vectors of its sentences, shape [sentences, dimension].
        whole: of all documents, where these are a part of them: what is rare, and what stands elsewhere, is so among all.
    """

    def __init__(
        self,
        library: Library,
        names: Names,
        sentence_vectors: Mapping[str, NDArray[np.float32]],
        whole: Knowledge | None = None,
    ) -> None:
        self.library, self.names, self.sentence_vectors = library, names, sentence_vectors
        self.whole = whole or self
        self._targets: dict[str, tuple[Target, ...]] = {}

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """The tables of short repeating values."""
        return find_matrices(self.library)

    @cached_property
    def duties(self) -> tuple[tuple[Clause, Duty], ...]:
        """Every duty with its clause, in reading order."""
        return tuple((clause, duty) for clause in self.library.clauses for duty in clause.duties)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the documents print (责任单位, 牵头城市)."""
        return frozenset(duty.role for _, duty in self.duties)

    @cached_property
    def prose_rows(self) -> tuple[Clause, ...]:
        """Rows of tables whose cells are prose."""
        inside = {row.address for matrix in self.matrices for row in (*matrix.rows, matrix.totals) if row}
        return tuple(c for c in self.library.clauses if c.kind == "row" and c.address not in inside)

    @cached_property
    def prose_columns(self) -> frozenset[str]:
        """Names of the columns of prose tables."""
        return frozenset(cell.column for row in self.prose_rows for cell in row.cells if cell.column)

    def targets(self, clause: Clause) -> tuple[Target, ...]:
        """The figures of a clause."""
        if clause.address not in self._targets:
            self._targets[clause.address] = find_targets(clause)
        return self._targets[clause.address]

    def owner(self, clause: Clause) -> Clause | None:
        """The clause, or the nearest above it, that carries duties."""
        node: Clause | None = clause
        while node is not None and not node.duties:
            node = self.library.parent(node)
        return node

    @cached_property
    def _frequency(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for clause in self.library.clauses:
            if not clause.derived:
                counts.update(pairs(clause.text))
        return counts

    def weight(self, pair: str) -> float:
        """Inverse document frequency of a character pair, among all documents."""
        return math.log(1 + len(self.whole.library.clauses) / (1 + self.whole._frequency[pair]))

    def occurs(self, pair: str) -> bool:
        """Whether a character pair stands anywhere in all documents."""
        return self.whole._frequency[pair] > 0

    def presence(self, pair: str) -> float:
        """1 where a character pair stands in these documents, `OTHERS` where only others of all hold it, else 0."""
        return 1.0 if self._frequency[pair] else OTHERS * self.occurs(pair)

    def overlap(self, question: str, text: str) -> tuple[float, float]:
        """How much of the text the question says, and how much of the question the text says; by weight, 0 to 1."""
        asked, said = pairs(question), pairs(text)
        common = sum(self.weight(pair) for pair in asked & said)
        total_said = sum(map(self.weight, said))
        total_asked = sum(map(self.weight, asked))
        return common / total_said if total_said else 0.0, common / total_asked if total_asked else 0.0


@dataclass(frozen=True, eq=False)
class Ask:
    """A question with all that is needed to answer it."""

    question: Question
    retrieved: Retrieved
    knowledge: Knowledge

    @property
    def library(self) -> Library:
        """The documents."""
        return self.knowledge.library

    @cached_property
    def content(self) -> str:
        """The question without the words that only ask, commas in their place."""
        return ASKING_PHRASES.sub("，", self.question.body)

    def inside(self, clause: Clause) -> bool:
        """Whether a clause lies in the documents the question is limited to, or hints at; a sure one need not."""
        scope = self.question.documents or self.question.hinted
        sure = not self.question.documents and self.chance(clause) >= SURE
        return not scope or clause.document in scope or sure

    def rank(self, clause: Clause) -> int:
        """The clause's rank, a large number where it was not retrieved."""
        return self._ranks.get(clause.address, 10_000)

    @cached_property
    def best_logit(self) -> float:
        """The logit of the clause that answers best."""
        return max(self.retrieved.logits.values(), default=0.0)

    def logit(self, clause: Clause) -> float:
        """How well a clause answers, see `assistant.rerank`; minus infinity where it was not put in order."""
        return self.retrieved.logits.get(clause.address, -math.inf)

    def chance(self, clause: Clause) -> float:
        """Probability, 0 to 1, that a clause is the one that answers, of those found."""
        logits = self.retrieved.logits
        if clause.address not in logits:
            return 0.0
        return math.exp(logits[clause.address] - self.best_logit) / self._mass

    @cached_property
    def _mass(self) -> float:
        return sum(math.exp(logit - self.best_logit) for logit in self.retrieved.logits.values())

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {clause.address: position for position, clause in enumerate(self.retrieved.clauses)}

    def subjects(self, *kinds: str, exactness: float = 0.5) -> Iterator[Clause]:
        """The clauses the question's names stand for, in scope, best ranked first."""
        found: dict[str, tuple[float, Clause]] = {}
        for mention in self.question.mentions:
            if mention.exactness < exactness or not mention.kinds & set(kinds):
                continue
            for address in mention.addresses:
                clause = self.library.clause(address)
                if clause is not None and self.inside(clause):
                    found.setdefault(address, (-mention.exactness, clause))
        yield from (clause for _, clause in sorted(found.values(), key=lambda each: (each[0], self.rank(each[1]))))


def pairs(text: str) -> set[str]:
    """Character pairs of a text, white space and punctuation left out, width folded.

    >>> sorted(pairs("产值，达到"))
    ['产值', '达到']
    """
    found: set[str] = set()
    for run in re.findall(r"[\w%★]+", canonical(compact(fold(text)))):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
        if len(run) == 1:
            found.add(run)
    return found


def place(name: str) -> str:
    """A place without 市 or 州, so that 长沙市 and 长沙 are one."""
    shorter = _PLACE_END.sub("", name)
    return shorter if len(shorter) >= 2 else name
