"""Names in a sentence: those the documents print, and whatever else looks like an institution or a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import takewhile

from assistant.compose.claims import plain
from assistant.knowledge import place
from assistant.names import Names
from index.words import Segmenter

_KINDS = frozenset({"row", "column", "listed", "body", "heading"})
_ACTING = frozenset({"body", "column"})
_INSTITUTION = re.compile(
    "(?:厅|局|委|委员会|部|署|办|办公室|公司|集团|银行|大学|学院|研究所|研究院|中心|协会|联合会|基金会|政府|法院|检察院|管委会|医院|企业)$"
)
_GENERIC = frozenset({"企业", "公司", "集团", "银行", "大学", "学院", "中心", "协会", "政府", "办公室", "研究院", "研究所", "医院", "委员会", "法院"})
_PART_OF_NAME = ("n", "j", "eng", "b", "s", "f", "vn", "m")  # jieba's tags of what a name is made of
_PLACE = ("ns", "nr", "nt", "nrt", "nrfg", "nz")
_LEVEL = frozenset({"国家", "中央", "全国", "省", "市", "县", "区", "州"})


class Lexicon:
    """Finds names in sentences about one library; `printed` gives those a folded text holds.

    Args:
        names: those the documents print.
        segmenter: tells words and their parts of speech.
    """

    def __init__(self, names: Names, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        kept = (t for t in names.terms if t.kinds & _KINDS and len(t.name) > 1 and not names.is_general(t.name))
        self._printed = {
            plain(term.name)
            for term in kept
            if not (len(term.name) <= 2 and term.kinds == {"listed"} and segmenter.is_common(term.name))
        }
        self._bodies = {plain(term.name) for term in names.terms if term.kinds & _ACTING}
        self._longest = max(map(len, self._printed), default=0)
        self._tagged = lru_cache(maxsize=512)(segmenter.tagged)
        self.printed: Callable[[str], frozenset[str]] = lru_cache(maxsize=4096)(self._find)

    def _find(self, folded: str) -> frozenset[str]:
        """Names the documents print, the longest at each place."""
        found, at = set(), 0
        while at < len(folded):
            lengths = range(min(self._longest, len(folded) - at), 1, -1)
            name = next((folded[at : at + length] for length in lengths if folded[at : at + length] in self._printed), "")
            found |= {name} - {""}
            at += len(name) or 1
        return frozenset(found)

    def is_body(self, name: str) -> bool:
        """Whether a printed name is somebody who can be given a duty, and no thing."""
        return name in self._bodies or bool(_INSTITUTION.search(name))

    def strange(self, folded: str, known: str) -> Iterator[str]:
        """Institutions, places and people of a text that a source does not hold.

        Args:
            known: the source, folded.
        """
        tagged = self._tagged(folded)
        for at, (word, tag) in enumerate(tagged):
            if tag in _PLACE and len(word) > 1 and word not in known and place(word) not in known:
                yield word
            elif _INSTITUTION.search(word) and not self._is_known_institution(tagged, at, known):
                yield "".join(self._run(tagged, at)) or word

    def _is_known_institution(self, tagged: list[tuple[str, str]], at: int, known: str) -> bool:
        """Whether a source holds the name that ends with a word, as far as that is one."""
        run = self._run(tagged, at)
        if not run or len("".join(run)) < 3 or (len(run) == 1 and self._segmenter.is_common(run[0])):
            return True
        for start in range(len(run)):
            if "".join(run[start:]) in known:
                if start == len(run) - 1 and run[start] in _GENERIC:
                    return False
                before = run[start - 1] if start else ""
                return before not in _LEVEL or before in known
        return False

    @staticmethod
    def _run(tagged: list[tuple[str, str]], at: int) -> list[str]:
        """The words a name that ends at one may consist of."""
        before = takewhile(lambda pair: pair[1].startswith(_PART_OF_NAME) and pair[0] != "等", reversed(tagged[:at]))
        return [*reversed([word for word, _ in before]), tagged[at][0]]
