"""What people ask of regulations and letters: ranges, shares, places, lists, the same of another item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.brackets import Bracket, read_bracket
from index.build import build_index
from index.settings import Settings

FERRIES = (
    "渡船管理条例\n（2020年3月1日公布）\n第一条 为了加强渡船管理，制定本条例。\n第二条 渡船的船舶税按照下列标准征收：\n"
    "（一）净吨位不超过200吨的，每吨3元；\n（二）净吨位超过200吨但不超过2000吨的，每吨4元；\n（三）净吨位超过2000吨的，每吨5元。\n"
    "第三条 渡口经营者发放的待工生活费，不得低于同等岗位人员平均工资的80%。\n"
    "第四条 渡船停航的，经营者应当提前6个月发布停航公告，停航公告应当张贴在渡口。\n"
    "第五条 渡船部件的最低保修期限为：\n（一）船体防水工程，为5年；\n（二）供暖设备，为2个采暖期；\n（三）电气线路，为3年。\n"
    "第六条 县级以上人民政府设立举报电话，受理对违规航行的举报。\n"
    "第七条 逾期不缴纳船舶税的，按日加收万分之五的滞纳金。\n第八条 逾期不缴纳停泊费的，按月加收千分之二的滞纳金。\n"
    "第九条 渡口应急响应分为Ⅲ级、Ⅱ级、Ⅰ级，Ⅰ级响应由县长启动。\n第十条 本条例自2020年5月1日起施行。\n"
)
LETTER = (
    "乙县交通运输局\n\n乙交〔2024〕6号\n\n乙县交通运输局关于开展渡口评价的通知\n\n各乡镇：\n一、评价范围\n渡口评价于每年11月开展，评为优秀的渡口奖励2万元。\n"
    "二、分工\n各项任务如下：\n任务\t牵头单位\t完成时限\n候船亭改造\t县水利局\t2024年6月\n救生设备更新\t县应急局\t2024年9月\n"
    "三、指标\n主要指标如下：\n指标\t单位\t2025年基期值\t2030年目标值\t年均增速\n渡口客运量\t万人次\t12\t18\t8.4%\n渡口座位数\t个\t300\t420\t7.0%\n"
    "附件：1.评价指标表\n      2.2023年度评价结果\n\n乙县交通运输局\n2024年3月1日\n"
)


@pytest.fixture(scope="module")
def ferries(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("ferries")
    (folder / "渡船.txt").write_text(FERRIES, encoding="utf-8")
    (folder / "通知.txt").write_text(LETTER, encoding="utf-8")
    apart = replace(settings, index_name="ferries")
    build_index(apart, [folder])
    return Assistant.open(apart)


def test_a_quantity_finds_the_item_whose_range_holds_it(ferries: Assistant) -> None:
    answer = ferries.ask("一条净吨位300吨的渡船，每吨交多少船舶税？")
    assert "每吨4元" in answer.text and "渡船管理条例/第二条/（二）" in answer.cited


def test_a_range_is_read_with_its_ends() -> None:
    assert read_bracket("1万元以上不满5万元的") == Bracket("元", 10_000.0, 50_000.0, low_inside=True, high_inside=False)
    assert read_bracket("由交通运输主管部门责令改正") is None


def test_what_is_asked_as_a_share_is_answered_with_one(ferries: Assistant) -> None:
    assert "80%" in ferries.ask("待工生活费不能低于同等岗位人员平均工资的多少？").text


def test_how_long_beforehand_is_no_upper_bound(ferries: Assistant) -> None:
    assert "6个月" in ferries.ask("渡船停航得提前多久发公告？").text


def test_the_same_is_asked_of_another_item(ferries: Assistant) -> None:
    first = ferries.ask("渡船的船体防水工程最低保修几年？")
    then = ferries.ask("供暖的呢", [first])
    assert "防水" not in then.standalone and "保修" in then.standalone
    assert "2个采暖期" in then.text


def test_a_question_for_the_place_is_answered_with_it(ferries: Assistant) -> None:
    assert "第三条" in ferries.ask("渡口待工的人发生活费，渡船管理条例第几条讲的？").text


def test_a_number_to_call_is_no_mention_of_a_telephone(ferries: Assistant) -> None:
    assert ferries.ask("渡船违规航行的举报电话是多少？").refused


def test_a_year_that_the_clause_does_not_speak_of_is_not_answered(ferries: Assistant) -> None:
    assert ferries.ask("2031年评为优秀的渡口奖励多少？").refused


def test_who_leads_stands_in_a_column(ferries: Assistant) -> None:
    answer = ferries.ask("候船亭改造由哪个单位牵头？")
    assert "县水利局" in answer.text and "县应急局" not in answer.text


def test_annexes_are_counted(ferries: Assistant) -> None:
    answer = ferries.ask("乙交〔2024〕6号带了几个附件？")
    assert "2个附件" in answer.text and "2.2023年度评价结果" in answer.text


def test_a_letter_is_not_named_with_its_issuer_twice(ferries: Assistant) -> None:
    assert ferries.library.documents[-1].title.count("乙县交通运输局") <= 1


def test_two_things_compared_are_told_from_two_clauses(ferries: Assistant) -> None:
    answer = ferries.ask("船舶税晚交的滞纳金，跟停泊费晚交的滞纳金有什么区别？")
    assert "万分之五" in answer.text and "千分之二" in answer.text
    assert {"渡船管理条例/第七条", "渡船管理条例/第八条"} <= set(answer.cited)


def test_a_level_that_there_is_not_is_not_answered(ferries: Assistant) -> None:
    assert "县长" in ferries.ask("渡口Ⅰ级响应由谁启动？").text
    assert ferries.ask("渡口Ⅴ级响应由谁启动？").refused


def test_a_unit_in_letters_has_to_be_there(ferries: Assistant) -> None:
    assert ferries.ask("渡船净吨位折合多少GWh？").refused


def test_a_clause_is_found_by_what_it_speaks_of(ferries: Assistant) -> None:
    assert ferries.ask("渡船管理条例里提到采暖期的是哪一条？").cited[0] == "渡船管理条例/第五条/（二）"


def test_a_refusal_between_leaves_the_document_spoken_of(ferries: Assistant) -> None:
    first = ferries.ask("渡船管理条例里停航要提前多久发公告？")
    refused = ferries.ask("2031年的呢", [first])
    then = ferries.ask("那要是停泊费呢，逾期不缴怎么算滞纳金？", [first, refused])
    assert refused.refused and then.standalone.startswith("渡船管理条例") and "千分之二" in then.text


def test_a_figure_alone_in_its_cell_answers_for_its_column_only(ferries: Assistant) -> None:
    answer = ferries.ask("渡口客运量2030年目标是多少？")
    assert "18" in answer.text and answer.text.strip() != "8.4%"


def test_small_talk_takes_nothing_over(ferries: Assistant) -> None:
    aside = ferries.ask("帮我写一首关于春天的诗", [ferries.ask("渡船管理条例里停航要提前多久发公告？")])
    assert aside.refused and not aside.carried and aside.standalone == "帮我写一首关于春天的诗"


def test_a_comparison_of_nothing_is_no_answer(ferries: Assistant) -> None:
    assert ferries.ask("有什么区别？").refused
