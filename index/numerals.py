"""Chinese and Arabic numerals of labels, by value."""

from __future__ import annotations

from index.text import fold

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
NUMERAL = "零〇○一二两三四五六七八九十百千0-9０-９"


def value(numeral: str) -> int | None:
    """The number a numeral stands for; None where it is none.

    >>> [value(numeral) for numeral in ("一百零一", "二十", "十二", "12", "③", "乙", "二〇二三")]
    [101, 20, 12, 12, 3, 2, 2023]
    """
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    folded = fold(numeral)
    if folded.isdecimal():
        return int(folded)
    if len(folded) == 1 and folded in _STEMS:
        return _STEMS.index(folded) + 1
    if not folded or any(character not in _DIGITS and character not in _UNITS for character in folded):
        return None
    if not any(character in _UNITS for character in folded):
        return int("".join(str(_DIGITS[character]) for character in folded))
    return _with_units(folded)


def _with_units(numeral: str) -> int:
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
