"""How Word prints the numbers of its automatic numbering (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def print_number(number: int, numbering: str) -> str:
    """A number in one of Word's formats; formats that no Chinese document has are printed as decimals.

    >>> [print_number(21, kind) for kind in ("chineseCountingThousand", "ideographDigital", "decimalFullWidth")]
    ['二十一', '二一', '２１']
    >>> [print_number(105, kind) for kind in ("chineseCountingThousand", "chineseCounting", "japaneseCounting")]
    ['一百零五', '一○五', '百五']
    >>> [print_number(4, kind) for kind in ("decimalEnclosedCircle", "upperRoman", "lowerLetter", "ideographTraditional")]
    ['④', 'IV', 'd', '丁']
    """
    printed = _FORMATS.get(numbering)
    return printed(number) if printed and number > 0 else "" if numbering == "none" else str(number)


def _thousands(number: int, digits: str = _HAN, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """一百零五: with units, 十二 and not 一十二."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = digits[0] if 0 < low < 1_000 else ""
        return _thousands(high, digits, units) + "万" + (gap + _thousands(low, digits, units) if low else "")
    printed, pending = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            printed += (digits[0] if pending else "") + digits[digit] + units[place]
        pending = not digit and bool(printed)
    return printed.removeprefix("一") if 10 <= number < 20 else printed


def _japanese(number: int) -> str:
    """百五: no 一 before a unit, no zero between."""
    if number >= 10_000:
        return _thousands(number)
    printed = ""
    for place, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**place % 10
        printed += ("" if digit == 1 and unit else _HAN[digit]) + unit if digit else ""
    return printed


def _positional(number: int, zero: str = "○") -> str:
    return "".join(zero if digit == "0" else _HAN[int(digit)] for digit in str(number))


def _chinese(number: int) -> str:
    """Counting words to ninety-nine, digits beyond."""
    return _thousands(number) if number < 100 else _positional(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    printed = ""
    for worth, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        count, number = divmod(number, worth)
        printed += sign * min(count, 50)
    return printed


def _in_row(first: str, most: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode; decimals beyond the last."""
    return lambda number: chr(ord(first) + number - 1) if number <= most else str(number)


def _circled(number: int) -> str:
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


def _formal(number: int) -> str:
    return _thousands(number, _FORMAL, ("", "拾", "佰", "仟"))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _in_row("⒈", 20),
    "decimalEnclosedParen": _in_row("⑴", 20),
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _in_row("㊀", 10),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
