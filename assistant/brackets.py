"""The item of a list whose range holds the quantity a question gives: 300吨 falls under 超过200吨但不超过2000吨的."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.clause import Clause
from index.numerals import value
from index.text import fold

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_QUANTITY = (
    r"(?:(?P<digits{0}>\d[\d.]*)|(?P<han{0}>[零一二三四五六七八九十百千两]+))\s*(?P<scale{0}>[百千万亿]?)"
    r"(?P<unit{0}>平方米|立方米|公顷|公里|千米|毫升|千瓦|吨|米|亩|元|升|周岁|岁|年|个?月|日|天|小时|人|名|户|家|头|只|台|辆|座)"
)
_ABOVE = re.compile(
    rf"(?:(?<![不未])(?P<more>超过|高于|大于|多于)|(?<![不未])满|达到|不[少低小]于){_QUANTITY.format('')}|{_QUANTITY.format('_')}(?P<up>以上)"
)
_BELOW = re.compile(
    rf"(?:(?P<least>不超过|不[多高大]于)|不满|未满|不足|(?<!不)(?:低于|少于|小于)){_QUANTITY.format('')}|{_QUANTITY.format('_')}(?P<down>以下|以内)"
)
_GIVEN = re.compile(rf"(?P<more>超过|多于|高于|大于)?{_QUANTITY.format('')}(?P<less>以下|以内|不到)?")
_NUDGE = 1e-6  # share of a quantity that 超过 moves it up and 不到 down


@dataclass(frozen=True, slots=True)
class Bracket:
    """A range of quantities of one unit; bounds may be infinite."""

    unit: str
    low: float = -math.inf
    high: float = math.inf
    low_inside: bool = True
    high_inside: bool = True

    def holds(self, quantity: float) -> bool:
        """Whether a quantity of the unit falls into the range."""
        above = quantity > self.low or (self.low_inside and quantity == self.low)
        return above and (quantity < self.high or (self.high_inside and quantity == self.high))


def read_bracket(text: str) -> Bracket | None:
    """The first range a text states.

    >>> read_bracket("净吨位超过200吨但不超过2000吨的，每吨4元；")
    Bracket(unit='吨', low=200.0, high=2000.0, low_inside=False, high_inside=True)
    """
    folded = fold(text)
    above, below = _ABOVE.search(folded), _BELOW.search(folded)
    bounds = [match for match in (above, below) if match]
    if not bounds:
        return None
    unit = _unit(bounds[0])
    below = below if below and _unit(below) == unit else None
    return Bracket(
        unit,
        low=_quantity(above) if above else -math.inf,
        high=_quantity(below) if below else math.inf,
        low_inside=not (above and above.group("more")),
        high_inside=bool(below and (below.group("least") or below.group("down"))),
    )


def in_bracket(question: str, items: Sequence[Clause]) -> Clause | None:
    """The only one of several items with ranges of one unit into which a quantity of the question falls."""
    ranges = [(item, bracket) for item in items if (bracket := read_bracket(item.text))]
    for unit, quantity in _given(fold(question)):
        alike = [(item, bracket) for item, bracket in ranges if bracket.unit == unit]
        holding = [item for item, bracket in alike if bracket.holds(quantity)]
        if len(alike) > 1 and len(holding) == 1:
            return holding[0]
    return None


def _given(question: str) -> Iterator[tuple[str, float]]:
    for match in _GIVEN.finditer(question):
        nudge = _NUDGE if match.group("more") else -_NUDGE if match.group("less") else 0.0
        yield _unit(match), _quantity(match) * (1 + nudge)


def _part(match: re.Match[str], name: str) -> str:
    groups = match.groupdict()
    return groups.get(name) or groups.get(f"{name}_") or ""


def _unit(match: re.Match[str]) -> str:
    unit = _part(match, "unit")
    return {"周岁": "岁", "个月": "月", "天": "日", "名": "人", "千米": "公里"}.get(unit, unit)


def _quantity(match: re.Match[str]) -> float:
    digits, han = _part(match, "digits"), _part(match, "han")
    number = float(digits.rstrip(".")) if digits else float(value(han) or 0)
    return number * _SCALES[_part(match, "scale")]
