"""Printed numbers at the start of a line, and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.labels import read_label
from index.lines import Line
from index.numerals import value


def line(text: str) -> Line:
    return Line(0, len(text), text, text, False)


@pytest.mark.parametrize(
    ("text", "kind", "label", "number"),
    [
        ("一、总体要求", "han", "一", 1),
        ("十二．其他", "han", "十二", 12),
        ("（三）食品", "bracketed_han", "（三）", 3),
        ("(十一) 军工", "bracketed_han", "（十一）", 11),
        ("（ 五 ）商务", "bracketed_han", "（五）", 5),
        ("六 、保障", "han", "六", 6),
        ("第 七 条　目的", "article", "第七条", 7),
        ("㈡ 矿业", "bracketed_han", "（二）", 2),
        ("1.国铁", "arabic", "1", 1),
        ("10．考核", "arabic", "10", 10),
        ("２、磁浮", "arabic", "2", 2),
        ("⒊智轨", "arabic", "3", 3),
        ("（1）甲类", "bracketed_arabic", "（1）", 1),
        ("⑵乙类", "bracketed_arabic", "（2）", 2),
        ("③丙类", "circled", "③", 3),
        ("乙、时限", "stem", "乙", 2),
        ("1.2.3　演练", "decimal", "1.2.3", 3),
        ("第一编 总则", "part", "第一编", 1),
        ("第二篇　产业", "part", "第二篇", 2),
        ("第十章　附则", "chapter", "第十章", 10),
        ("附 则", "chapter", "附则", 0),
        ("第三节 程序", "section", "第三节", 3),
        ("第一百零一条　本条例", "article", "第一百零一条", 101),
        ("第二条之一 但书", "article", "第二条之一", 2),
    ],
)
def test_every_rung_of_the_ladder_is_read(text: str, kind: str, label: str, number: int) -> None:
    read = read_label(line(text))
    assert read is not None and (read.kind, read.text, read.value) == (kind, label, number)


@pytest.mark.parametrize(
    "text",
    [
        *("1.5万亩", "2023年", "一是落实责任", "第一，完善标准", "十分重要", "（试行）", "A1：石化", "甲方"),
        *("第三条规定的情形", "第一章的规定适用于本章。", "附则如下"),
    ],
)
def test_what_only_looks_like_a_number_is_no_label(text: str) -> None:
    assert read_label(line(text)) is None


def test_a_bare_number_is_a_label_only_where_chapters_are_decimal() -> None:
    assert read_label(line("1　总则")) is None
    label = read_label(line("1　总则"), decimals=True)
    assert label is not None and (label.kind, label.text) == ("decimal", "1")


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("〇", 0), ("十", 10), ("二十", 20), ("一百一十", 110), ("一百零一", 101), ("两千", 2000), ("二〇二三", 2023), ("１２", 12), ("⑳", 20), ("癸", 10)],
)
def test_numerals_have_their_value(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("text", ["", "年", "十x", "一、", "-1"])
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert value(text) is None


@given(st.integers(1, 9999))
def test_chinese_numerals_count_like_arabic_ones(number: int) -> None:
    assert value(spell(number)) == number


def spell(number: int) -> str:
    """一千零五 for 1005, as regulations print it."""
    digits = "零一二三四五六七八九"
    spelled, zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        zero = zero or (not digit and bool(spelled))
        if digit:
            spelled += ("零" if zero else "") + digits[digit] + mark
            zero = False
    return spelled
