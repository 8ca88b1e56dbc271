"""Duties and what follows when they are not met: the article of legal liability that belongs to an article.

Statutes keep penalties apart, in articles that name the article violated (违反本条例第八条的规定…) or describe the conduct again
(未按规定…备案的，由…处…罚款). Both are read: the reference counts fully, the description by what it shares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.asking import PENALTY
from assistant.knowledge import pairs
from index.clause import Clause, Document
from index.library import Library

_LABEL = r"第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?(?:第?[（(][^）)]+[）)]项)?"
_VIOLATED = re.compile(rf"本(?:条例|办法|规定|法|细则|规则|决定|通知)((?:[、，和或者以及]*{_LABEL})+)")
_ARTICLE = re.compile("第[一二三四五六七八九十百零]+条")
_CONSEQUENCE = re.compile("的，|，(?:由|处|给予|依法|责令|没收|对)")
_LEAST_SHARED = 0.35  # share of a description that an article has to hold


class Sanctions:
    """Finds the penalties for what clauses demand.

    Args:
        library: the documents.
    """

    def __init__(self, library: Library) -> None:
        self._known = {document.address for document in library.documents}
        self._penalties = lru_cache(maxsize=4096)(lambda address: _penalties(library.document(address)))

    def __call__(self, duties: Sequence[Clause]) -> Mapping[str, float]:
        """By address, how surely (0 to 1) a clause says what follows when one of the duties is not met."""
        found: dict[str, float] = {}
        for duty in (each for each in duties if each.document in self._known):  # what was cited may lie outside a choice
            article, said = _article(duty), pairs(duty.text)
            for address, (violated, conduct) in self._penalties(duty.document).items():
                if address == duty.address:
                    continue
                shared = max((len(each & said) / len(each) for each in conduct if each), default=0.0)
                sure = 1.0 if article in violated else shared if shared >= _LEAST_SHARED and not violated else 0.0
                if sure:
                    found[address] = max(sure, found.get(address, 0.0))
        return found


def _penalties(document: Document) -> dict[str, tuple[frozenset[str], tuple[frozenset[str], ...]]]:
    """By address of each penalty: the articles it names, and the character pairs of each conduct it describes."""
    articles = {c.address: [c.text] for c in document.clauses if c.kind == "article" and PENALTY.search(c.text)}
    for clause in document.clauses:
        above = clause.address.rpartition("/")[0]
        if above in articles:
            articles[above].append(clause.text)
    return {
        address: (_violated("".join(texts)), tuple(frozenset(pairs(_CONSEQUENCE.split(text, maxsplit=1)[0])) for text in texts))
        for address, texts in articles.items()
    }


def _violated(text: str) -> frozenset[str]:
    return frozenset(article for named in _VIOLATED.findall(text) for article in _ARTICLE.findall(named))


def _article(clause: Clause) -> str:
    """The label of the article a clause is or lies in, empty outside of articles.

    The part of an address that looks like one: `某条例/第三条/（一）` lies in 第三条.
    """
    return next((label for label in clause.address.split("/")[1:] if _ARTICLE.fullmatch(label)), "")
