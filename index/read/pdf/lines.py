"""Characters of a page become lines of text, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Char = dict[str, Any]  # pdfplumber's: text, x0, x1, top, bottom, size (points)
_LATIN = re.compile(r"[A-Za-z0-9]")
_CELL = 1.6  # space between two cells of a line, in its size
_LEAST_LINES = 8  # lines both columns must share before a page is read in columns


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page; positions in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int

    @property
    def middle(self) -> float:
        """Half-way between its edges, across the page."""
        return (self.x0 + self.x1) / 2


def read_lines(chars: Sequence[Char], page: int) -> list[TextLine]:
    """The lines of a page from top to bottom; where it is set in two columns, the left one first."""
    printed = [char for char in chars if str(char["text"]).strip()]
    rows = _rows(printed)
    gutter = _gutter(rows)
    if gutter is None:
        return [_line(row, page) for row in rows]
    lines: list[TextLine] = []
    band: list[Char] = []
    for row in rows:
        if any(char["x0"] < gutter < char["x1"] for char in row):
            lines.extend(_in_columns(band, gutter, page))
            band = []
            lines.append(_line(row, page))
        else:
            band.extend(row)
    return [*lines, *_in_columns(band, gutter, page)]


def read_rows(chars: Sequence[Char], page: int) -> list[list[TextLine]]:
    """The lines of a page from top to bottom, each as the pieces that wide spaces part."""
    rows = []
    for row in _rows(char for char in chars if str(char["text"]).strip()):
        pieces = [[row[0]]]
        for before, char in pairwise(row):
            if char["x0"] - before["x1"] > _CELL * max(char["size"], 1):
                pieces.append([])
            pieces[-1].append(char)
        rows.append([_line(piece, page) for piece in pieces])
    return rows


def _in_columns(chars: Sequence[Char], gutter: float, page: int) -> list[TextLine]:
    left = [char for char in chars if char["x1"] <= gutter]
    right = [char for char in chars if char["x1"] > gutter]
    return [_line(row, page) for side in (left, right) for row in _rows(side)]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters on one base line, left to right; those printed twice (bold by overprinting) once."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda each: (each["top"] + each["bottom"], each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        above = rows[-1][-1] if rows else None
        same = above is not None and abs((above["top"] + above["bottom"]) / 2 - middle) < 0.45 * min(char["size"], above["size"])
        if same:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_once(sorted(row, key=lambda each: each["x0"])) for row in rows]


def _once(row: Sequence[Char]) -> list[Char]:
    kept: list[Char] = []
    for char in row:
        twice = any(char["text"] == each["text"] and abs(char["x0"] - each["x0"]) < 0.25 * char["size"] for each in kept[-3:])
        if not twice:
            kept.append(char)
    return kept


def _gutter(rows: Sequence[Sequence[Char]]) -> float | None:
    """Where the space between two columns runs, if most lines leave it free in the middle of the page."""
    if len(rows) < _LEAST_LINES:
        return None
    left, right = min(row[0]["x0"] for row in rows), max(row[-1]["x1"] for row in rows)
    counts: dict[float, int] = {}
    for step in range(35, 66):
        x = left + (right - left) * step / 100
        for row in rows:
            before = [char for char in row if char["x1"] <= x]
            after = [char for char in row if char["x0"] >= x]
            if len(before) + len(after) == len(row) and len(before) > 5 and len(after) > 5:
                gap = after[0]["x0"] - before[-1]["x1"]
                counts[x] = counts.get(x, 0) + (1.2 * row[0]["size"] < gap < 5 * row[0]["size"])
    best = max(counts, key=lambda x: counts[x], default=0.0)
    return best if counts.get(best, 0) >= max(_LEAST_LINES, 0.6 * len(rows)) else None


def _line(row: Sequence[Char], page: int) -> TextLine:
    text = str(row[0]["text"])
    for before, char in pairwise(row):
        gap = (char["x0"] - before["x1"]) / max(char["size"], 1)
        letters = _LATIN.match(str(before["text"])) and _LATIN.match(str(char["text"]))
        text += ("    " if gap > _CELL else " " if gap > 0.9 or (letters and gap > 0.18) else "") + str(char["text"])
    sizes = sorted(char["size"] for char in row)
    top, bottom = min(char["top"] for char in row), max(char["bottom"] for char in row)
    return TextLine(text, row[0]["x0"], max(char["x1"] for char in row), top, bottom, sizes[len(sizes) // 2], page)
