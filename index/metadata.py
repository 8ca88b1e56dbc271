"""Records of what a document says of itself: dates, validity, what it rests on, what it repeals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeal:
    """A sentence that ends the validity of other documents: where it stands and whom it names.

    Attributes:
        start, end: the sentence in the document's text.
        titles: named in 《》, without them.
        numbers: 文号 named, without white space.
    """

    start: int
    end: int
    titles: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; dates as printed, empty where it says nothing.

    Attributes:
        printed: when it was printed (2024年5月6日印发).
        effective: from when it applies, a date or 公布之日.
        expires: until when, a date; or for how long (5年).
        based_on: titles it rests on (根据《…》).
        repeals: what it ends.
        expired: 废止 or 失效 where the file itself says that the document no longer holds.
        facts: what a web page's table says of it, by name.
    """

    printed: str = ""
    effective: str = ""
    expires: str = ""
    based_on: tuple[str, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    expired: str = ""
    facts: tuple[tuple[str, str], ...] = ()
