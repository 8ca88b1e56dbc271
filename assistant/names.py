"""Finding the documents' names in a question: as printed, in part, abbreviated, misspelt."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question import Mention
from assistant.terms import SUBJECTS, abbreviates, depth, distinctive_parts, merge, spellings, with_longer_names
from index.clause import Document
from index.text import compact, fold
from index.vocabulary import Term, learn_terms

_BODY_END = "厅局委部办院署会"
_BODY = re.compile(rf"(?:省|市|国家)?[一-龥]{{1,8}}?[{_BODY_END}](?![一-龥]?员)")
_CONCENTRATION = 0.25  # share of a part's occurrences beneath the name it stands for
_LIFT = 3  # and this many times more of them than chance would put there
_GENERAL = frozenset(
    re.findall(
        "..",
        "目标重点核心数量企业产业工作项目技术市场任务单位部门作用措施发展建设支持数字原则要求内容"
        "方案意见通知办法规定条例细则决定指导若干试点管理暂行国家改革处理问题关于制度政策服务保障监督"
        "布局集群攻关关键导向机制产品重大全面推进实施深入协同战略"
        "时间期限范围标准条件行业程序步骤流程方式对象职责材料总则附则奖励补贴补助资助处罚罚款",
    )
)  # words that every policy uses
_USED = 3  # times as many documents use a word as have it for a name: it is no name in the others


class Names:
    """All names of a library, ready to be found.

    Args:
        documents: where the names were learned.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        documents = tuple(documents)
        self.terms = learn_terms(documents)
        self._texts = {clause.address: compact(fold(clause.text)) for d in documents for clause in d.clauses}
        self._concentrated: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._using: dict[str, int] = {}  # documents that hold a name
        self._exact: dict[str, Term] = {}
        for term in with_longer_names(self.terms):
            for spelling in spellings(term):
                known = self._exact.get(spelling)
                self._exact[spelling] = merge(known, term) if known else term
        self._longest = max(map(len, self._exact), default=0)
        self._parts = distinctive_parts(self.terms)
        self._spelt = _by_first_character(self.terms)
        self._bodies = [term for term in self.terms if "body" in term.kinds]

    def find(self, question: str, scope: Sequence[str] = ()) -> tuple[Mention, ...]:
        """Mentions in reading order, the longest first where they overlap.

        Args:
            scope: documents whose names a part of a name stands for first; empty for all.
        """
        folded = fold(question)
        found = self._find_exact(folded)
        found = _with_longer(found, self._find_bodies(folded))
        found = _with_longer(found, self._find_misspelt(folded))
        found = _with_longer(found, self._find_parts(folded, tuple(scope)))
        found = [mention for mention in found if not _is_in_another(mention, found, folded)]
        written = (replace(mention, asked=question[mention.start : mention.end]) for mention in found)
        return tuple(sorted(written, key=lambda mention: mention.start))

    def occurs(self, name: str) -> bool:
        """Whether a name stands anywhere in the documents."""
        folded = fold(name)
        return any(folded in text for text in self._texts.values())

    def is_word(self, mention: Mention, documents: Iterable[str]) -> bool:
        """Whether what names something elsewhere is in these documents only a word, as it is in many others."""
        naming, name = {_document(address) for address in mention.addresses}, fold(mention.name)
        if not naming.isdisjoint(documents):
            return False
        if name not in self._using:
            self._using[name] = len({_document(address) for address, text in self._texts.items() if name in text})
        return self._using[name] >= _USED * len(naming)

    @staticmethod
    def is_general(name: str) -> bool:
        """Whether a name is made of words that every policy uses (产业布局, 关键技术攻关)."""
        halves = [name[i : i + 2] for i in range(0, len(name), 2)]
        return all(half in _GENERAL for half in halves)

    def _find_exact(self, folded: str) -> list[Mention]:
        found: list[Mention] = []
        position = 0
        while position < len(folded):
            for length in range(min(self._longest, len(folded) - position), 1, -1):
                name = folded[position : position + length]
                term = self._exact.get(name)
                if term is not None and not (self.is_general(name) and "row" not in term.kinds):
                    found.append(_mention(position, position + length, term, 1.0))
                    position += length - 1
                    break
            position += 1
        return found

    def _find_bodies(self, folded: str) -> list[Mention]:
        """工信厅 for 省工业和信息化厅: the characters in order, the last one the same."""
        mentions = []
        for match in _BODY.finditer(folded):
            for start in range(match.start(), match.end() - 2):
                short = folded[start : match.end()]
                full = [term for term in self._bodies if abbreviates(short, term.name)]
                if full and not self.occurs(short):
                    best = min(full, key=lambda term: len(term.name))
                    mentions.append(_mention(start, match.end(), best, 0.9))
                    break
        return mentions

    def _find_misspelt(self, folded: str) -> list[Mention]:
        """Names of four characters and more with one character wrong, which is not the first."""
        found = [
            (rank, start, name)
            for start, character in enumerate(folded)
            for rank, name in self._spelt.get(character, ())
            if start + len(name) <= len(folded)
            and sum(map(operator.ne, folded[start : start + len(name)], name)) == 1
        ]
        return [_mention(start, start + len(name), self.terms[rank], 0.7) for rank, start, name in sorted(found)]

    def _find_parts(self, folded: str, scope: tuple[str, ...]) -> list[Mention]:
        """A part of a name that few names share: 汽车 for 汽车及零部件."""
        mentions, position = [], 0
        while position < len(folded):
            for length in range(min(12, len(folded) - position), 1, -1):
                part = folded[position : position + length]
                found_terms = self._parts.get(part, ()) if part not in _GENERAL else ()
                terms = [term for term in found_terms if self._speaks_of(part, term)]
                terms = [term for term in terms if any(a.startswith(scope) for a in term.addresses)] or terms
                if terms:
                    best = min(terms, key=lambda term: (not term.name.startswith(part), depth(term), len(term.name)))
                    share = length / len(best.name)
                    merged = Term(best.name, best.kinds, tuple(dict.fromkeys(a for t in terms for a in t.addresses)))
                    mentions.append(_mention(position, position + length, merged, 0.4 + 0.4 * share))
                    position += length - 1
                    break
            position += 1
        return mentions

    def _speaks_of(self, part: str, term: Term) -> bool:
        """Whether a part of a name stands for it: a good share of its occurrences lies beneath the name."""
        key = (part, term.addresses)
        if key not in self._concentrated:
            holding = [address for address, text in self._texts.items() if part in text]
            below = sum(1 for address in holding if address.startswith(term.addresses))
            size = sum(1 for address in self._texts if address.startswith(term.addresses))
            expected = len(holding) * size / len(self._texts)
            self._concentrated[key] = below >= max(1, _CONCENTRATION * len(holding), _LIFT * expected)
        return self._concentrated[key]


def _by_first_character(terms: Sequence[Term]) -> dict[str, list[tuple[int, str]]]:
    """The subjects' names that are long enough to be told from others with one character wrong, with their places."""
    spelt: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for rank, term in enumerate(terms):
        if term.kinds & SUBJECTS and 4 <= len(name := fold(term.name)) <= 12:
            spelt[name[0]].append((rank, name))
    return spelt


def _with_longer(found: Sequence[Mention], more: Sequence[Mention]) -> list[Mention]:
    """Mentions with more of them, where they are free; a subject's name takes the place of a listed name inside it."""
    kept = list(found)
    for mention in more:
        inside = [m for m in kept if mention.start <= m.start and m.end <= mention.end and not m.kinds & SUBJECTS]
        if mention.exactness >= 0.6 and mention.kinds & SUBJECTS:
            kept = [other for other in kept if other not in inside]
        if not _overlaps(mention, kept):
            kept.append(mention)
    return kept


def _is_in_another(mention: Mention, found: Sequence[Mention], folded: str) -> bool:
    """Whether what looks like a listed name only begins with 中 or 里 behind a subject (绿色矿业中建材类)."""
    follows = any(other.end == mention.start and other.kinds & SUBJECTS for other in found)
    return follows and mention.kinds == {"listed"} and folded[mention.start] in "中里内"


def _mention(start: int, end: int, term: Term, exactness: float) -> Mention:
    return Mention(start, end, term.name, term.kinds, term.addresses, exactness)


def _document(address: str) -> str:
    return address.split("/", 1)[0]


def _overlaps(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)
