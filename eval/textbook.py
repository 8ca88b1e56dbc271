"""Two textbook pipelines over the same documents with the same embedder: what the structure is worth.

They know no clauses, so all are compared by evidence: are all quotes that a question needs inside the first k passages,
and inside the first 2,000 characters retrieved, which gives big passages no advantage.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from eval.case import Case
from eval.uncertainty import Share, percentile, rounded
from index.clause import Clause
from index.text import compact

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

DEPTHS = (1, 5, 8)  # passages
BUDGET = 2_000  # characters
PASSAGES = 20  # retrieved by each pipeline: enough of the small passages to fill the budget
DENSE_WEIGHT = 0.7
CHINESE_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", "，", "、", ""]


class Pipeline(Protocol):
    """Something that retrieves passages."""

    def retrieve(self, question: str, passages: int) -> list[str]:
        """The texts of the best passages, best first."""


class Tutorial:
    """The LangChain tutorial: passages of 1,000 characters overlapping by 200, similarity search in Chroma."""

    def __init__(self, texts: Sequence[str], embedder: Embeddings) -> None:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=200)
        # No folder is named, so Chroma keeps the collection in memory; all such collections of a process share names.
        self._store = Chroma(collection_name=f"textbook-{uuid4()}", embedding_function=embedder)
        self._store.add_documents(splitter.create_documents(list(texts)))

    def retrieve(self, question: str, passages: int) -> list[str]:
        """By similarity to the question."""
        return [document.page_content for document in self._store.similarity_search(question, k=passages)]


class Tuned:
    """The same tuned for Chinese: passages of 250 characters overlapping by 50, cut at Chinese punctuation.

    Dense scores and BM25 over jieba words, each scaled to 0–1 over all passages, are added 0.7 to 0.3.
    """

    def __init__(self, texts: Sequence[str], embedder: Embeddings) -> None:
        import bm25s
        import numpy as np
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        from index.words import segment

        splitter = RecursiveCharacterTextSplitter(
            separators=CHINESE_SEPARATORS, keep_separator="end", chunk_size=250, chunk_overlap=50
        )
        self._passages = [passage for text in texts for passage in splitter.split_text(text)]
        self._embedder = embedder
        self._vectors = np.asarray(embedder.embed_documents(self._passages), dtype=np.float32)
        self._words = bm25s.BM25()
        self._words.index([segment(passage) for passage in self._passages], show_progress=False)

    def retrieve(self, question: str, passages: int) -> list[str]:
        """By the weighted sum of both scaled scores."""
        import numpy as np

        from index.words import segment

        dense = self._vectors @ np.asarray(self._embedder.embed_query(question), dtype=np.float32)
        words = segment(question)  # none in a question of stop words, which bm25s cannot score
        lexical = self._words.get_scores(words) if words else np.zeros(len(self._passages))
        scores = DENSE_WEIGHT * scaled(dense) + (1 - DENSE_WEIGHT) * scaled(lexical)
        return [self._passages[place] for place in np.argsort(-scores, kind="stable")[:passages]]


@dataclass(frozen=True, slots=True)
class EvidenceScores:
    """How often all evidence of a question was retrieved.

    Attributes:
        name: the pipeline.
        at: inside the first k passages, by k of `DEPTHS`.
        in_budget: inside the first `BUDGET` characters.
        latency_p50: median time of a question, milliseconds.
    """

    name: str
    at: Mapping[int, Share]
    in_budget: Share
    latency_p50: float | None

    def to_json(self) -> dict[str, Any]:
        """One flat object."""
        depths = {f"all@{depth}": share.to_json() for depth, share in self.at.items()}
        return {**depths, f"in_{BUDGET}": self.in_budget.to_json(), "latency_ms_p50": rounded(self.latency_p50)}


def compare_with_textbook(cases: Sequence[Case], texts: Sequence[str], embedder: Embeddings) -> list[EvidenceScores]:
    """Ours and both pipelines, over the answerable questions that name evidence.

    The pipelines see a follow-up as it was asked: remembering the conversation is no part of them.

    Args:
        cases: the questions as our assistant answered them.
        texts: the decoded documents, whole.
        embedder: the embedder of our own index.
    """
    scored = [case for case in cases if case.question.evidence and not case.question.refuse]
    ours = [([shown(clause) for clause in case.answer.retrieved], case.answer.latency_ms) for case in scored]
    pipelines: dict[str, Callable[[Sequence[str], Embeddings], Pipeline]] = {"教程做法": Tutorial, "中文调优": Tuned}
    rows = [_scores("策引", scored, ours)]
    for name, make in pipelines.items():
        pipeline = make(texts, embedder)
        rows.append(_scores(name, scored, [_timed(pipeline, case.question.question) for case in scored]))
    return rows


def shown(clause: Clause) -> str:
    """The text of a clause as a passage: as shown, for a derived column with the sentence that names its rows."""
    return f"{clause.to_show()}\n{clause.sentence}" if clause.derived else clause.to_show()


def holds_all(evidence: Sequence[str], passages: Sequence[str]) -> bool:
    r"""Whether each quote stands in some passage, white space aside.

    >>> holds_all(["产值达到5000亿元"], ["产值\n达到5000亿元。"])
    True
    """
    texts = [compact(passage) for passage in passages]
    return all(any(compact(quote) in text for text in texts) for quote in evidence)


def within_budget(passages: Sequence[str], characters: int = BUDGET) -> list[str]:
    """The passages in rank order as far as the budget goes, the last one cut.

    >>> within_budget(["abc", "def", "ghi"], characters=4)
    ['abc', 'd']
    """
    before = accumulate((len(passage) for passage in passages), initial=0)
    return [passage[: characters - used] for passage, used in zip(passages, before, strict=False) if used < characters]


def scaled(scores: Any) -> Any:
    """An array of scores scaled to 0–1; all 0 where they are equal."""
    spread = scores.max() - scores.min()
    return (scores - scores.min()) / spread if spread > 0 else scores * 0


def _timed(pipeline: Pipeline, question: str) -> tuple[list[str], float]:
    started = time.perf_counter()
    passages = pipeline.retrieve(question, PASSAGES)
    return passages, (time.perf_counter() - started) * 1_000


def _scores(name: str, cases: Sequence[Case], retrieved: Sequence[tuple[list[str], float]]) -> EvidenceScores:
    pairs = [(case.question.evidence, passages) for case, (passages, _) in zip(cases, retrieved, strict=True)]
    return EvidenceScores(
        name=name,
        at={k: Share.count(holds_all(evidence, passages[:k]) for evidence, passages in pairs) for k in DEPTHS},
        in_budget=Share.count(holds_all(evidence, within_budget(passages)) for evidence, passages in pairs),
        latency_p50=percentile([milliseconds for _, milliseconds in retrieved], 0.5),
    )
