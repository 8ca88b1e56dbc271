"""The records a document becomes. All are frozen; offsets are Unicode code points of the decoded file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from index.metadata import Metadata

_HORIZON = re.compile(r"(?:到|至|截至)\s*((?:19|20)\d{2})\s*年")
ASIDE = frozenset({"title", "annexes", "signature", "annex"})  # kinds of clauses that only frame a text
_LEAD = 100  # characters of the sentence that announces an item


class Span(NamedTuple):
    """A half-open range `[start, end)` of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for a clause, as printed.

    `lead` is filled only where the text names a lead, or states a rule for its lists (排第一的为牵头单位，下同);
    `rule` is then the address of the clause that states it.
    """

    role: str
    lead: tuple[str, ...]
    others: tuple[str, ...]
    rule: str | None
    text: str
    start: int
    end: int

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody named, leads first."""
        return self.lead + self.others


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the names of its row and column, its value as printed, where it stands."""

    row: str
    column: str
    value: str
    span: Span


@dataclass(frozen=True)
class Clause:
    """A piece of a document that can be cited by its address.

    Attributes:
        address: `<document>/<label>/…`, the primary key.
        document: the document's own address.
        labels: the printed numbering from the document down, e.g. `("三", "（二）", "1")`.
        kind: what it is: a rung of the ladder (`chapter`, `article`, `item`…), a named place, `annex`,
            `row`, `column`, `paragraph`.
        heading: its own heading without label, empty where it has none.
        path: headings above it, outermost first.
        lead: of an item, the sentence above that announces it (有下列情形之一的：), as printed.
        spans: where its own text stands in the decoded file; never its children's text.
        text: the concatenation of `spans`.
        duties: who answers for it.
        derived: True for table columns, whose cells belong to the rows.
        cells: the cells of a table row or column.
        sentence: a table clause as a readable sentence, for embedding and reading, never for quoting.
        aliases: other printed names of the last label, such as the code `B2` of a table row.
        reference: the human form of the address, as used in citations.
    """

    address: str
    document: str
    labels: tuple[str, ...]
    kind: str
    heading: str
    path: tuple[str, ...]
    spans: tuple[Span, ...]
    text: str
    reference: str
    duties: tuple[Duty, ...] = ()
    derived: bool = False
    cells: tuple[Cell, ...] = ()
    sentence: str = ""
    aliases: tuple[str, ...] = ()
    lead: str = ""

    @property
    def label(self) -> str:
        """The last label; the document's address for a clause without labels."""
        return self.labels[-1] if self.labels else self.document

    def to_embed(self) -> str:
        """The text the dense search sees: a short discriminating path, what announces an item, then the clause."""
        above = " > ".join(part for part in (*self.path[-2:], self.lead[:_LEAD]) if part)
        body = self.sentence or self.to_show()
        return f"{above}\n{body}" if above else body

    def to_search(self) -> str:
        """The text the lexical search sees: path, heading, names, what announces an item, then the clause."""
        return "\n".join((*self.path, *self.aliases, *([self.lead] if self.lead else []), self.sentence or self.to_show()))

    def to_show(self) -> str:
        """The text a reader sees: the source without Markdown marks and table tabs."""
        lines = (line.strip("#\t 　") for line in self.text.splitlines())
        return "\n".join(line for line in lines if line and not line.startswith("<!--"))


@dataclass(frozen=True)
class Document:
    """A document as read: its identity, its decoded text, its clauses in reading order.

    Attributes:
        address: the 文号 as printed, else the title; the first part of every clause address.
        title: the title used for citing, without 《》.
        number: the 文号, empty where there is none.
        full_title: the title block's title (关于印发…的通知), where it differs from `title`.
        issuers: who issued it.
        date: date of signature as printed, empty where there is none.
        file: the file's name.
        digest: sha256 of the file's bytes.
        text: the decoded file.
        clauses: every clause in reading order, derived ones after the table they come from.
        remarks: what the parser wants a person to know (a table that disagrees with its own totals, …).
        pages: the offset in `text` at which each page begins; empty where the file has no pages.
        paragraphs: the offset at which each paragraph of a Word file begins.
        files: further files that hold the same text.
        numbers: further 文号 under which the same text was issued or passed on.
        metadata: what it says of itself: dates, validity, what it rests on and repeals.
    """

    address: str
    title: str
    number: str
    full_title: str
    issuers: tuple[str, ...]
    date: str
    file: str
    digest: str
    text: str = field(repr=False)
    clauses: tuple[Clause, ...] = field(repr=False)
    remarks: tuple[str, ...] = ()
    pages: tuple[int, ...] = field(default=(), repr=False)
    paragraphs: tuple[int, ...] = field(default=(), repr=False)
    files: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata, repr=False)

    def page_at(self, offset: int) -> int | None:
        """The page on which a character of `text` stands, counted from 1; None where the file has no pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None

    def paragraph_at(self, offset: int) -> int | None:
        """The paragraph of a Word file in which a character of `text` stands, counted from 1; else None."""
        return bisect_right(self.paragraphs, offset) or None if self.paragraphs else None

    @cached_property
    def horizons(self) -> frozenset[str]:
        """The years it sets targets for (到2027年)."""
        return frozenset(_HORIZON.findall(self.text))

    @cached_property
    def name(self) -> str:
        """The document in a citation."""
        return document_name(self.title, self.number, self.address)


def document_name(title: str, number: str, address: str) -> str:
    """A document in a citation: 《title》（文号）, or 《title》（date） where the address needs the date.

    >>> document_name("甲条例", "", "甲条例（2023年9月8日）")
    '《甲条例》（2023年9月8日）'
    """
    return f"《{title}》（{number}）" if number else f"《{title}》{address.removeprefix(title.replace('/', '／'))}"
