"""The lexical index: BM25 (Robertson & Zaragoza 2009, by bm25s) over the words of the clauses."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged
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


def count_texts(folder: Path) -> int:
    """How many texts a generation's lexical index holds.

    Raises:
        IndexDamaged: it cannot be read.
    """
    return int(_load(folder).scores["num_docs"])


def _load(folder: Path) -> Any:
    import bm25s

    try:
        return bm25s.BM25.load(str(folder / _FOLDER), load_corpus=False)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise IndexDamaged("索引已损坏，读不出词语索引", "重新建立：ceyin index") from error


class Lexical:
    """BM25 scores of all clauses for a question.

    Args:
        folder: a generation's folder.
        addresses: the clauses in the order they were indexed.

    Raises:
        IndexDamaged: it cannot be read, or holds another number of clauses.
    """

    def __init__(self, folder: Path, addresses: Sequence[str], segmenter: Segmenter) -> None:
        self._retriever: Any = _load(folder)
        if int(self._retriever.scores["num_docs"]) != len(addresses):
            raise IndexDamaged("索引已损坏，词语索引与条款对不上", "重新建立：ceyin index")
        self._addresses, self._segmenter = addresses, segmenter

    def search(self, question: str, count: int, within: Container[str] | None = None) -> list[tuple[str, float]]:
        """The best clauses and their scores (≥ 0, unbounded), best first; clauses that share no word are left out.

        Args:
            within: addresses to look at; None for all.
        """
        words = [word for word in self._segmenter.words(question) if word in self._retriever.vocab_dict]
        if not words:
            return []
        scores = self._retriever.get_scores(words)
        ranked = (i for i in scores.argsort()[::-1] if within is None or self._addresses[i] in within)
        return [(self._addresses[i], float(scores[i])) for i in islice(ranked, count) if scores[i] > 0]
