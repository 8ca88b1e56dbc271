"""What a text states that can be looked up: figures with their units, years, 文号, titles, references. Pure functions.

Chinese and Arabic numerals are folded (三十日 is 30日, 百分之五 is 5%); nothing is converted (0.5万亿元 is not 5000亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.facts import UNITS
from index.numerals import value
from index.text import compact, fold

_HAN = "零一二两三四五六七八九十百千"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸兩萬億", "一二三四五六七八九十百千二三六两万亿")
_IN_FORMAL = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟貳參陸兩萬億]{2,}|[壹贰叁肆伍陆柒捌玖貳參陸兩](?=[亿万元])")
_MORE_UNITS = (
    "(?:美|欧|日|港|英)元|英镑|百分点"
    "|平方公里|个?方面|季度|部分|大类|千瓦|公斤|辆|艘|架|所|支|只|名|位|类|点|处|级|届|批|轮|期|章|节|款|字|页|周|月|号|米|克|升|斤|秒|大|元"
)
_SCALE = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万)"
_UNIT = rf"(?:多|余)?(?P<unit>{_SCALE}?(?:{UNITS}|{_MORE_UNITS})|{_SCALE})?"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_FIGURE = re.compile(rf"(?<![\d.])(?P<arabic>{_ARABIC})(?:[-至到](?P<to>{_ARABIC}))?{_UNIT}")
_HAN_FIGURE = re.compile(rf"(?<![第(\[{_HAN}])(?P<han>[{_HAN}]+)(?:多|余)?(?P<unit>{_SCALE}?(?:{UNITS}|{_MORE_UNITS}))")
_SIZE = re.compile(rf"(?<![\d{_HAN}万.])(?P<size>[十百千万]+亿)(?!元)级?")  # 千亿产业: no amount but a size
_PERCENT = re.compile(rf"百分之(?P<number>{_ARABIC}|[{_HAN}]+)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DATED = re.compile(  # the year of a document, not one that anything is to happen in
    r"(?<!\d)(?P<year>(?:19|20)\d{2})年?(?:版|度?的?(?:实施)?(?:方案|意见|办法|条例|通知|文件|规定|规划)|(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:印发|发布|出台|制定|下发|公布))"
)
_UNCOUNTED = frozenset({"个", "种", "项", "批", "条", "次", "位", "名", "类", "点", "处", "大", "级", "届", "期", "章", "节", "部分", "方面", "个方面"})
_NUMBER = re.compile(r"[一-龥]{2,4}\[\d{4}\]第?\d+号")
_TITLE = re.compile(r"<([^<>]{2,60})>")
_REFERENCE = re.compile(rf"第(?P<number>[{_HAN}\d]+)(?P<kind>[条款项章节编]|部分)|(?P<annex>附件)(?P<of>[{_HAN}\d]+)|\((?P<label>[{_HAN}\d]+)\)")
_PIECE = re.compile(r"(?:[^，,；;。：:！？!?]|(?<=\d),(?=\d{3}))+")
_LATIN = re.compile(r"[a-z]{2,}")
_UP = re.compile(r"(?:超过|突破|不低于|不少于|不小于|至少|高于|大于|多于)[^，。；]{0,2}$")
_DOWN = re.compile(r"(?:不超过|不高于|不多于|不大于|低于|少于|小于|至多|最多|不足|控制在)[^，。；]{0,2}$")
_UP_AFTER, _DOWN_AFTER = re.compile("以上"), re.compile("以下|以内|之内")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, both folded.

    Attributes:
        number: `5000`, a range as `2-5`.
        unit: `亿元`; empty where none stands behind it.
        bound: 1 for a lower bound (超过, 以上), -1 for an upper one (不超过, 以内), 0 for neither.
        start, end: where in the folded text.
        after: the letter or character that stands behind a number without a unit; empty where none does.
    """

    number: str
    unit: str
    bound: int
    start: int
    end: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a text states that its source has to hold, all of it folded and without white space.

    `dates` are the years of documents (2023年的方案), `years` all others.
    """

    figures: tuple[Figure, ...]
    years: frozenset[str]
    dates: frozenset[str]
    numbers: frozenset[str]
    titles: frozenset[str]
    references: frozenset[str]
    latin: frozenset[str]


def plain(text: str) -> str:
    """A text folded and without white space, as everything here is compared."""
    return compact(fold(text))


@lru_cache(maxsize=4096)
def claims_of(text: str) -> Claims:
    """The claims of a text.

    >>> [(figure.number, figure.unit) for figure in claims_of("到２０２７年超过5000亿元，三十日内").figures]
    [('5000', '亿元'), ('30', '日')]
    """
    folded = plain(text)
    numbers, titles = frozenset(_NUMBER.findall(folded)), frozenset(_TITLE.findall(folded))
    rest = _TITLE.sub(_blank, _NUMBER.sub(_blank, folded))
    references = frozenset(_references(rest))
    rest = _REFERENCE.sub(_blank, rest)
    dates, years = frozenset(match["year"] for match in _DATED.finditer(rest)), frozenset(target_years(rest))
    return Claims(
        tuple(figures(rest)), years, dates, numbers, titles, references, frozenset(_LATIN.findall(rest))
    )


def figures(folded: str) -> Iterator[Figure]:
    """The figures of a folded text, years left out."""
    for match in _PERCENT.finditer(folded):
        yield Figure(_digits(match["number"]), "%", _bound(folded, *match.span()), *match.span())
    folded = _PERCENT.sub(_blank, folded)
    for match in _SIZE.finditer(folded):
        yield Figure(match["size"], "级", 0, *match.span())
    folded = _IN_FORMAL.sub(lambda match: match.group().translate(_FORMAL), folded)
    for match in _FIGURE.finditer(folded):
        if _YEAR.fullmatch(match["arabic"]) and (match["unit"] or "年") == "年":
            continue
        number = _digits(match["arabic"]) + (f"-{_digits(match['to'])}" if match["to"] else "")
        after = folded[match.end() : match.end() + 1] if not match["unit"] else ""
        yield Figure(number, _unit(match), _bound(folded, *match.span()), *match.span(), after if after.isalpha() else "")
    for match in _HAN_FIGURE.finditer(folded):
        number = _digits(match["han"])
        if number and (number != "1" or match["unit"] not in _UNCOUNTED):
            yield Figure(number, _unit(match), _bound(folded, *match.span()), *match.span())


def pieces(folded: str) -> tuple[str, ...]:
    """What stands between the commas of a folded text; the comma of a number is none.

    >>> pieces("达到4,100亿元,培育5家")
    ('达到4,100亿元', '培育5家')
    """
    return tuple(_PIECE.findall(folded))


def target_years(folded: str) -> list[str]:
    """The years of a folded text in order, those of documents left out."""
    rest = without_figures(_DATED.sub(_blank, _NUMBER.sub(_blank, folded)))  # 2000亿元 is no year
    return _YEAR.findall(rest)


def without_figures(folded: str) -> str:
    """A folded text with commas in place of its figures."""
    rest = list(folded)
    for figure in figures(folded):
        rest[figure.start : figure.end] = "，" * (figure.end - figure.start)
    return "".join(rest)


def references_of(text: str) -> frozenset[str]:
    """The places a text refers to (第三条, 附件1, （二）), by value."""
    return frozenset(_references(plain(text)))


def _references(folded: str) -> Iterator[str]:
    for match in _REFERENCE.finditer(folded):
        number = value(match["number"] or match["of"] or match["label"])
        yield f"{match['annex'] or match['kind'] or '('}{number}"


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match.group())  # what follows stays where it is


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"] or ""
    return f"个{unit}" if unit == "百分点" else unit


def _digits(numeral: str) -> str:
    if numeral[0].isdecimal():
        number = Decimal(numeral.replace(",", "")).normalize()
        return f"{number:f}"
    found = value(numeral)
    return "" if found is None else str(found)


def _bound(text: str, start: int, end: int) -> int:
    before, after = text[max(0, start - 8) : start], text[end : end + 3]
    if _DOWN.search(before) or _DOWN_AFTER.match(after):
        return -1
    return 1 if _UP.search(before) or _UP_AFTER.match(after) else 0
