"""专栏, 问答 and the notes of tables: units of their own inside a text."""

from __future__ import annotations

from index.library import Library
from tests.index.shapes import at, left_over, parse, places

TABLE = ("指标\t2025年\t2030年", "产值\t10\t20", "人口\t3\t4")
SECTION = ("第一节 产业", "坚持发展。", "", "专栏1　主要指标", "", *TABLE, "注：产值为现价。", "", "各县认真落实。")
PLAN = ("第一章 目标", *SECTION, "", "第二节 任务", "完成任务。")


def test_a_box_with_a_table_is_a_unit_of_its_section() -> None:
    document = parse(*PLAN)
    assert places(document)[1:6] == [f"第一章/第一节{below}" for below in ("", "/专栏1", "/专栏1/产值", "/专栏1/人口", "/专栏1/注")]
    assert at(document, "第一章", "第一节", "专栏1").heading == "主要指标"
    assert at(document, "第一章", "第一节", "专栏1", "产值").sentence.startswith("主要指标，产值：")


def test_what_follows_the_table_of_a_box_belongs_to_the_section() -> None:
    assert at(parse(*PLAN), "第一章", "第一节").text.splitlines()[-1] == "各县认真落实。"


def test_a_box_with_items_ends_where_they_are_set_apart_from_a_paragraph() -> None:
    box = ("专栏 2：工程", "1.粮仓工程。建设基地。", "2.种业工程。建设良种场。")
    document = parse("一、渔业", "发展渔业。", "", *box, "", "加强管理。", "二、港口", "建设港口。")
    assert places(document) == ["一", "一/专栏2", "一/专栏2/1", "一/专栏2/2", "二"]
    assert at(document, "一").text.endswith("加强管理。") and at(document, "一", "专栏2").heading == "工程"


def test_a_box_stands_in_no_item_and_in_no_other_box() -> None:
    document = parse("一、甲", "1.子。", "2.丑。", "专栏一 子", "内容。", "专栏二 丑", "内容。", "二、乙")
    assert places(document) == ["一", "一/1", "一/2", "一/专栏一", "一/专栏二", "二"]


def test_every_question_has_its_answer_with_it() -> None:
    asked = ("问1：如何申请？", "", "答：向县局申请。", "", "问2：多久办结？", "", "答：分两步：", "1.受理3日。", "2.审核7日。")
    document = parse("一、标准", "每人1万元。", "二、问答", *asked, "三、其他")
    assert places(document) == ["一", "二", "二/问1", "二/问2", "二/问2/1", "二/问2/2", "三"]
    assert at(document, "二", "问1").heading == "如何申请？" and at(document, "二", "问1").text.endswith("答：向县局申请。")


def test_questions_without_numbers_are_told_apart_whatever_their_answers_hold() -> None:
    document = parse("人才政策问答", "", "问：补贴多少？", "答：分两次：", "1.首次5000元。", "2.再次5000元。", "问：如何申请？", "答：向县局申请。")
    assert places(document) == ["标题", "问", "问/1", "问/2", "问~2"]


def test_the_numbers_of_a_note_belong_to_it() -> None:
    document = parse("一、甲", "见下表：", "", *TABLE, "", "注：1．产值为现价。", "2．人口为常住人口。", "二、乙", "（一）子。")
    assert places(document) == ["一", "一/产值", "一/人口", "一/注", "二", "二/（一）"]
    assert at(document, "一", "注").text == "注：1．产值为现价。\n2．人口为常住人口。" and left_over(document) == ""


def test_a_note_without_numbers_leaves_the_next_number_to_the_outline() -> None:
    document = parse("一、甲", "1.产值见表", *TABLE, "注：产值为现价。", "2.人口。", "3.其他。")
    assert places(document) == ["一", "一/1", "一/1/产值", "一/1/人口", "一/1/注", "一/2", "一/3"]


def test_boxes_questions_and_rows_are_found_by_what_a_reader_writes() -> None:
    library = Library([parse("甲市产业发展规划", "", *PLAN, "第三节 问答", "问1：能否申报？", "答：能。")])
    wanted = {"专栏1": ["专栏1"], "专栏1的注": ["注"], "问1": ["问1"], "第一节专栏1“产值”行": ["产值"]}
    assert {text: [passage.clause.labels[-1] for passage in library.resolve(text)] for text in wanted} == wanted
    assert [c.reference for c in library.clauses if [p.clause for p in library.resolve(c.reference)] != [c]] == []
