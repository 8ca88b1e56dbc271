"""Documents that a question points to without naming them: by a word of a title, by who issued it, by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from assistant.names import Names
from index.clause import Document
from index.naming import year_of
from index.numerals import value
from index.text import compact, fold

_PROVINCIAL = re.compile("全省|省里|省级|省方案|省政府|我省|省的|省实施|省[一-龥]{1,7}[厅局委]")
_KIND = r"((?:实施|试点|工作|指导|管理|暂行)?(?:方案|意见|办法|条例|规定|通知|批复|通报|规则|细则|决定))"
_KINDS = re.compile(rf"{_KIND}(?:里|中|的|对|把|要求|提|规定|说|写|打算|推|支持)|(?:^|[这那该本]个?份?){_KIND}")
_DESCRIBED = re.compile(rf"(?:里|的)?(?:[那这](?:一?份|个)?)?(?:{_KIND}|文件)")
_PLACE = re.compile(r"^(.{2,6}?)(?:省|市|自治区|自治州|州|县|区)")
_ISSUERS = re.compile(r"([两二三四五六七八九])[个家]?(部门|部委|省|市|县|区)")
_TOGETHER = re.compile("([两二三四五六七八九])个?[家地方市州县区]")
_ISSUERS_END = re.compile(rf"{_ISSUERS.pattern}$")
_PROVINCE = "(?:[全我本]省|省里|省政府|省级|省(?=(?:实施)?方案|意见|文件))"
_OF_DOCUMENT = re.compile(rf"[省市]?(?:自己|本身)?的?(?:(\d{{4}})年?的?)?(?:[那这](?:一?份|个))?(?:{_KIND[1:-1]}|文件)?(?:里[面头]?|中|上)?")
_FEW = 3  # documents of one kind that are pointed to by it
_FUNCTION = frozenset("的和与及在了关于为")
_DEGREE = re.compile("多[大长高远久深]")  # 多大规模 asks; it holds no 大规模
_MOST_ISSUERS = 5  # whose places have an abbreviation in common (长株潭)
_MARKS = re.compile("[“”‘’《》\"']")
_AROUND = 2  # characters around a word that tell whether it stands for something else (重大产业 in 重大产业项目)


class Hints:
    """Reads hints to one library's documents.

    Args:
        documents: those indexed.
        names: their names.
    """

    def __init__(self, documents: Sequence[Document], names: Names) -> None:
        self.documents, self.names = tuple(documents), names
        self._texts = {document.address: compact(fold(document.text)) for document in self.documents}
        self._titles = {document.address: _MARKS.sub("", fold(compact(document.title))) for document in self.documents}
        self._words = {address: _title_words(title) for address, title in self._titles.items()}
        self._places = {fold(term.name) for term in names.terms if "column" in term.kinds}
        self._provincial = {d.address for d in self.documents if "省" in "".join(d.issuers)} or {
            d.address for d in self.documents if "省" in d.title
        }
        self._seats = {d.address: {m.group(1) for issuer in d.issuers if (m := _PLACE.match(fold(issuer)))} for d in self.documents}
        seats = frozenset[str]().union(*self._seats.values())
        for address, title in self._titles.items():  # 江阳市…指南 without an issuer is of the place, too
            self._seats[address] |= {seat for seat in seats if title.startswith(seat)}
        joint = {"".join(sorted(each)): len(each) for each in self._seats.values() if 1 < len(each) <= _MOST_ISSUERS}
        alone = sorted(seat for seat in seats if seat and not any(seat in column for column in self._places))
        short = [f"[{characters}]{{{count}}}" for characters, count in joint.items()]
        self._pointer = re.compile("|".join(("[两二三四五六七八九][个家]?(?:部门|部委|市|县|区)", _PROVINCE, *alone, *short)))

    def __call__(self, text: str) -> tuple[str, ...]:
        """Addresses of the documents pointed to; empty where nothing tells any of them apart."""
        if len(self.documents) < 2:
            return ()
        if hinted := self._pointed(text):
            return tuple(hinted) if len(hinted) < len(self.documents) else ()
        return self._by_kind(self._unnamed(text))

    def _pointed(self, text: str) -> list[str]:
        """Documents that a word of their title or who issued them points to."""
        rest, whole = self._unnamed(text), fold(text)
        seated = [d.address for d in self.documents if self._by_place(d, whole)]
        return seated or [d.address for d in self.documents if self._by_title(d, rest) or self._by_issuer(d, whole)]

    def _unnamed(self, text: str) -> str:
        """A text without the names in it, which are no words of a title, and without 多大."""
        folded = fold(text)
        for mention in self.names.find(text):
            if mention.exactness == 1.0:
                folded = folded.replace(fold(mention.name), "，")
        return _DEGREE.sub("，", _MARKS.sub("", folded))

    def described(self, text: str) -> tuple[Document, ...]:
        """三市那份意见, 湖南的方案: documents that alone are of their kind and by who is said in front of it; none where others are pointed to as well."""
        folded = fold(text)
        found = dict[str, Document]()
        for match in _DESCRIBED.finditer(folded):
            of_kind = [d for d in self.documents if self._titles[d.address].endswith(match.group(1) or "")]
            meant = [document for document in of_kind if self._issued_by(document, folded[: match.start()])]
            found |= {document.address: document for document in meant if len(meant) == 1}
        pointed = self._pointed(text) if found else []
        return tuple(found.values()) if found.keys() >= set(pointed) else ()

    def pointers(self, text: str) -> Iterator[tuple[int, int, Document]]:
        """Where a text points to one document by who issued it: 三市自己的意见, 长株潭, 省里2023年方案, 湖南; in its order."""
        folded = fold(text)
        for match in self._pointer.finditer(folded):
            meant = [document for document in self.documents if self._is_issuer(document, match.group())]
            if len(meant) == 1:
                tail = _OF_DOCUMENT.match(folded, match.end())
                yield match.start(), tail.end() if tail and tail.group(1) in {None, year_of(meant[0])} else match.end(), meant[0]

    def _is_issuer(self, document: Document, said: str) -> bool:
        seats = self._seats[document.address]
        if count := _ISSUERS.fullmatch(said):
            return _are_so_many(document, count)
        if "省" in said:
            return document.address in self._provincial
        short = len(said) == len(seats) > 1 and any(all(map(str.__contains__, each, said)) for each in permutations(seats))
        return said in seats or short

    def _issued_by(self, document: Document, said: str) -> bool:
        """Whether a text ends with who issued the document: three cities, the province, a place."""
        count = _ISSUERS_END.search(said)
        if count is not None:
            return _are_so_many(document, count)
        if document.address in self._provincial and said.endswith(("全省", "我省", "省")):
            return True
        return re.sub("[省市县区]$", "", said).endswith(tuple(self._seats[document.address] - {""}))

    def _by_title(self, document: Document, text: str) -> bool:
        others = [title for address, title in self._titles.items() if address != document.address]
        for word in self._words[document.address]:
            if word not in text or self.names.is_general(word) or any(word in title for title in others):
                continue
            if not any(place in word for place in self._places) and not self._stands_elsewhere(document, word, text):
                return True
        return False

    def _stands_elsewhere(self, document: Document, word: str, text: str) -> bool:
        """Whether the word with what stands around it in the question is printed in another document only."""
        at = text.find(word)
        longer = (text[at : at + len(word) + _AROUND], text[max(0, at - _AROUND) : at + len(word)])
        own = self._texts[document.address]
        others = [printed for address, printed in self._texts.items() if address != document.address]
        return any(len(run) > len(word) and run not in own and any(run in other for other in others) for run in longer)

    def _by_issuer(self, document: Document, text: str) -> bool:
        """全省, 省农业厅; 三市, 五部门 for what so many issued together."""
        if document.address in self._provincial and _PROVINCIAL.search(text):
            return True
        return any(_are_so_many(document, match) for match in _ISSUERS.finditer(text))

    def _by_place(self, document: Document, text: str) -> bool:
        """The place whose government issued it; 甲乙丙三家 for what all of them issued together."""
        seats = self._seats[document.address]
        together = _TOGETHER.search(text)
        if together and len(seats) == len(document.issuers) == value(together.group(1)) and all(seat in text for seat in seats):
            return True
        return any(place in text and not any(place in column for column in self._places) for place in seats)

    def _by_kind(self, text: str) -> tuple[str, ...]:
        """三市意见里…, 方案提出…: the only document of its kind; 实施方案 may be few."""
        for match in _KINDS.finditer(text):
            kind = match.group(1) or match.group(2)
            found = [address for address, title in self._titles.items() if title.endswith(kind)]
            if len(found) == 1 or (len(kind) > 2 and len(found) <= _FEW < len(self.documents) / 2):
                return tuple(found)
        return ()


def _are_so_many(document: Document, said: re.Match[str]) -> bool:
    """Whether as many issued a document as are said (三市, 五部门)."""
    alike = said.group(2).startswith("部") or all(said.group(2) in issuer for issuer in document.issuers)
    return value(said.group(1)) == len(document.issuers) and alike


def _title_words(title: str) -> set[str]:
    """Pieces of a title of three to eight characters that no function word crosses."""
    return {
        piece
        for length in range(3, 9)
        for start in range(len(title) - length + 1)
        if not _FUNCTION & set(piece := title[start : start + length])
    }
