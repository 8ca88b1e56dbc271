"""The printed ladder becomes the tree, whatever rungs a document uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import read_document
from index.library import Library
from index.sentences import split_sentences
from tests.index.shapes import at, left_over, parse, places, read


def test_five_levels_nest_as_printed() -> None:
    assert places(read("意见_五级序号"))[3:11] == [
        *("二", "二/（一）", "二/（一）/1", "二/（一）/1/（1）"),
        *(f"二/（一）/1/（1）/{label}" for label in "①②③"),
        "二/（一）/1/（2）",
    ]


def test_half_width_full_stops_end_headings_and_sentences() -> None:
    document = parse("(一)用地保障.优先安排2.5亩用地.由甲局负责.", "(二)资金保障.每户3.2万元.")
    clause = at(document, "（一）")
    assert clause.heading == "用地保障"
    assert [sentence.text for sentence in split_sentences(clause)] == ["(一)用地保障.", "优先安排2.5亩用地.", "由甲局负责."]


def test_firstly_and_one_is_stay_in_their_section() -> None:
    document = read("意见_五级序号")
    assert at(document, "二", "（三）").text.count("一是") == 1 and "第二，加强培训" in at(document, "二", "（二）").text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("一、甲", "1.子。", "2.丑。", "二、乙", "3.寅。"), ["一", "一/1", "一/2", "二", "二/3"]),  # items right below a chapter, running on
        (("一、甲", "（一）子", "二、乙", "（二）丑"), ["一", "一/（一）", "二", "二/（二）"]),  # numbering runs through
        (("一、甲", "（一）子", "二、乙", "（一）丑"), ["一", "一/（一）", "二", "二/（一）"]),  # numbering begins anew
        (("一、甲", "（一）子", "1.寅。", "（二）丑", "1.卯。"), ["一", "一/（一）", "一/（一）/1", "一/（二）", "一/（二）/1"]),
        (("第一条 下列：", "甲、子：", "一、丑；", "二、寅。", "乙、卯。"), ["第一条", "第一条/甲", "第一条/甲/一", "第一条/甲/二", "第一条/乙"]),
        (("㈠ 甲", "⒈子", "⒉丑", "㈡ 乙"), ["（一）", "（一）/1", "（一）/2", "（二）"]),
        (("一、甲", "（一）子", "（一）丑"), ["一", "一/（一）", "一/（一）~2"]),  # a repeated number
        (("一、甲/乙", "二、丙"), ["一", "二"]),
        (("一,甲", "1,子.", "2,丑.", "二,乙", "1,000户."), ["一", "一/1", "一/2", "二"]),  # typed with half-width marks
    ],
)
def test_labels_hang_where_their_numbers_say(lines: tuple[str, ...], expected: list[str]) -> None:
    assert places(parse(*lines)) == expected


@pytest.mark.parametrize(
    ("line", "following", "heading"),
    [
        ("（一）现代石化", "合理布局。", "现代石化"),
        ("（一）指导思想。", "坚持创新。", "指导思想"),
        ("（一）做强产业。到2025年建成。", "（二）其他", "做强产业"),
        ("（一）擅自采砂的；", "（二）其他", ""),
        ("（一）包括下列事项：", "1.甲。", ""),
        ("（一）完善园区设施和", "公共配套\n建设厂房。", "完善园区设施和公共配套"),
        ("（一）主要指标", "表1　指标\n如下。", "主要指标"),
        ("（一）元旦：1月1日放假，与周末连休。", "（二）其他", "元旦"),
        ("（一）委员会由下列人员组成：主任、委员。", "（二）其他", ""),
        ("（一）包括以下：甲、乙。", "（二）其他", ""),
    ],
)
def test_a_heading_is_what_stands_before_the_text(line: str, following: str, heading: str) -> None:
    assert at(parse("一、章", line, following), "一", "（一）").heading == heading


def test_headings_split_over_lines_and_behind_bookmarks_are_whole() -> None:
    document = read("方案_标题断行")
    assert [c.heading for c in document.clauses if c.heading] == ["完善园区基础设施和公共服务配套", "培育主导产业", "做强智能装备", "做优新材料"]
    assert at(document, "二").text == "二、培育主导产业"


def test_a_clause_comes_in_pieces_around_its_items() -> None:
    document = parse("一、甲", "（一）子", "总的要求。", "1.事。", "2.事。", "（责任单位：某局）", "（二）丑")
    section = at(document, "一", "（一）")
    assert len(section.spans) == 2 and section.text == "（一）子\n总的要求。\n（责任单位：某局）"


def test_statutes_are_addressed_by_article_and_keep_their_chapters_as_path() -> None:
    document = read("云岭省河道管理条例.md")
    assert places(document)[1:8] == ["第一编", "第一编/第一章", "第一编/第一章/第一节", "第一条", "第二条", "第一编/第一章/第二节", "第二条之一"]
    assert at(document, "第一条").path == ("总则", "一般规定", "目的")
    assert at(document, "第二条之一", "（二）", "2").text == "2.拦河闸坝。"


def test_a_paragraph_after_the_items_goes_back_to_its_article() -> None:
    document = read("云岭省河道管理条例.md")
    assert at(document, "第二条之一").text.endswith("前款第二项规定的审批期限为20日。")
    assert places(document)[-7:-2] == ["第三条", "第三条/（一）", "第三条/（二）", "第三条/（一）~2", "第三条/（二）~2"]


def test_an_unnumbered_last_chapter_takes_nothing_from_the_article_before() -> None:
    document = read("云岭省河道管理条例.md")
    assert at(document, "第二编", "附则").text == "附 则" and "附" not in at(document, "第三条").text
    assert at(document, "第一百零一条").path == ("法律责任", "附则")


def test_decimal_chapters_nest_and_the_table_of_contents_makes_no_clause() -> None:
    document = read("预案_小数编号")
    assert places(document)[4:] == ["1", "1/1.1", "1/1.2", "2", "2/2.1", "2/2.1/2.1.1", "2/2.1/2.1.2", "2/2.1/2.1.2/（1）", "2/2.1/2.1.2/（2）", "3"]
    assert at(document, "目录").text.endswith("2.1.2　成员单位职责\n3　附则") and at(document, "1", "1.1").heading == "编制目的"


def test_decimal_chapters_may_run_into_their_headings() -> None:
    document = read("预案_紧排小数")
    assert places(document)[1:] == ["1", "1/1.1", "1/1.2", "2", "2/2.1", "2/2.1/2.1.1", "2/2.1/2.1.1/（1）", "2/2.1/2.1.2", "3", "3/3.1"]
    assert "1.5万亩" in at(document, "2", "2.1").text and document.number == "江政办发〔2021〕9号"


def test_contents_with_leaders_and_page_numbers_are_recognised() -> None:
    document = read("纲要_篇章目录")
    assert document.title == "江州市国民经济和社会发展第十四个五年规划纲要"
    assert places(document)[2:7] == ["第一篇", "第一篇/第一章", "第一篇/第一章/段1", "第一篇/第一章/段2", "第一篇/第一章/段3"]


def test_a_closing_paragraph_belongs_to_none_of_the_items() -> None:
    document = read("通知_阿拉伯序号")
    assert at(document, "段1").text == "以上工作于8月25日前完成。" and at(document, "3").text.endswith("课程。")
    assert places(parse("一、甲事。", "二、乙事。", "自印发之日起施行。", "执行期三年。"))[-2:] == ["段1", "段2"]


def test_a_paragraph_on_the_whole_document_is_no_part_of_its_last_item() -> None:
    for closing in ("本方案自印发之日起施行，有效期3年。", "以上通知，请遵照执行。", "特此通知。"):
        document = parse("一、开学。2月18日上课。", "可推迟2天。", "二、值班。昼夜值班。", closing)
        assert at(document, "段1").text == closing and at(document, "段1").reference == "《无题》末尾第1段"
    assert places(parse("第一条 目的。", "本办法自公布之日起施行。")) == ["第一条"]
    assert places(parse("一、目标", "翻番。", "二、附则", "本办法由甲局解释。", "本办法自印发之日起施行。")) == ["一", "二"]
    assert places(parse("一、目标", "翻番。", "二、时效", "本办法自印发之日起施行。")) == ["一", "二"]


def test_a_closing_paragraph_is_found_by_its_reference() -> None:
    document = parse("某市关于开学的通知", "", "一、开学。", "二、值班。", "本通知自印发之日起施行。", "联系电话：0700。")
    assert [p.clause.text for p in Library([document]).resolve("《某市关于开学的通知》末尾第2段")] == ["联系电话：0700。"]


def test_headings_in_brackets_are_sections_whatever_stands_below_them() -> None:
    conditions = ("【受理条件】", "同时符合：", "（一）户籍满3年；", "（二）无住房。", "【材料】", "1．申请表；", "2．身份证。")
    document = parse("某市公租房申请指南", "", *conditions, "【时限】", "15个工作日。", "节假日顺延。", "【咨询电话】0700-123")
    below = ["受理条件", "受理条件/（一）", "受理条件/（二）", "材料", "材料/1", "材料/2", "时限", "咨询电话"]
    assert places(document) == ["标题", *below] and at(document, "材料", "2").path == ("材料",)
    assert at(document, "时限").reference == "《某市公租房申请指南》【时限】"
    assert [Library([document]).resolve(c.reference)[0].clause for c in document.clauses] == list(document.clauses)


def test_headings_in_brackets_stay_in_their_chapter() -> None:
    document = parse("一、申请", "【条件】", "户籍满3年。", "【材料】", "申请表。", "二、办理", "【时限】", "15日。")
    assert places(document) == ["一", "一/条件", "一/材料", "二", "二/时限"]
    assert parse("【解读】某市公租房办法", "", "一、目的", "二、范围").title == "【解读】某市公租房办法"


def test_numbered_parts_are_the_uppermost_level() -> None:
    document = parse("某省实施意见", "", "第一部分 要求", "面积达到45%。", "第二部分 任务", "一、建园", "120处。", "第三部分 保障", "（一）领导。设专班。")
    assert places(document) == ["标题", "第一部分", "第二部分", "第二部分/一", "第三部分", "第三部分/（一）"]
    assert [p.clause.label for p in Library([document]).resolve("第二部分")] == ["第二部分"]


def test_a_table_of_contents_ends_where_a_text_begins() -> None:
    contents = ("目录", "第一章 基础", "第二章 任务")
    document = parse("某市水利规划", "", *contents, "", "前 言", "", "水利是命脉。", "", contents[1], "投资86亿元。", contents[2], "固堤。")
    assert places(document) == ["标题", "目录", "前言", "第一章", "第二章"] and at(document, "前言").text == "前 言\n\n水利是命脉。"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("（一）个人申报的，提交身份证。", "（二）单位申报的，提交执照。", "材料一式两份。"), "一/段1"),
        (("1.网上申报：6月。逾期不予受理。", "2.资金拨付：10月底前。", "材料一式两份。"), "一/段1"),
        (("（一）个人材料：", "1.身份证；", "2.照片。", "（二）单位材料：", "1.执照；", "2.公章。", "材料一式两份。"), "一/段1"),
        (("（一）个人材料：", "1.身份证；", "2.照片。", "材料一式两份。"), "一/（一）"),  # the only list: what announced it
        (("（一）做强产业。建设园区。", "（二）做强港口。建设码头。", "材料一式两份。"), "一/（二）"),  # a section of its own
        (("（一）个人申报。", "材料一式两份。", "（二）单位申报。"), "一/（一）"),  # the list goes on
    ],
)
def test_a_paragraph_after_a_list_is_the_sections_own(lines: tuple[str, ...], place: str) -> None:
    document = parse("一、材料", *lines, "二、其他", "按规定办理。")
    assert [clause.labels for clause in document.clauses if "一式两份" in clause.text] == [tuple(place.split("/"))]


def test_a_slash_in_a_name_does_not_part_the_address() -> None:
    document = parse("一、目标", "见表。", "附件", "任务表", "", "任务\t时间", "甲/乙\t六月", "丙\t七月")
    assert at(document, "附件1", "甲／乙").address == "无题/附件1/甲／乙"


@pytest.mark.parametrize(
    ("number", "there"),
    [
        ("国发〔2018〕41号", ["第一章", "第五条", "第二十六条/（十）", "第三十二条"]),  # an attached 办法
        ("国办发〔2018〕124号", ["一/（四）", "九/（三十一）", "段1", "标题~2", "一~2/（一）", "段2"]),  # two attached 规定
        ("国发〔2004〕18号", ["第一章/一", "第八章/三十六/（三）", "第十章/五十四"]),  # numbers run through the chapters
        ("国办函〔2005〕57号", ["1/1.2/1.2.3", "2/2.1/2.1.3/（13）", "7/7.3"]),
        ("国办发〔2018〕108号", ["段3", "附件1/1", "附件1/130"]),
        ("国发〔2018〕38号", ["四/（五十三）", "五"]),
        ("国办发〔1997〕11号", ["三/（二）/10", "五/（三）"]),
        ("国函〔2006〕132号", ["附件1/23", "附件2/A1", "附件2/注"]),
        ("国办发明电〔2018〕15号", ["七", "段1", "落款"]),
    ],
)
def test_real_notices_have_the_places_that_are_printed(corpora: Path, number: str, there: list[str]) -> None:
    path = corpora / "gongwen" / f"{number}.txt"
    document = read_document(path.read_bytes(), path.name)
    assert document.address == number and [place for place in there if place not in places(document)] == []


def test_an_attached_regulation_is_an_address_of_its_own(corpora: Path) -> None:
    path = corpora / "gongwen" / "国务院令第706号.txt"
    assert read_document(path.read_bytes(), path.name).address == "专利代理条例"


def test_a_second_notice_in_a_file_begins_anew_and_has_its_title_above_its_clauses() -> None:
    one = ("甲市人民政府关于加强节水的通知", "甲政发〔2020〕1号", "", "各县：", "请节水。", "", "第一条 5吨。", "第二条 施行。", "")
    two = ("甲市人民政府关于加强节电的通知", "甲政发〔2020〕2号", "", "各县：", "请节电。", "", "第一条 6度。", "第二条 施行。")
    document = parse(*one, *two)
    assert places(document) == ["标题", "前言", "第一条", "第二条", "标题~2", "前言~2", "第一条~2", "第二条~2"]
    assert at(document, "第二条").text == "第二条 施行。" and at(document, "第二条").path == ()
    assert at(document, "第二条~2").path == ("甲市人民政府关于加强节电的通知",)
    assert left_over(document) == ""


def test_a_section_may_open_with_its_heading_and_go_on() -> None:
    document = parse("第五章 生态环境", "第一节 强化河湖管护。划定岸线保护区，恢复湿地。", "第二节 水土流失治理。治理860平方公里。")
    assert at(document, "第五章", "第二节").heading == "水土流失治理"
    assert "第一节" in "/".join(at(document, "第五章", "第一节").labels)


def test_an_item_carries_the_sentence_that_announces_it() -> None:
    document = parse(
        *("第二条 本办法所称用户。", "第十二条 称为大学的，须符合下列规定：", "（一）在校学生五千人以上；", "（二）有合格教师。"),
        "第十三条 本条例自公布之日起施行。",
    )
    assert at(document, "第十二条", "（一）").lead == "称为大学的，须符合下列规定："
    assert at(document, "第十二条").lead == at(document, "第十三条").lead == ""
    assert at(document, "第十二条", "（二）").to_embed() == "称为大学的，须符合下列规定：\n（二）有合格教师。"


def test_a_rule_between_paragraphs_belongs_to_no_clause() -> None:
    document = parse("一、甲", "工作要求。", "---", "二、乙", "完。")
    assert at(document, "一").text == "一、甲\n工作要求。"


def test_a_closing_paragraph_may_say_more_before_its_day_of_effect() -> None:
    document = parse("一、甲。做好甲。", "二、乙。做好乙。", "各地要结合实际制定措施。本意见自2022年10月10日起施行。")
    assert at(document, "段1").text.startswith("各地") and at(document, "二").text == "二、乙。做好乙。"
