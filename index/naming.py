"""Documents as people name them: by 文号, title, part of a title, or year and kind (2023年方案, 54号文)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.clause import Document
from index.text import compact, fold
from index.titles import bare_title

Named = tuple[tuple[Document, ...], str]
_STATE = "中华人民共和国"
_KIND_WORD = re.compile(
    r"(规定|办法|方案|细则|意见|规划|计划|预案|条例|规则|要点|措施|通知|通报|批复|决定|函|请示|纲要|令)(?:[（(].*[）)])?$"
)
_QUOTES = "“”\"'「」『』《》"
_ANY_KIND = frozenset({"", "文件", "政策", "文", "一览表"})  # empty where only 那份 is said
_YEAR_AND_KIND = re.compile(
    r"(?<!\d)((?:(?:20|19)?\d{2})(?=\s*年)|(?:20|19)\d{2}(?!\s*[万亿元个家百千人%]))\s*年?[^，。？、,?!;\d和与]{0,7}?"
    r"(?:(?:[那这](?:一?份|个))?(方案|意见|通知|办法|条例|规定|文件|政策|文(?=$|[里中的，。？、,?])|规划|计划|决定|批复|一览表)|[那这](?:一?份|个))"
)
_YEAR_OF_NUMBER = re.compile(r"[〔\[(]\d{4}[〕\])]")
_PLACE = re.compile("(.{2,6}?)(?:省|市|自治区|自治州|州|县|区)")  # of an issuer
_LEAST_MISSPELT = 5  # characters of a title that is recognised with one of them wrong
_TWO_YEARS = re.compile(
    r"(?<!\d)((?:20|19)?\d{2})\s*年?(?:的)?[和与及跟、]\s*((?:20|19)?\d{2})\s*年?的?(?:这?两[份个])?(?:文件|政策|方案|意见|规定|文(?=$|[里中的，。？、]))里?"
)
_DATED = re.compile(r"\s*[（(]?(\d{4}(?:年\d+月\d+日)?)(?:年版?)?[）)]?")
_NUMBER_ONLY = re.compile(r"(?<!\d)(?:第(?=\d+\s*号令))?(\d{1,4})\s*号(?:文件?|令)")
_TITLE_KIND = re.compile(r"条例|办法|规定|细则|预案|规则|方案|意见|规划|纲要|章程")
_HAN_ONLY = re.compile(r"[一-龥]{2,12}")
_ANY_PART = re.compile("(?:实施|工作|管理|暂行|试行|试点|行动|总体|专项|指导|若干|改革|建设|发展|具体|有关|相关)+")  # 实施方案: of any title
_POINTER = re.compile(r"(?<=[一-龥]{2})[那这][个部份]")  # 私募基金那个监管条例
_FUNCTION_WORD = re.compile(r"[的了和与及在按据依照请问到里中这那看查个说对]")


class DocumentNames:
    """Finds the documents a text names.

    Args:
        documents: all there are.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._bare = Counter(bare_title(document.title) for document in self.documents)
        yearless = {d.address: _YEAR_OF_NUMBER.sub("", number) for d in self.documents if _YEAR_OF_NUMBER.search(number := fold(compact(d.number)))}
        often = Counter(yearless.values())
        self._yearless = {address: number for address, number in yearless.items() if often[number] == 1}

    def find(self, text: str) -> Named:
        """The documents a text names by 文号, title, short name or year, and the text without the names."""
        named: list[Document] = []
        rest = text
        for names in (self._by_number, self._by_title, self._by_two_years, self._by_short_name, self._by_part_of_title, self._by_misspelt_title):
            while (found := names(rest)) is not None and found[1] != rest:
                named.extend(document for document in found[0] if document not in named)
                rest = found[1]
        return tuple(named), rest

    def _by_number(self, text: str) -> Named | None:
        folded = fold(text)
        for document, printed in ((each, number) for each in self.documents for number in (each.number, *each.numbers)):
            number = compact(fold(printed)).removeprefix(_STATE)
            if not number:
                continue
            loose = r"\s*".join(re.escape(character) for character in number)
            loose = loose.replace(r"\[", r"[\[(]?").replace(r"\]", r"[\])]?")
            match = re.search(loose, folded)
            if match:
                before, after = text[: match.start()], text[match.end() :].lstrip("）)")
                before = before.removesuffix(_STATE).rstrip("（( ").removesuffix("》").removesuffix(document.title).removesuffix("《")
                return (document,), before + after
        return None

    def _by_title(self, text: str) -> Named | None:
        folded = fold(text)
        best: tuple[int, Document, int] | None = None
        for document in self.documents:
            bare = bare_title(document.title)
            for title in (document.address, document.title, bare if self._bare[bare] == 1 else "", bare.removeprefix(_STATE), document.full_title):
                at = folded.find(fold(title)) if len(title) >= 4 else -1
                if at >= 0 and (best is None or len(title) > best[0]):
                    best = (len(title), document, at)
        if best is None:
            return None
        length, document, at = best
        before, after = text[:at].rstrip(_QUOTES), text[at + length :].lstrip(_QUOTES)
        same = [other for other in self.documents if other.title == document.title and other.address != other.number]
        if document.address == document.number or length > len(document.title):
            return (document,), before + after
        dated = _DATED.match(after)
        meant = [other for other in same if dated and other.date and dated.group(1) in (other.date, other.date[:4])]
        return (tuple(meant), before + after[dated.end() :]) if meant and dated else (tuple(same) or (document,), before + after)

    def _by_two_years(self, text: str) -> Named | None:
        """2021年和2023年文件: a document of each year."""
        match = _TWO_YEARS.search(fold(text))
        years = [year[-2:] for year in match.groups()] if match else []
        found = [[document for document in self.documents if year_of(document)[-2:] == year] for year in years]
        if not match or not all(found):
            return None
        return tuple(document for each in found for document in each), text[: match.start()] + text[match.end() :]

    def _by_misspelt_title(self, text: str) -> Named | None:
        """政府投资条列: a title with one character wrong, where it can be no other's."""
        folded = fold(text)
        found: list[tuple[Document, int, int]] = []
        for document in self.documents:
            title = fold(document.title.removeprefix(_STATE))
            if len(title) < _LEAST_MISSPELT or len(set(title) - set(folded)) > 1:
                continue
            for at in range(len(folded) - len(title) + 1):
                window = folded[at : at + len(title)]
                if sum(a != b for a, b in zip(window, title, strict=True)) == 1:
                    found.append((document, at, len(title)))
        if len({document.title for document, _, _ in found}) != 1:
            return None
        _, at, length = found[0]
        return tuple(dict.fromkeys(document for document, _, _ in found)), text[:at] + text[at + length :]

    def _by_short_name(self, text: str) -> Named | None:
        """A year with the kind of document (2023年方案, 21年的意见), 潭政发8号, or 54号文."""
        folded = fold(text)
        for match in _YEAR_AND_KIND.finditer(folded):
            year, kind = match.group(1)[-2:], match.group(2) or ""
            same_year = [document for document in self.documents if year_of(document)[-2:] == year]
            found = tuple(d for d in same_year if kind in _ANY_KIND or self._is(d, kind))
            if found:
                return _of_place(found, folded) or found, text[: match.start()] + text[match.end() :]
        for document in self.documents:
            if (number := self._yearless.get(document.address, "")) and number in folded:
                at = folded.find(number)
                return (document,), text[:at] + text[at + len(number) :]
        for match in _NUMBER_ONLY.finditer(folded):
            found = tuple(d for d in self.documents if re.search(rf"\D{match.group(1)}号$", compact(d.number)))
            if found:
                return found, text[: match.start()] + text[match.end() :]
        return None

    def _by_part_of_title(self, text: str) -> Named | None:
        """公积金条例 for 住房公积金管理条例: the characters in order, in one title only."""
        for match in _TITLE_KIND.finditer(text):
            kind, end = match.group(), match.end()
            for start in range(max(0, match.start() - 14), match.start() - 1):
                part = _POINTER.sub("", text[start : match.start()])
                inside = start > 0 and _HAN_ONLY.fullmatch(text[start - 1] * 2) and not _FUNCTION_WORD.match(text[start - 1])
                if inside or not _HAN_ONLY.fullmatch(part) or _FUNCTION_WORD.search(part) or _ANY_PART.fullmatch(part):
                    continue
                found = [d for d in self.documents if bare_title(d.title).endswith(kind) and _in_order(part, d.title)]
                if len({document.title for document in found}) == 1:
                    return tuple(found), text[:start] + text[end:]
        return None

    @staticmethod
    def _is(document: Document, kind: str) -> bool:
        return any(kind in _KIND_WORD.findall(title) for title in (document.title, document.full_title))


def year_of(document: Document) -> str:
    """The year of the 文号, else of the date, as printed; empty where there is none."""
    match = re.search(r"(?:19|20)\d{2}", f"{document.number} {document.date}")
    return match.group() if match else ""


def _of_place(documents: tuple[Document, ...], text: str) -> tuple[Document, ...]:
    """Of several documents, those issued by a place that a text names (湖南2023年文件)."""
    return tuple(d for d in documents if any(m and m.group(1) in text for m in map(_PLACE.match, map(fold, d.issuers))))


def _in_order(part: str, title: str) -> bool:
    """Whether the characters of a part stand in a title in order, the first two of them together."""
    position = title.find(part[:2])
    if position < 0:
        return False
    for character in part:
        position = title.find(character, position) + 1
        if position == 0:
            return False
    return True
