"""Word's automatic numbering, restored as it is printed (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.read.docx.counting import print_number
from index.read.docx.package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACEHOLDER = re.compile(r"%([1-9])")
_PRINTABLE_BULLETS = "—–─―－●•■◆★○·※☆□▲△◇"
_NO_SPACE_AFTER = "、．.。）)：:］]〕》"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    restart: int | None  # the level whose use restarts this one, counted from 1; 0 never, None the one above
    legal: bool  # all numbers as decimals
    style: str  # the paragraph style that carries this level
    suffix: str


@dataclass(slots=True)
class _List:
    """One abstract numbering: its levels and how far it has counted."""

    levels: dict[int, _Level]
    counters: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a document in order.

    Args:
        numbering: the numbering part, None where the file has none.
        styles: the styles part.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = {_at(style, "styleId"): style for style in _children(styles, "style")}
        self._default = next((name for name, style in self._styles.items() if _at(style, "type") == "paragraph"
                              and _at(style, "default") in {"1", "true", "on"}), "")  # fmt: skip
        self._abstract = {_at(each, "abstractNumId"): each for each in _children(numbering, "abstractNum")}
        self._numbers = {_at(each, "numId"): each for each in _children(numbering, "num")}
        self._lists: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: _Element) -> str:
        """The printed number of a paragraph with what parts it from the text; empty where it has none. Counts on."""
        number, depth = self._number_of(paragraph)
        found = self._list(number)
        if found is None:
            return ""
        level = self._level(number, depth, found)
        if level is None:
            return ""
        self._count(number, depth, level, found)
        return self._print(number, depth, level, found)

    def _number_of(self, paragraph: _Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style and what that is based on."""
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        number, depth = _value(own, "numId"), _value(own, "ilvl")
        if number:
            return number, _integer(depth, 0)
        style = (_value(properties, "pStyle") or self._default) if properties is not None else self._default
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            holder = self._styles[style].find(f"{W}pPr/{W}numPr")
            number = _value(holder, "numId")
            if number:
                carried = self._level_of_style(number, style)
                return number, _integer(depth, carried if carried is not None else _integer(_value(holder, "ilvl"), 0))
            style = _value(self._styles[style], "basedOn")
        return "", 0

    def _level_of_style(self, number: str, style: str) -> int | None:
        found = self._list(number)
        return next((at for at, level in found.levels.items() if level.style == style), None) if found else None

    def _list(self, number: str) -> _List | None:
        """The abstract numbering of a list; several lists may count in one."""
        name = _value(self._numbers.get(number), "abstractNumId")
        for _ in range(5):  # a list may be named by a style, that by another
            abstract = self._abstract.get(name)
            link = _value(abstract, "numStyleLink")
            style = self._styles.get(link)
            if not link or style is None:
                break
            name = _value(self._numbers.get(_value(style.find(f"{W}pPr/{W}numPr"), "numId")), "abstractNumId") or name
        if name not in self._abstract:
            return None
        if name not in self._lists:
            self._lists[name] = _List(_read_levels(self._abstract[name]), {})
        return self._lists[name]

    def _override(self, number: str, depth: int) -> _Element | None:
        overrides = _children(self._numbers.get(number), "lvlOverride")
        return next((each for each in overrides if _at(each, "ilvl") == str(depth)), None)

    def _level(self, number: str, depth: int, found: _List) -> _Level | None:
        override = self._override(number, depth)
        replaced = override.find(f"{W}lvl") if override is not None else None
        return _read_level(replaced) if replaced is not None else found.levels.get(depth)

    def _count(self, number: str, depth: int, level: _Level, found: _List) -> None:
        override = self._override(number, depth)
        first = _integer(_value(override, "startOverride"), -1)
        start = level.start if first < 0 else first
        if first >= 0 and (number, depth) not in self._begun:
            found.counters[depth] = start
        else:
            found.counters[depth] = found.counters.get(depth, start - 1) + 1
        self._begun.add((number, depth))
        for deeper in [at for at in found.counters if at > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart > 0 and depth < restart):
                del found.counters[deeper]

    def _print(self, number: str, depth: int, level: _Level, found: _List) -> str:
        if level.number_format == "bullet":
            mark = level.text if level.text and all(character in _PRINTABLE_BULLETS for character in level.text) else ""
            return mark and f"{mark} "

        def printed(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            above = level if at == depth else self._level(number, at, found)
            if above is None:
                return ""
            count = found.counters.get(at, above.start)
            return print_number(count, "decimal" if level.legal and above.number_format != "none" else above.number_format)

        label = _PLACEHOLDER.sub(printed, level.text)
        parted = level.suffix != "nothing" and label.strip() and label.strip()[-1] not in _NO_SPACE_AFTER
        return f"{label} " if parted else label


def _read_levels(abstract: _Element) -> dict[int, _Level]:
    return {_integer(_at(level, "ilvl"), 0): _read_level(level) for level in _children(abstract, "lvl")}


def _read_level(level: _Element) -> _Level:
    restart = _value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    return _Level(
        start=_integer(_value(level, "start"), 0 if level.find(f"{W}start") is None else 1),
        number_format=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText"),
        restart=_integer(restart, 0) if restart else None,
        legal=legal is not None and _at(legal, "val") not in {"0", "false", "off"},
        style=_value(level, "pStyle"),
        suffix=_value(level, "suff") or "tab",
    )


def _children(element: _Element | None, name: str) -> list[_Element]:
    return list(element.findall(f"{W}{name}")) if element is not None else []


def _at(element: _Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _value(element: _Element | None, name: str) -> str:
    """The `val` of a child; empty where either is missing."""
    child = element.find(f"{W}{name}") if element is not None else None
    return _at(child, "val") if child is not None else ""


def _integer(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
