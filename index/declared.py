"""What a document says of itself beside its text: dates, validity, what it rests on, what it repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from index.frame import DATE, NUMBER
from index.metadata import Metadata, Repeal
from index.numerals import value
from index.text import compact

_TITLE = re.compile(r"《([^《》\n]{2,80}(?:〈[^〉\n]{1,60}〉[^《》\n]{0,20})?)》")
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
_EFFECTIVE = re.compile(rf"自({DATE.pattern}|发布之日|公布之日|印发之日|下发之日|签发之日)起[^，。；]{{0,12}}?(?:施行|实施|执行|生效)")
_SELF = r"(?:本(?:办法|规定|通知|意见|方案|细则|文件|条例|措施|规则|规范|制度|政策|标准|公告|通告|决定|指引|计划)|起[^。；，\n]{0,6}?(?:施行|实施|执行|生效))"
_UNTIL = re.compile(rf"{_SELF}[^。；\n]{{0,40}}?(?:有效期|执行|试行|施行|有效|实施|适用)(?:截至|截止|限)?(?:至|到)({DATE.pattern})")
_FOR_YEARS = re.compile(rf"{_SELF}[^。；\n]{{0,20}}?有效期(?:限)?(?:为|是)?\s*([\d一二三四五六七八九十]{{1,3}})\s*年")
_REPEALS = re.compile(r"(?:废止|停止执行)[^一-龥]*$|废止\s*〓")
_NOT_REPEALED = re.compile(r"(?:未|不|非|是否|及时|应当|可以|提出)\s*(?:予以?)?(?:废止|停止执行)[^一-龥]*$")
_EXPIRED = re.compile(r"[（(【\[]?(?:本文件|本文|此件|该文件|本办法)?(?:已经?)?(?:全文)?(?:宣布)?(废止|失效)[）)】\]]?")
_BASED = re.compile(r"(?:根据|依据|依照|按照|遵照|贯彻落实|贯彻)((?:[^《》。；，]{0,24}《[^《》]+》(?:[（(][^（）()]{2,40}[）)])?(?:[、，]|和|及|以及|等)?)+)")
_PRINTED_ON = re.compile(rf"({DATE.pattern})\s*印发")
_OPENING = 2_500  # characters in which a document says what it rests on
_HEAD = 400  # characters in which a copy says that it is no longer valid
_DAY = re.compile(r"(\d{4}|[一二][九〇○零OＯ0][一二三四五六七八九〇○零OＯ0]{2})\D+?([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日")


def read_metadata(text: str, title: str, facts: Mapping[str, str]) -> Metadata:
    """What a document says of itself.

    Args:
        text: the whole text.
        title: its own title, which it does not rest on.
        facts: what the file says outside the text.
    """
    effective, until, years, printed = (_first(pattern, text) for pattern in (_EFFECTIVE, _UNTIL, _FOR_YEARS, _PRINTED_ON))
    return Metadata(
        printed=compact(printed),
        effective=compact(effective or facts.get("施行日期", "")),
        expires=compact(until or facts.get("失效日期", "")) or (f"{value(years)}年" if years else "") or compact(facts.get("有效期", "")),
        based_on=tuple(_based_on(text[:_OPENING], title)),
        repeals=tuple(_repeals(text)),
        expired=_expired(text[:_HEAD], facts),
        facts=tuple(sorted(facts.items())),
    )


def read_day(printed: str) -> tuple[int, int, int] | None:
    """Year, month and day of a printed date; None where it is none.

    >>> read_day("二〇二一年八月二日"), read_day("2024年5月6日"), read_day("2024-05-06")
    ((2021, 8, 2), (2024, 5, 6), (2024, 5, 6))
    """
    plain = re.sub(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", r"\1年\2月\3日", printed)
    match = _DAY.search(compact(plain))
    if match is None:
        return None
    year, month, day = (value(re.sub("[○OＯ]", "〇", part)) for part in match.groups())
    return (year, month, day) if year and month and day else None


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def _based_on(opening: str, title: str) -> Iterator[str]:
    named: list[str] = []
    for match in _BASED.finditer(opening):
        for found in _TITLE.findall(match.group(1)):
            if found != title and found not in named:
                named.append(found)
                yield found


def _repeals(text: str) -> Iterator[Repeal]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        told = _TITLE.sub("〓", sentence)  # 废止 in the name of a document repeals nothing
        if not _REPEALS.search(told) or _NOT_REPEALED.search(told):
            continue
        titles = tuple(dict.fromkeys(_TITLE.findall(sentence)))
        numbers = tuple(dict.fromkeys(compact(number) for number in _numbers(sentence)))
        if titles or numbers:
            yield Repeal(match.start(), match.start() + len(sentence.rstrip()), titles, numbers)


def _numbers(sentence: str) -> Sequence[str]:
    """The 文号 of a sentence, without the words that run into their organ."""
    return [re.sub(r"^.*?(?:根据|依据|按照|和|及|与|对|将|原)(?=[一-龥]{2,}[〔［\[【（(])", "", match.group()) for match in NUMBER.finditer(sentence)]


def _expired(head: str, facts: Mapping[str, str]) -> str:
    """废止 or 失效 where a line near the top, or the page's table, says so and nothing else."""
    stated = compact(facts.get("时效", ""))
    for word in ("废止", "失效"):
        if word in stated and not stated.startswith(("未", "否", "不")):
            return word
    matches = (_EXPIRED.fullmatch(compact(line)) for line in head.splitlines())
    return next((match.group(1) for match in matches if match), "")
