"""All clauses of all documents, looked up by address, by written address, or by a quoted phrase."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.address import Written, find_address, match_steps, read_steps
from index.clause import Clause, Document, Span
from index.errors import AddressError
from index.frame import NUMBER
from index.naming import DocumentNames
from index.numerals import value
from index.standing import Standing, find_standings
from index.text import compact, cover, fold, squeeze

_ROW = re.compile(r"(?P<place>.+?)“(?P<name>.+)”[行列](?:[（(]第(?P<again>\d)处[）)])?")
_EDGES = re.compile(r"^[/的中里第“”\"‘’「」]+|[/的中里“”\"‘’「」]+$")
_ANOTHER_TITLE = re.compile(r"《.+》|[一-龥]{2,}(?:条例|规定|细则)(?=第|\s|/)|[一-龥]{3,}办法(?=第|\s|/)|(?<!办)法典?(?=第\S+条)")
_THIS = re.compile(r"(?:[本该此]|这[个份部]?|那[个份部]?|上述|前述)(?:条例|规定|细则|办法|法)(?=第|\s|/)")

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

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return find_standings(self.documents, datetime.date.today())

    def standing(self, address: str) -> Standing | None:
        """That a document no longer holds, by its address; None where nothing says so."""
        return self._standings.get(address)

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

    @cached_property
    def _names(self) -> DocumentNames:
        return DocumentNames(self.documents)

    def documents_named(self, text: str) -> tuple[tuple[Document, ...], str]:
        """The documents a text names by 文号, title, short name or year, and the text without the names."""
        return self._names.find(text)

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
        table = self._row_below(rest, documents) or self._table_clause(rest, documents)
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

    def _row_below(self, rest: str, documents: Sequence[Document]) -> tuple[Passage, ...]:
        """三、“甲等”行: a row of a table that stands in the text."""
        match = _ROW.fullmatch(rest)
        if match is None:
            return ()
        label = compact(fold(match["name"])) + (f"~{match['again']}" if match["again"] else "")
        places = {passage.clause.address for passage in self._resolve_steps(match["place"], documents)}
        rows = (clause for place in sorted(places) for clause in self._children.get(place, ()) if clause.kind in {"row", "column"})
        return tuple(Passage(row) for row in rows if compact(fold(row.label)) == label)

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
