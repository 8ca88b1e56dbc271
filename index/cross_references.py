"""What a clause refers to: articles of its own document (本办法第十条) or of another indexed one (《…法》第十条), and documents.

Reading is strict, unlike that of what people type: labels as printed, whole titles, 文号. What may mean two things means nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from index.clause import Clause, Document, Span
from index.frame import NUMBER
from index.library import Library
from index.text import compact, cover, fold
from index.titles import bare_title

_NUMERAL = "[一二三四五六七八九十百零〇]+"
_ITEM = rf"(?:第{_NUMERAL}项|第?[（(]{_NUMERAL}[）)]项?)"
_PLACE = rf"第{_NUMERAL}(?:条(?:之{_NUMERAL})?|[编章节])(?:第{_NUMERAL}款)?{_ITEM}?"
_LIST = re.compile(rf"{_PLACE}(?:(?:、|，|和|或者?|以及|及|与|至|到){_PLACE})*")
_TARGET = re.compile(rf"(?P<label>第{_NUMERAL}(?:条(?:之{_NUMERAL})?|[编章节]))(?:第{_NUMERAL}款)?(?P<item>{_ITEM})?")
_TITLE = re.compile(r"《([^《》\n]{2,80})》(?:[（(]([^（）()\n]{4,40})[）)])?")
_KIND = "法|条例|办法|规定|细则|规则|决定|规程|章程|通知|意见|方案|制度|规范|准则|措施"
_OWN = re.compile(rf"本(?:{_KIND})的?$")
_NAME = re.compile(rf"([一-龥]{{1,40}}(?:{_KIND}))的?$")
_BEFORE_NAME = re.compile(r"(?:^|[^一-龥]|依照|按照|参照|依据|根据|符合|违反|适用|执行|属于|对|和|与|及|或|有|按|依)$")
_AMENDS = re.compile("修改为|改为|删去|增加一|修订为")
_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A place in a clause that names another clause.

    Attributes:
        spans: where it stands in the decoded file.
        address: of the clause that is meant; a document's first clause where the document is.
    """

    spans: tuple[Span, ...]
    address: str


class CrossReferences:
    """Finds what clauses refer to.

    Args:
        library: the documents that can be meant.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._titles: dict[str, list[Document]] = {}
        self._bare: dict[str, list[Document]] = {}
        self._numbers: dict[str, Document] = {}
        for document in library.documents:
            for title in {_plain(each) for each in (document.title, document.full_title) if each}:
                self._titles.setdefault(title, []).append(document)
                self._bare.setdefault(bare_title(title), []).append(document)
            for number in (document.number, *document.numbers):
                self._numbers.setdefault(compact(fold(number)), document)

    def of(self, document: Document) -> list[CrossReference]:
        """Everything that the clauses of a document refer to, clause by clause."""
        return [reference for clause in document.clauses for reference in self(clause)]

    def __call__(self, clause: Clause) -> tuple[CrossReference, ...]:
        """What a printed clause refers to, in reading order; nothing for a derived one, which reuses the text of others."""
        if clause.derived:
            return ()
        found = sorted([*self._documents(clause), *self._articles(clause)])
        return tuple(CrossReference(cover(clause.spans, start, end), to) for start, end, to in found if to != clause.address)

    def _documents(self, clause: Clause) -> Iterator[tuple[int, int, str]]:
        """Other documents, by title or by 文号."""
        for match in _TITLE.finditer(clause.text):
            document = self._titled(match)
            if document and document.address != clause.document and document.clauses:
                yield match.start(1) - 1, match.end(1) + 1, document.clauses[0].address
        titles = [match.span() for match in _TITLE.finditer(clause.text)]
        for match in NUMBER.finditer(clause.text):
            found = self._numbered(match.group())
            inside = any(start <= match.start() < end for start, end in titles)
            if found and not inside and found[0].address != clause.document and found[0].clauses:
                yield match.end() - found[1], match.end(), found[0].clauses[0].address

    def _titled(self, match: re.Match[str]) -> Document | None:
        """The document with a title; where its 文号 stands behind it, with that too."""
        number = NUMBER.search(match.group(2) or "")
        title = _plain(match.group(1))
        found = self._titles.get(title) or self._bare.get(title, [])
        if number:
            named = self._numbers.get(compact(fold(number.group())))
            found = [named] if named else [document for document in found if not document.number]
        return found[0] if len(found) == 1 else None

    def _numbered(self, printed: str) -> tuple[Document, int] | None:
        """The document with a 文号 that words may run into (根据国发〔2018〕41号), and the characters of the 文号."""
        for start in range(len(printed)):
            document = self._numbers.get(compact(fold(printed[start:])))
            if document:
                return document, len(printed) - start
        return None

    def _articles(self, clause: Clause) -> Iterator[tuple[int, int, str]]:
        for listed in _LIST.finditer(clause.text):
            document = self._subject(clause, listed)
            if document is None:
                continue
            for match in _TARGET.finditer(listed.group()):
                target = self._place(clause, document, match)
                if target:
                    yield listed.start() + match.start(), listed.start() + match.end(), target

    def _subject(self, clause: Clause, listed: re.Match[str]) -> Document | None:
        """Whose articles are meant; None where that is not indexed or not sure."""
        own = self._library.document_of(clause)
        sentence = re.split("[。；\n]", clause.text[: listed.start()])[-1]
        after = re.split("[。；\n]", clause.text[listed.end() :])[0]
        if _OWN.search(sentence):
            return own
        titles = list(_TITLE.finditer(sentence))
        if titles and sentence[titles[-1].end() :] in ("", "的"):
            return self._titled(titles[-1])
        named = _NAME.search(sentence)
        if named:
            return self._by_name(named.group(1))
        opens_article = clause.text[: listed.start()].strip() == ""  # the label of the article itself
        others = titles or re.search(rf"(?:{_KIND})的?第", sentence) or _AMENDS.search(sentence + after)
        return None if opens_article or others else own

    def _by_name(self, run: str) -> Document | None:
        """The document whose whole title ends a run of words (依照价格法); the longest title counts."""
        for start in range(len(run)):
            documents = self._titles.get(_plain(run[start:]), [])
            if documents:
                bounded = _BEFORE_NAME.search(run[:start].removesuffix(_STATE))
                return documents[0] if len(documents) == 1 and bounded else None
        return None

    def _place(self, clause: Clause, document: Document, match: re.Match[str]) -> str:
        """The address that is meant, empty where there is none; in the clause's own document the one beside it."""
        label, item = match.group("label"), match.group("item")
        above = clause.labels if document.address == clause.document else ()
        for depth in range(len(above), -1, -1):
            found = self._labelled("/".join((document.address, *above[:depth], label)))
            if above:
                found = [each for each in found if _text_of(document, each) == _text_of(document, clause)]
            if len(found) == 1:
                below = (f"{found[0].address}/{each}" for each in _item_labels(item or ""))
                return next((each for each in below if self._library.clause(each)), found[0].address)
        return ""

    def _labelled(self, address: str) -> list[Clause]:
        """The clauses with a label, the repeated ones too."""
        found: list[Clause] = []
        while clause := self._library.clause(f"{address}~{len(found) + 1}" if found else address):
            found.append(clause)
        return found


def _text_of(document: Document, clause: Clause) -> int:
    """Which of several texts in one file a clause belongs to: how many titles stand before it."""
    titles = [each.spans[0].start for each in document.clauses if each.kind == "title" and each.spans]
    return bisect_right(titles, clause.spans[0].start) if clause.spans else 0


def _item_labels(item: str) -> tuple[str, ...]:
    """The labels that an item may have: 第一项 and 第（一）项 are （一）."""
    number = re.sub("[第项（）()]", "", item)
    return (f"（{number}）", f"({number})") if number else ()


def _plain(title: str) -> str:
    return compact(fold(title)).removeprefix(_STATE)
