"""Title block, addressees, signature, list of annexes, annexes, 版记: each in its named place."""

from __future__ import annotations

import pytest

from index.clause import Document
from index.document import read_document
from tests.index.shapes import at, parse, places, read

BODY = ("一、目标", "产值达到50亿元。", "二、措施", "加强领导。")


def test_a_notice_that_prints_a_plan_is_cited_by_the_plan(seed_documents: tuple[Document, ...]) -> None:
    plan = seed_documents[1]
    assert (plan.address, plan.title) == ("湘政办发〔2023〕54号", "湖南省现代化产业体系建设实施方案")
    assert plan.full_title == "关于印发《湖南省现代化产业体系建设实施方案》的通知" and plan.issuers == ("湖南省人民政府办公厅",)
    assert plan.name == "《湖南省现代化产业体系建设实施方案》（湘政办发〔2023〕54号）"


def test_three_issuers_a_split_title_and_a_date(seed_documents: tuple[Document, ...]) -> None:
    opinion = seed_documents[0]
    assert opinion.issuers == ("长沙市人民政府", "株洲市人民政府", "湘潭市人民政府") and opinion.date == "2021年8月2日"
    assert opinion.title == "关于深入实施“三高四新”战略全面推进长株潭重大产业协同发展的意见"


def test_a_red_head_has_its_title_below_the_number() -> None:
    document = read("通知_换行")
    assert document.number == "云政办发〔2022〕12号"  # printed with spaces
    assert document.full_title == "关于印发云岭省绿色茶园建设三年行动方案（2022—2024年）的通知"
    assert document.title == "云岭省绿色茶园建设三年行动方案（2022—2024年）"
    assert document.issuers == ("云岭省人民政府办公厅",) and document.date == "二〇二二年三月九日"


def test_a_wrapped_list_of_annexes_is_one_clause_before_its_annexes() -> None:
    document = read("通知_换行")
    assert "进\n" in at(document, "附件").text and at(document, "附件").text.endswith("2．云岭省绿色茶园认定管理办法（试行）")
    assert [clause.heading for clause in document.clauses if clause.kind == "annex"] == [
        "云岭省绿色茶园建设重点任务分工及进度安排表",
        "云岭省绿色茶园认定管理办法（试行）",
    ]


def test_a_plan_between_signature_and_annexes_is_no_annex() -> None:
    document = read("通知_换行")
    assert places(document)[4:9] == ["一", "二", "二/（一）", "二/（二）", "三"]
    assert at(document, "前言").text.endswith("- 1 -")  # a page number stands where it was printed


def test_an_annex_with_articles_is_addressed_by_them() -> None:
    assert "附件2/第二条/（二）" in places(read("通知_换行"))
    assert at(read("通知_换行"), "附件2", "第三条").path == ("云岭省绿色茶园认定管理办法（试行）", "附则")


def test_copies_and_printers_stand_apart_from_the_last_clause() -> None:
    for name in ("通知_换行", "通知_附件在落款后"):
        last = read(name).clauses[-1]
        assert last.labels == ("版记",) and last.text.startswith("抄") and last.text.endswith("日印发")


def test_who_gets_copies_is_no_second_signature() -> None:
    document = parse("某部关于同意建园的批复", "某函〔2025〕3号", "", "某局：", *BODY, "", "某部", "2025年2月1日", "", "抄送：某省人民政府。")
    assert places(document)[-2:] == ["落款", "版记"] and document.date == "2025年2月1日"


def test_who_gets_minutes_and_how_far_they_are_public_stand_apart_too() -> None:
    for last in ("分送：市委办公室。", "信息公开选项：主动公开"):
        assert at(parse("某市专题会议纪要", "", *BODY, "", last), "版记").text == last


def test_a_title_of_one_long_line_is_a_title() -> None:
    long = "某市科学技术局关于组织开展2025年度市级科技企业孵化器、众创空间认定和绩效补助申报工作的通知"
    document = parse(long, "", "某科发〔2025〕9号", "", "各县（市、区）科技局，各有关单位：", *BODY)
    assert (document.number, document.title, document.issuers) == ("某科发〔2025〕9号", long, ("某市科学技术局",))
    assert at(document, "前言").text == "各县（市、区）科技局，各有关单位："
    assert parse(long, "", *BODY).title == long


def test_an_attached_table_may_have_its_name_beside_it() -> None:
    tables = ("附表1 储备标准", "", "物资\t数量", "沙袋\t30", "水泵\t2", "附表2　减免标准", "", "人员\t标准", "学生\t1元", "老人\t0元")
    document = parse("某县应急预案", "", *BODY, "本预案自印发之日起实施。", "", *tables)
    assert places(document)[-6:] == ["附件1", "附件1/沙袋", "附件1/水泵", "附件2", "附件2/学生", "附件2/老人"]
    assert at(document, "附件1").heading == "储备标准" and at(document, "附件2", "老人").path == ("减免标准",)


def test_the_name_of_an_annex_above_the_signature_is_the_list() -> None:
    document = parse("某市关于评选的通知", "", "各县：", *BODY, "", "附件 申报表", "", "某市", "2024年1月1日", "", "附件", "申报表", "", "姓名\t单位", "甲\t乙")
    assert places(document)[-4:] == ["附件", "落款", "附件1", "附件1/甲"]


def test_the_first_chapter_of_a_plan_is_no_line_of_its_title() -> None:
    document = parse("某县应急预案", "", "1 总则", "1.1 目的", "保障安全。", "1.2 范围", "全县。", "2 附则", "2.1 施行", "即日。")
    assert document.title == "某县应急预案" and places(document)[1:4] == ["1", "1/1.1", "1/1.2"]


def test_annexes_may_be_listed_beneath_the_word_and_titled_beside_it() -> None:
    document = read("通知_附件在落款后")
    assert places(document)[3:] == ["附件", "落款", "附件1", "附件1/第一条", "附件1/第二条", "附件2", "附件2/土建", "附件2/绿化", "附件2/合计", "版记"]
    assert at(document, "附件1").heading == "江州市公园建设资金管理办法"


def test_joint_issuers_a_bracketed_number_and_a_date_beside_the_names() -> None:
    document = read("通知_附件在落款后")
    assert document.number == "江发改〔2023〕18号" and document.issuers == ("江州市发展和改革委员会", "江州市财政局")
    assert document.full_title == "关于印发江州市公园建设、绿道建设资金管理办法的通知" and document.date == "二O二三年五月六日"


def test_an_annex_may_announce_itself_by_its_title_only(seed_documents: tuple[Document, ...]) -> None:
    annex = next(clause for clause in seed_documents[1].clauses if clause.labels == ("附件1",))
    assert annex.heading == "湖南省现代化产业体系布局表" and not annex.text.startswith("附件")
    assert at(read("决定_中文日期"), "附件1").heading == "江州市科技创新先进单位名单"


def test_a_lone_annex_without_a_number_is_the_first() -> None:
    assert places(parse(*BODY, "附件", "任务表", "", "任务\t时间", "甲\t六月", "乙\t七月"))[-3:] == ["附件1", "附件1/甲", "附件1/乙"]


def test_a_document_without_a_number_is_addressed_by_its_title() -> None:
    document = read("决定_中文日期")
    assert document.address == document.title == "关于表彰科技创新先进单位的决定"
    assert document.date == "二○一六年十二月三十一日" and document.name == "《关于表彰科技创新先进单位的决定》"


def test_the_day_of_commencement_below_a_title_is_none_of_it() -> None:
    text = "# 渡口船工休假的暂行规定\n\n1983年9月12日 县政府发布\n\n发布之日施行\n\n第一条 船工每年休假。\n第二条 休假照发工资。\n"
    assert read_document(text.encode(), "规定.md").address == "渡口船工休假的暂行规定"


def test_a_title_over_many_lines_with_spaces_is_one() -> None:
    assert read("方案_标题断行").title == "江州市推进工业园区提质升级实施方案"


def test_a_file_that_is_an_annex_itself_is_named_by_its_title() -> None:
    assert read("方案_责任单位无括号").title == "江州市优化营商环境行动方案"


def test_unnumbered_paragraphs_are_counted_after_the_addressees() -> None:
    document = read("批复_无序号")
    assert places(document) == ["标题", "前言", "段1", "段2", "段3", "段4", "落款"]
    assert at(document, "前言").text == "江州市人民政府：" and document.issuers == ("云岭省人民政府",)


def test_a_signature_in_the_middle_leaves_the_attached_text_to_the_body() -> None:
    document = read("预案_小数编号")
    assert places(document)[:5] == ["标题", "前言", "落款", "目录", "1"] and document.title == "江州市防汛应急预案"
    assert document.issuers == ("江州市人民政府办公室",)


def test_two_attached_rules_are_told_apart() -> None:
    document = read("通知_两个规定")
    assert places(document)[3:] == [
        *("一", "一/（一）", "一/（二）", "二", "二/（三）", "段1"),
        *("标题~2", "前言~2", "一~2", "一~2/（一）", "二~2", "二~2/（二）", "段2"),
    ]
    assert at(document, "标题~2").text == "扶持种业发展的规定" and "两个规定" in document.title


def test_a_transmitted_report_keeps_both_issuers_in_its_full_title() -> None:
    document = parse("某省人民政府办公厅转发省民政厅", "关于加强养老服务的意见的通知", "某政办发〔2019〕3号", "各市人民政府：", *BODY)
    assert document.full_title == "某省人民政府办公厅转发省民政厅关于加强养老服务的意见的通知" and document.issuers == ("某省人民政府办公厅",)


@pytest.mark.parametrize("line", ["（此件公开发布）", "(此件主动公开)"])
def test_a_remark_beneath_the_date_belongs_to_the_signature(line: str) -> None:
    document = parse("某市人民政府关于植树的通知", "各县：", *BODY, "某市人民政府", "2020年3月1日", line)
    assert document.clauses[-1].kind == "signature" and document.clauses[-1].text.endswith(line)


def test_a_title_that_is_taken_gets_its_date_then_its_file() -> None:
    data = "甲条例\n\n2001年3月1日 发布\n\n2019年7月1日 修订\n\n2019年9月1日 施行\n\n第一条 目的。".encode()
    assert read_document(data, "a.md").address == "甲条例"
    dated = read_document(data, "b.md", frozenset({"甲条例"}))
    assert (dated.address, dated.name) == ("甲条例（2019年7月1日）", "《甲条例》（2019年7月1日）")
    assert read_document(data, "c.md", frozenset({"甲条例", dated.address})).address == "甲条例（c.md）"


def test_a_nameless_text_is_called_by_its_file() -> None:
    assert parse("一、目标", "产值达到50亿元。").address == "无题"
