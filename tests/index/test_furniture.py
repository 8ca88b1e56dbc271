"""What a web page prints around a document is no clause of it; what it states of the document is known all the same."""

from __future__ import annotations

import pytest

from index.furniture import is_furniture
from index.quality import assess
from tests.index.shapes import at, parse, places

PATH = "首页 > 政务公开 > 文件"
FACTS = ("索 引 号：007/2024-1", "发布机构：某市政府办", "公开属性：主动公开", "成文日期：2024年3月8日", "有 效 性：失效")
NOTICE = ("某市人民政府关于防汛的通知", "某政发〔2024〕3号", "", "各县：", "一、备料", "沙袋备足30万条。", "二、值守", "每日值守。")
TABLE = ("附件", "分工表", "任务\t单位", "备料\t甲局", "值守\t乙局")


def test_the_head_of_a_page_states_facts_and_makes_no_clause() -> None:
    document = parse(PATH, *FACTS, "", *NOTICE)
    assert at(document, "标题").text == "某市人民政府关于防汛的通知\n某政发〔2024〕3号"
    assert dict(document.metadata.facts)["索引号"] == "007/2024-1" and document.metadata.expired == "失效"
    assert (document.number, document.date, document.issuers) == ("某政发〔2024〕3号", "2024年3月8日", ("某市人民政府",))


def test_the_foot_of_a_page_belongs_to_no_annex_and_no_table() -> None:
    foot = ("（信息来源：市政府办）", "【打印】 【关闭】", "上一篇：防火通知", "责任编辑：某人", "扫一扫在手机打开当前页")
    document = parse(*NOTICE, *TABLE, "", *foot)
    assert at(document, "附件1").heading == "分工表" and at(document, "附件1", "备料").sentence.startswith("分工表，备料：")
    assert "来源" not in "".join(clause.text for clause in document.clauses)


def test_what_was_left_out_is_reported() -> None:
    quality = assess(parse(PATH, *NOTICE, "扫一扫在手机打开当前页"))
    assert quality.outside == "" and "网页栏目 2 行未收入条款（“首页 > 政务公开 > ”等）" in quality.remarks


def test_a_remark_below_a_table_is_no_part_of_its_title() -> None:
    document = parse(*NOTICE, *TABLE, "（数据截至2024年底）")
    assert at(document, "附件1").heading == "分工表" and "数据截至" in at(document, "附件1").text


@pytest.mark.parametrize("line", ["来源：统计局。", "首页设计要求见下。", "分享经济发展办法"])
def test_lines_within_a_text_stay(line: str) -> None:
    document = parse(*NOTICE[:6], line, *NOTICE[6:])
    assert line in at(document, "一").text


def test_facts_that_are_few_stay_in_the_title_block() -> None:
    assert at(parse("发文字号：某政发〔2024〕3号", "", *NOTICE), "标题").text.startswith("发文字号")


def test_a_page_of_nothing_but_furniture_keeps_its_lines() -> None:
    assert places(parse("首页", "版权所有 某市")) == ["标题"]


def test_titles_that_open_with_the_name_of_a_button_are_titles() -> None:
    titles = ("返回乡村人员安置办法", "复制推广改革经验的通知", "大中小学思政课建设方案", "无障碍环境建设条例", "相关文档归档办法")
    assert not any(map(is_furniture, titles)) and is_furniture("返回列表")


@pytest.mark.parametrize("last", ["承办单位：市科技局", "来源：国家统计局", "发布日期：2024年3月8日"])
def test_what_an_office_may_write_too_is_kept_where_nothing_else_is_of_a_page(last: str) -> None:
    assert last in at(parse(*NOTICE, last), "二").text
