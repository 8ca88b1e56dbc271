"""All clauses of all documents, looked up by address, by written address, or by a quoted phrase."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.address import Written, find_address, match_steps, read_steps
from index.clause import Clause, Document, Span
from index.errors import AddressError
from index.frame import NUMBER
from index.numerals import value
from index.text import compact, cover, fold, squeeze

_STATE = "中华人民共和国"
_KIND_WORD = re.compile(
    r"(规定|办法|方案|细则|意见|规划|计划|预案|条例|规则|要点|措施|通知|通报|批复|决定|函|请示|纲要|令)(?:[（(].*[）)])?$"
)
_EDGES = re.compile(r"^[/的中里第“”\"‘’「」]+|[/的中里“”\"‘’「」]+$")
_ANY_KIND = frozenset({"文件", "政策", "文", "一览表"})
_YEAR_AND_KIND = re.compile(
    r"(?<!\d)((?:(?:20|19)?\d{2})(?=\s*年)|(?:20|19)\d{2})\s*年?[^，。？、\d和与]{0,7}?"
    r"(方案|意见|通知|办法|条例|规定|文件|政策|文(?=$|[里中的，。？、])|规划|计划|决定|批复|一览表)"
)
_TITLE_KIND = re.compile(r"条例|办法|规定|细则|预案|规则|方案|意见|规划|纲要|章程")
_HAN_ONLY = re.compile(r"[一-龥]{2,12}")
_FUNCTION_WORD = re.compile(r"[的了和与及在按据依照请问到里中这那看查个说对]")
_DATED = re.compile(r"\s*[（(]?(\d{4}(?:年\d+月\d+日)?)(?:年版?)?[）)]?")
_ANOTHER_TITLE = re.compile(r"《.+》|[一-龥]{2,}(?:条例|规定|细则)(?=第|\s|/)|[一-龥]{3,}办法(?=第|\s|/)|(?<!办)法典?(?=第\S+条)")
_THIS = re.compile(r"(?:[本该此]|这[个份部]?|那[个份部]?|上述|前述)(?:条例|规定|细则|办法|法)(?=第|\s|/)")
_NUMBER_ONLY = re.compile(r"(?<!\d)(\d{1,4})\s*号文件?")
_QUOTES = "“”\"'「」『』《》"


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that was looked up, with the part of it that was asked for (empty: all of it)."""

    clause: Clause
    spans: tuple[Span, ...] = ()


class Library:
    """Read-only view of the indexed documents.

    Args:
        documents: in the order they were indexed.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self.clauses = tuple(clause for document in self.documents for clause in document.clauses)

    @cached_property
    def _by_address(self) -> dict[str, Clause]:
        return {clause.address: clause for clause in self.clauses}

    @cached_property
    def _by_folded(self) -> dict[str, list[Clause]]:
        folded: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            folded.setdefault(compact(fold(clause.address)), []).append(clause)
        return folded

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.address: document for document in self.documents}

    def clause(self, address: str) -> Clause | None:
        """The clause at exactly this address."""
        return self._by_address.get(address)

    def document(self, address: str) -> Document:
        """The document at exactly this address."""
        return self._documents[address]

    def document_of(self, clause: Clause) -> Document:
        """The document a clause belongs to."""
        return self._documents[clause.document]

    def parent(self, clause: Clause) -> Clause | None:
        """The clause one level up, None at the top."""
        return self._by_address.get(clause.address.rpartition("/")[0]) if len(clause.labels) > 1 else None

    def children(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses one level down, in reading order."""
        return self._children.get(clause.address, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Clause, ...]]:
        below: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            below.setdefault(clause.address.rpartition("/")[0], []).append(clause)
        return {address: tuple(clauses) for address, clauses in below.items()}

    def neighbours(self, clause: Clause) -> tuple[Clause | None, Clause | None]:
        """The clauses before and after in the same document."""
        clauses = self.document_of(clause).clauses
        at = clauses.index(clause)
        return (clauses[at - 1] if at else None, clauses[at + 1] if at + 1 < len(clauses) else None)

    def documents_named(self, text: str) -> tuple[tuple[Document, ...], str]:
        """The documents a text names by 文号, title, short name or year, and the text without the names."""
        named: list[Document] = []
        rest = text
        for names in (self._by_number, self._by_title, self._by_short_name, self._by_part_of_title):
            while (found := names(rest)) is not None and found[1] != rest:
                named.extend(document for document in found[0] if document not in named)
                rest = found[1]
        return tuple(named), rest

    def _by_number(self, text: str) -> tuple[tuple[Document, ...], str] | None:
        folded = fold(text)
        for document in self.documents:
            number = compact(fold(document.number))
            if not number:
                continue
            loose = r"\s*".join(re.escape(character) for character in number)
            loose = loose.replace(r"\[", r"[\[(]?").replace(r"\]", r"[\])]?")
            match = re.search(loose, folded)
            if match:
                before, after = text[: match.start()], text[match.end() :].lstrip("）)")
                before = before.rstrip("（( ").removesuffix("》").removesuffix(document.title).removesuffix("《")
                return (document,), before + after
        return None

    def _by_title(self, text: str) -> tuple[tuple[Document, ...], str] | None:
        folded = fold(text)
        best: tuple[int, Document, int] | None = None
        for document in self.documents:
            for title in (document.address, document.title, document.title.removeprefix(_STATE), document.full_title):
                at = folded.find(fold(title)) if len(title) >= 4 else -1
                if at >= 0 and (best is None or len(title) > best[0]):
                    best = (len(title), document, at)
        if best is None:
            return None
        length, document, at = best
        before, after = text[:at].rstrip(_QUOTES), text[at + length :].lstrip(_QUOTES)
        same = [other for other in self.documents if other.title == document.title and not other.number]
        if document.number or length > len(document.title):
            return (document,), before + after
        dated = _DATED.match(after)
        meant = [other for other in same if dated and other.date and dated.group(1) in (other.date, other.date[:4])]
        return (tuple(meant), before + after[dated.end() :]) if meant and dated else (tuple(same) or (document,), before + after)

    def _by_short_name(self, text: str) -> tuple[tuple[Document, ...], str] | None:
        """A year with the kind of document (2023年方案, 21年的意见), or 54号文."""
        folded = fold(text)
        for match in _YEAR_AND_KIND.finditer(folded):
            year, kind = match.group(1)[-2:], match.group(2)
            same_year = [document for document in self.documents if self.year(document)[-2:] == year]
            found = tuple(d for d in same_year if kind in _ANY_KIND or self._is(d, kind))
            if found:
                return found, text[: match.start()] + text[match.end() :]
        for match in _NUMBER_ONLY.finditer(folded):
            found = tuple(d for d in self.documents if re.search(rf"\D{match.group(1)}号$", compact(d.number)))
            if found:
                return found, text[: match.start()] + text[match.end() :]
        return None

    def _by_part_of_title(self, text: str) -> tuple[tuple[Document, ...], str] | None:
        """公积金条例 for 住房公积金管理条例: the characters in order, in one title only."""
        for match in _TITLE_KIND.finditer(text):
            kind, end = match.group(), match.end()
            for start in range(max(0, match.start() - 12), match.start() - 1):
                part = text[start : match.start()]
                inside = start > 0 and _HAN_ONLY.fullmatch(text[start - 1] * 2) and not _FUNCTION_WORD.match(text[start - 1])
                if inside or not _HAN_ONLY.fullmatch(part) or _FUNCTION_WORD.search(part):
                    continue
                found = [d for d in self.documents if d.title.endswith(kind) and _in_order(part, d.title)]
                if len({document.title for document in found}) == 1:
                    return tuple(found), text[:start] + text[end:]
        return None

    @staticmethod
    def year(document: Document) -> str:
        """The year of the 文号, else of the date, as printed; empty where there is none."""
        match = re.search(r"(?:19|20)\d{2}", document.number or document.date)
        return match.group() if match else ""

    @staticmethod
    def _is(document: Document, kind: str) -> bool:
        return any(kind in _KIND_WORD.findall(title) for title in (document.title, document.full_title))

    def resolve(self, text: str, within: Sequence[Document] = ()) -> tuple[Passage, ...]:
        """The clauses a written address means: one, several, or none.

        Args:
            text: an address in any spelling.
            within: documents to look in where the text names none; empty means all.
        """
        exact = self.clause(text.strip())
        if exact is not None:
            return (Passage(exact),)
        folded = self._by_folded.get(compact(fold(text)), [])
        if folded:
            return tuple(map(Passage, folded))
        named, rest = self.documents_named(text)
        if not named and _names_another(text):
            return ()
        documents = named or tuple(within) or self.documents
        return self._resolve_steps(rest, documents)

    def _resolve_steps(self, rest: str, documents: Sequence[Document]) -> tuple[Passage, ...]:
        rest = rest.strip(" /　，,的第" if not rest.strip().startswith("第") else " /　，,的")
        if not rest:
            return tuple(Passage(document.clauses[0]) for document in documents)
        table = self._table_clause(rest, documents)
        if table:
            return table
        written = read_steps(rest) or find_address(rest)
        return self.follow(written, documents) if written else ()

    def follow(self, written: Written, documents: Sequence[Document]) -> tuple[Passage, ...]:
        """The clauses a written address means in the given documents; a 款 becomes a span of its 条."""
        clauses = [clause for document in documents for clause in document.clauses]
        found = match_steps(written.steps, clauses)
        if written.paragraph is None:
            return tuple(map(Passage, found))
        return tuple(
            Passage(clause, spans) for clause in found if (spans := paragraph_spans(clause, written.paragraph))
        )

    def _table_clause(self, rest: str, documents: Sequence[Document]) -> tuple[Passage, ...]:
        """附件1/轨道交通, 附件1“长沙”列, 附件2 的 轨道交通 一行."""
        match = re.match(r"附\s*[件表]\s*([\d一二三四五六七八九十]*)", fold(rest))
        if match is None:
            return ()
        name = re.sub(r"[一那这]?(?:行|列|栏)$", "", _EDGES.sub("", compact(rest[match.end() :])))
        name = re.sub(r"[“”\"‘’「」市]+$", "", name) or name
        if not name:
            return ()
        wanted = fold(name).strip("/“”\"")
        annex = f"附件{value(match.group(1)) or 1}" if match.group(1) else "附件"
        places = [
            clause
            for document in documents
            for clause in document.clauses
            if clause.kind in {"row", "column", "note"} and clause.labels[0].startswith(annex)
        ]
        found = [clause for clause in places if wanted in _names_of(clause)]
        return tuple(map(Passage, found)) or _crossings(wanted, places)

    def find_phrase(self, phrase: str) -> tuple[Passage, ...]:
        """Where a phrase stands, white space and width ignored; printed clauses only, in reading order."""
        wanted, _ = squeeze(fold(phrase.strip(_QUOTES + " \n\t")))
        if len(wanted) < 2:
            return ()
        found = []
        for clause, text, offsets in self._squeezed:
            at = text.find(wanted)
            if at >= 0:
                spans = cover(clause.spans, offsets[at], offsets[at + len(wanted) - 1] + 1)
                found.append(Passage(clause, spans))
        return tuple(found)

    @cached_property
    def _squeezed(self) -> list[tuple[Clause, str, list[int]]]:
        return [(clause, *squeeze(fold(clause.text))) for clause in self.clauses if not clause.derived]

    def look_up(self, text: str, within: Sequence[Document] = ()) -> tuple[Passage, ...]:
        """A written address, or a quoted phrase.

        Raises:
            AddressError: neither an address nor a phrase of the documents; the message names the nearest ones.
        """
        if not text.strip():
            raise AddressError("请给出条款地址或原文片段", "例：ceyin cite \"三（二）1\"")
        found = self.resolve(text, within) or self.find_phrase(text)
        if found:
            return found
        near = "、".join(self.nearest(text))
        raise AddressError(f"没有找到“{text.strip()[:60]}”" + (f"，最接近的是：{near}" if near else ""))

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """Addresses that look most like a text that is none."""
        named, rest = self.documents_named(text)
        pool = [c.address for d in (named or self.documents) for c in d.clauses]
        wanted = compact(fold(text if not named else f"{named[0].address}/{rest}"))
        return difflib.get_close_matches(wanted, pool, n=count, cutoff=0.3)


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


def _names_of(clause: Clause) -> set[str]:
    return {fold(compact(clause.label)), *(fold(alias) for alias in clause.aliases)}


def _crossings(wanted: str, places: Sequence[Clause]) -> tuple[Passage, ...]:
    """“轨道交通”行“株洲”列: the row, with the cell that stands in the column."""
    rows = [(row, name) for row in places if row.kind == "row" for name in _names_of(row) if name in wanted]
    columns = {compact(fold(cell.column)) for row, _ in rows for cell in row.cells} - {""}
    return tuple(
        Passage(row, (cell.span,))
        for row, name in rows
        for cell in row.cells
        if compact(fold(cell.column)) in columns & {re.sub(r"[行列栏的“”\"/，,、]|市$", "", wanted.replace(name, "", 1))}
    )


def _names_another(text: str) -> bool:
    """Whether a text names a document by 文号 or title (that is not among the indexed ones)."""
    return bool(NUMBER.search(text) or _ANOTHER_TITLE.search(_THIS.sub("", text)))


def paragraph_spans(clause: Clause, number: int) -> tuple[Span, ...]:
    """The spans of the counted paragraph (款) of a clause; empty where it has fewer."""
    lines, offset = [], 0
    for line in clause.text.splitlines(keepends=True):
        if line.strip():
            lines.append((offset, offset + len(line.rstrip())))
        offset += len(line)
    if not 1 <= number <= len(lines):
        return ()
    return cover(clause.spans, *lines[number - 1])
