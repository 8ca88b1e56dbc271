"""What reading a file gives: its text as lines and flattened tables, and where they stood in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.clause import Span


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, as the parser and every offset see it.

    Attributes:
        text: lines and tables; a table cell is a line after a tab, more lines of it follow without one, an empty
            line ends the row.
        kind: the format it came in: `txt`, `md`, `html`, `docx`, `pdf`, or what was converted (`doc`, `wps`…).
        tables: where the tables stand in `text`; none where the file only has lines (txt).
        pages: the offset at which each page begins (pdf).
        paragraphs: the offset at which each paragraph of the file begins (docx).
        facts: what the file says of the document outside its text (`文号`, `标题`, `成文日期`…), as printed.
        remarks: what a person should know about the reading.
    """

    text: str
    kind: str = "txt"
    tables: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
