"""Orders and announcements: the text they promulgate is named by its own title, and found by their number too."""

from __future__ import annotations

import pytest

from index.clause import Document
from index.library import Library
from index.naming import DocumentNames
from tests.index.shapes import at, parse, places

SAYS = "《某省渡口条例》已由省第九届人大常委会第三次会议通过，现予公布，自2024年9月1日起施行。"
SIGNED = ("", "某省人民代表大会常务委员会", "2024年5月30日", "")
HISTORY = "（2019年9月27日省人大常委会第十二次会议通过　2024年5月30日省人大常委会第三次会议修订）"
CONTENTS = ("", "目　　录", "第一章　总则", "第二章　附则", "")
STATUTE = ("第一章　总则", "第一条　为了渡口安全，制定本条例。", "第二章　附则", "第二条　本条例自2024年9月1日起施行。")
HEADINGS = {
    "某省人民代表大会常务委员会公告（九届）第十一号": ("某省人民代表大会常务委员会公告", "（九届）第十一号"),
    "某省第九届人民代表大会常务委员会公告第11号": ("某省第九届人民代表大会常务委员会", "公　　告", "第 11 号"),
    "某省人民政府令第215号": ("某省人民政府令", "第 215 号"),
    "某部令2024年第9号": ("某部令2024年第9号",),
    "某委员会 某部 某局令第23号": ("某委员会", "某部", "某局", "令", "第 23 号"),
    "中华人民共和国主席令第八十八号": ("中华人民共和国主席令", "第八十八号"),
}


def announced_below(number: str) -> Document:
    """A statute with its announcement below the title."""
    return parse("某省渡口条例", "", HISTORY, "", *HEADINGS[number], "", SAYS, *SIGNED, *CONTENTS, *STATUTE)


def announced_above(number: str) -> Document:
    """A statute below the announcement and its signature."""
    return parse(*HEADINGS[number], "", SAYS, *SIGNED, "某省渡口条例", HISTORY, *CONTENTS, *STATUTE)


@pytest.mark.parametrize("number", HEADINGS)
def test_a_statute_is_named_by_its_title_wherever_the_order_stands(number: str) -> None:
    for document in (announced_below(number), announced_above(number)):
        assert (document.address, document.title, document.number) == ("某省渡口条例", "某省渡口条例", number)
        assert document.name == f"《某省渡口条例》（{number}）"
        assert places(document) == ["标题", "前言", "落款", "目录", "第一章", "第一条", "第二章", "第二条"]


def test_the_announcement_below_a_title_is_no_part_of_it() -> None:
    document = announced_below("某省人民政府令第215号")
    assert at(document, "标题").text == f"某省渡口条例\n\n{HISTORY}" and at(document, "前言").text.startswith("某省人民政府令")


def test_the_table_of_contents_stands_by_itself() -> None:
    document = announced_above("某省人民政府令第215号")
    assert at(document, "目录").text == "目　　录\n第一章　总则\n第二章　附则" and "第一章" not in at(document, "前言").text
    assert [passage.clause.label for passage in Library([document]).resolve("某省渡口条例/目录")] == ["目录"]


def test_a_signature_below_the_number_is_no_title() -> None:
    document = parse("某部令", "第73号", "部长　某某", "2024年11月6日", "", "某登记办法", "", *STATUTE)
    assert (document.title, document.issuers, document.date) == ("某登记办法", ("某部",), "2024年11月6日")


def test_an_announcement_is_named_by_its_title_above_or_below_its_number() -> None:
    title, number = "某税务局关于调整申报期限的公告", "某税务局公告2024年第5号"
    for head in ((title, number), (number, title), ("某税务局公告", "2024年第5号", "", title)):
        document = parse(*head, "", "现公告如下：", "一、按月申报。", "二、按季缴纳。", "特此公告。", "", "某税务局", "2024年11月28日")
        assert (document.title, document.number, document.issuers) == (title, number, ("某税务局",))


@pytest.mark.parametrize("asked", ["某部令2024年第9号规定了什么？", "9号令规定了什么？", "第9号令规定了什么？"])
def test_a_statute_is_found_by_the_number_of_its_order(asked: str) -> None:
    statute, other = announced_above("某部令2024年第9号"), parse("某县关于防汛的意见", "", "一、备料。", "二、值守。")
    assert DocumentNames([other, statute]).find(asked) == ((statute,), "规定了什么？")


def test_the_order_of_the_state_council_is_named_without_the_state() -> None:
    document = announced_above("中华人民共和国主席令第八十八号")
    assert DocumentNames([document]).find("主席令第八十八号何时施行")[0] == (document,)
