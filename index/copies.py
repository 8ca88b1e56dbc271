"""The same text in several files (Word and PDF, a web copy, a notice passed on) is one document with several names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.clause import Document
from index.text import NOISE, compact, fold

_FRAME = frozenset({"title", "foreword", "signature", "annexes", "imprint"})
_KEPT = re.compile(r"[^0-9a-z一-龥★☆]")  # punctuation and spaces differ from copy to copy
_LEAST = 80  # characters of body below which equal texts prove nothing
_COVER = 200  # characters a covering notice may add before its own text counts
_ALIKE = 0.97  # share of the text that copies under one 文号 have in common


class Copies:
    """Finds which known document a further file is a copy of."""

    def __init__(self) -> None:
        self._by_text: dict[str, list[int]] = {}
        self._by_number: dict[str, list[int]] = {}

    def find(self, document: Document, known: Sequence[Document]) -> int | None:
        """The place of the document in `known` whose text this is; None where it is new (then it is remembered).

        Args:
            document: just read; on None the caller appends it to `known`.
            known: the documents kept so far.
        """
        text, number = _text_of(document), compact(fold(document.number))
        if len(text) >= _LEAST:
            for place in self._by_text.get(text, ()):
                if _may_be_one(known[place], document):
                    return place
            for place in self._by_number.get(number, ()) if number else ():
                if _common(text, _text_of(known[place])) >= _ALIKE:
                    return place
        self._by_text.setdefault(text, []).append(len(known))
        self._by_number.setdefault(number, []).append(len(known))
        return None


def with_copy(document: Document, copy: Document) -> Document:
    """The document with the file of a copy, and its 文号 where that is another."""
    numbers = (copy.number,) if copy.number and compact(fold(copy.number)) != compact(fold(document.number)) else ()
    return replace(document, files=(*document.files, copy.file), numbers=(*document.numbers, *numbers))


def _text_of(document: Document) -> str:
    """The text without title block, covering lines, signature, punctuation and spaces."""
    pieces = [clause.text for clause in document.clauses if not clause.derived and clause.kind not in _FRAME]
    return _KEPT.sub("", fold(NOISE.sub("", "".join(pieces))))


def _may_be_one(known: Document, document: Document) -> bool:
    """Versions with the same text and different dates are two; a notice that passes another on has its own date and 文号."""
    if known.number and document.number:
        return known.number == document.number or max(map(_cover, (known, document))) <= _COVER
    return not (known.date and document.date and known.date != document.date)


def _cover(document: Document) -> int:
    return sum(len(compact(clause.text)) for clause in document.clauses if clause.kind == "foreword")


def _common(first: str, second: str) -> float:
    """Share of eight-character stretches two texts have in common."""
    a, b = (Counter(text[at : at + 8] for at in range(len(text) - 7)) for text in (first, second))
    total = max(sum(a.values()), sum(b.values()))
    return sum((a & b).values()) / total if total else 0.0
