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


@dataclass(frozen=True, slots=True)
class Order:
    """The heading of an order: where its lines stand among those looked at, its number as printed without white space, who issued it."""

    first: int
    lines: tuple[Line, ...]
    number: str
    issuer: str

    @property
    def last(self) -> int:
        """The index after its last line."""
        return self.first + len(self.lines)


def find_order(lines: Sequence[Line]) -> Order | None:
    """The first heading of an order among the lines: 某部令 with 第73号 below it or beside it; None where there is none."""
    texts = [compact(line.text) for line in lines]
    for at, text in enumerate(texts):
        if at and text in _BARE and (below := _NUMBERED.fullmatch("".join(texts[at + 1 : at + 2]))):
            return _order(at - 1, lines[at - 1 : at + 2], texts[at - 1] + text, below.group(1))
        if whole := _WHOLE.fullmatch(text):
            return _order(at, lines[at : at + 1], whole.group(1), whole.group(2))
        below = _NUMBERED.fullmatch(texts[at + 1]) if at + 1 < len(texts) and _ALONE.fullmatch(text) else None
        if below:
            return _order(at, lines[at : at + 2], text, below.group(1))
    return None


def is_order_number(line: Line) -> bool:
    """Whether a line is the number of an order and nothing else (第73号, 2024年第9号)."""
    return _NUMBERED.fullmatch(compact(line.text)) is not None


def _order(first: int, lines: Sequence[Line], heading: str, number: str) -> Order:
    return Order(first, tuple(lines), heading + number, _KIND.sub("", heading))
