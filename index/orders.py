"""Orders and announcements that promulgate a text: 某部令 第73号, 某常务委员会公告（十四届）第十一号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lines import Line
from index.numerals import NUMERAL
from index.text import compact

_NUMBER = rf"(?:[（(][^（）()]{{1,8}}[）)])?(?:(?:19|20)\d{{2}}年)?第[{NUMERAL}]+[号號]"
_HEADING = r"(?!.*关于)[一-龥、（）()]{1,40}?(?:令|公告|通告)"
_WHOLE = re.compile(rf"({_HEADING})[（(]?({_NUMBER})[）)]?")
_ALONE = re.compile(_HEADING)
_NUMBERED = re.compile(rf"[（(]?({_NUMBER})[）)]?")
_BARE = frozenset({"令", "公告", "通告"})
_KIND = re.compile(r"(?:令|公告|通告)$")
_ORGAN = re.compile(r"(?!.*关于)[一-龥]{1,20}(?:国务院|政府|委员会|办公室|[部局厅办委院行会署])")


@dataclass(frozen=True, slots=True)
class Order:
    """The heading of an order: where its lines stand among those looked at, its number as printed, who issued it.

    Attributes:
        number: heading and number without white space; a space parts several issuers.
    """

    first: int
    lines: tuple[Line, ...]
    number: str
    issuers: tuple[str, ...]

    @property
    def last(self) -> int:
        """The index after its last line."""
        return self.first + len(self.lines)


def find_order(lines: Sequence[Line]) -> Order | None:
    """The first heading of an order among the lines: 某部令 with 第73号 below it or beside it; None where there is none."""
    texts = [compact(line.text) for line in lines]
    for at, text in enumerate(texts):
        below = _NUMBERED.fullmatch(texts[at + 1]) if at + 1 < len(texts) else None
        if whole := _WHOLE.fullmatch(text):
            return _order(lines, at, at + 1, whole.group(1), whole.group(2))
        if below and (_ALONE.fullmatch(text) or (text in _BARE and at and _ORGAN.fullmatch(texts[at - 1]))):
            return _order(lines, at, at + 2, text, below.group(1))
    return None


def is_order_number(line: Line) -> bool:
    """Whether a line is the number of an order and nothing else (第73号, 2024年第9号)."""
    return _NUMBERED.fullmatch(compact(line.text)) is not None


def _order(lines: Sequence[Line], at: int, last: int, heading: str, number: str) -> Order:
    """The order whose heading closes at a line; the lines above it may name who else issues it."""
    first = at
    while first and _ORGAN.fullmatch(compact(lines[first - 1].text)):
        first -= 1
    organs = [compact(line.text) for line in lines[first:at]]
    issuers = [*organs, *filter(None, [_KIND.sub("", heading)])]
    return Order(first, tuple(lines[first:last]), " ".join(issuers) + _kind(heading) + number, tuple(issuers))


def _kind(heading: str) -> str:
    """令, 公告 or 通告, with which a heading ends."""
    return heading.removeprefix(_KIND.sub("", heading))
