"""The lexical index: BM25 (Robertson & Zaragoza 2009, by bm25s) over the words of the clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.words import Segmenter

_FOLDER = "lexical"
_K1, _B = 1.2, 0.6  # official clauses vary little in length, so length is normalised a little less than usual


def write_lexical(folder: Path, texts: Sequence[str], segmenter: Segmenter) -> None:
    """Index one text a clause, in the order of the clause file."""
    import bm25s

    corpus = [segmenter.words(text) or ["　"] for text in texts]
    retriever = bm25s.BM25(k1=_K1, b=_B)
    retriever.index(corpus, show_progress=False)
    retriever.save(str(folder / _FOLDER))


class Lexical:
    """BM25 scores of all clauses for a question.

    Args:
        folder: a generation's folder.
        addresses: the clauses in the order they were indexed.
    """

    def __init__(self, folder: Path, addresses: Sequence[str], segmenter: Segmenter) -> None:
        import bm25s

        self._retriever: Any = bm25s.BM25.load(str(folder / _FOLDER), load_corpus=False)
        self._addresses, self._segmenter = addresses, segmenter

    def search(self, question: str, count: int) -> list[tuple[str, float]]:
        """The best clauses and their scores (≥ 0, unbounded), best first; clauses that share no word are left out."""
        words = [word for word in self._segmenter.words(question) if word in self._retriever.vocab_dict]
        if not words:
            return []
        scores = self._retriever.get_scores(words)
        best = scores.argsort()[::-1][:count]
        return [(self._addresses[i], float(scores[i])) for i in best if scores[i] > 0]
