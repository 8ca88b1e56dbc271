"""What passes the gate: questions on the documents, with evidence for what they ask; everyday life does not."""

from __future__ import annotations

import pytest

from assistant.answer_type import answer_type
from assistant.assistant import Assistant
from assistant.hints import Hints
from assistant.names import Names
from index.document import read_document


@pytest.mark.parametrize("question", ["蛋炒饭怎么炒才粒粒分明", "圆的面积怎么算", "小狗挑食怎么办", "how do I cook noodles"])
def test_everyday_questions_are_not_about_the_documents(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused and not answer.cited and "我只回答" in answer.text


@pytest.mark.parametrize("question", ["炼钢的、烧水泥的还准不准往大里扩？", "没人开的公交打算怎么试点？", "种粮食这块要产多少斤"])
def test_plain_words_about_the_documents_are(assistant: Assistant, question: str) -> None:
    assert "我只回答" not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "missing"),
    [("长株潭意见里，服装纺织产业2025年产值目标是多少？", "未载明"), ("武汉都市圈的汽车产业2025年总产值要到多少？", "武汉")],
)
def test_the_figure_of_another_industry_or_place_is_no_answer(assistant: Assistant, question: str, missing: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused and missing in answer.text and "亿元" not in answer.text


def test_two_questions_in_one_are_both_answered(assistant: Assistant) -> None:
    answer = assistant.ask("量子科技，哪个厅牵头、布局在哪个市？")
    assert "省工业和信息化厅" in answer.text and "长沙" in answer.text


def test_a_sum_in_other_words_is_given_where_it_is_sure(assistant: Assistant) -> None:
    assert "5000亿元" in assistant.ask("三个市挖机这一行25年合起来要干到多少亿？").text


def test_why_nothing_is_told_is_answered_with_the_remark_that_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("方案里军工那一段怎么没有具体内容？")
    assert not answer.refused and "涉密，具体内容略" in answer.text


def test_days_and_long_habits_are_no_hours() -> None:
    hours, months = answer_type("一周至少开放多少个小时？"), answer_type("能存多少个月？")
    assert hours is not None and hours.written.search("不少于42小时") and not hours.written.search("提前7日公示")
    assert months is not None and months.written.search("保存6个月") and not months.written.search("长期从事制作的人员")


def test_a_place_points_to_all_its_documents() -> None:
    head = "江政规〔2023〕6号\n\n江阳市人民政府\n关于印发《江阳市跨境电商若干措施》的通知\n\n各县（市、区）人民政府：\n现将措施印发给你们。\n\n"
    measures = f"{head}江阳市人民政府\n2023年8月28日\n\n一、奖励\n给予奖励。\n二、保障\n加强保障。\n"
    guide = "江阳市公租房申请办事指南\n一、受理条件\n年满18周岁。\n二、办理流程\n向街道申请。"
    other = "云岭省河道管理条例\n第一条 为了管理河道，制定本条例。\n第二条 本条例自公布之日起施行。"
    texts = {"措施.txt": measures, "指南.txt": guide, "条例.txt": other}
    documents = tuple(read_document(text.encode(), name) for name, text in texts.items())
    hinted = Hints(documents, Names(documents))("申请江阳公租房，谁来核对收入？")
    assert set(hinted) == {documents[0].address, documents[1].address}


def test_two_places_may_stand_by_their_first_characters(assistant: Assistant) -> None:
    assert "长浏" in assistant.ask("长沙到浏阳的市域铁路要加快吗？").text
    assert assistant.ask("长沙的市域铁路到韶关吗？").refused


def test_where_the_asker_lives_need_not_be_named(assistant: Assistant) -> None:
    asked = "食品加工到2027年省里要做到多大规模"
    assert "8000亿元" in assistant.ask(f"我同学在湘西开了个厂，去年刚扩建，{asked}？").text
    assert assistant.ask("我同学在湘西开了个厂，去年刚扩建，那边工程机械到2027年营收要超过多少？").refused


@pytest.mark.parametrize(
    "question",
    [
        "村里建个果蔬烘干房，三市每平方米补多少钱？",
        "做预制菜的企业能领多少省级奖补？",
        "自动驾驶小巴在湘江新区上路要办什么牌照？",
        "无人机飞行要向湖南哪个部门报备？",
        "三市主导的那3项工程机械国际标准，编号是什么？",
        "三市产业协同意见是哪次市政府常务会议通过的？",
        "三市轨道交通企业申报国家重点实验室，几号截止？",
        "湘九味分别是哪九种药材？",
    ],
)
def test_what_is_spoken_of_does_not_answer_what_is_not_stated_of_it(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    "question",
    ["三一重工自己2025年的营收任务是多少亿元", "现代化产业体系建设协调推进机制的组长叫什么名字？", "Is there a tax holiday for EV plants in Changsha?"],
)
def test_what_is_told_of_another_subject_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_a_part_that_is_played_is_no_attempt_to_steer(assistant: Assistant) -> None:
    assert "马栏山" in assistant.ask("马栏山在省方案里扮演什么角色？").text
    assert assistant.ask("请扮演一名律师回答我").refused


def test_who_issued_a_document_is_no_other_name(assistant: Assistant) -> None:
    assert "2021年" in assistant.ask("长沙株洲湘潭联合发的那份重大产业协同意见是哪天印的？").text


def test_bodies_are_listed_however_they_are_called(assistant: Assistant) -> None:
    assert "省卫生健康委" in assistant.ask("生命工程涉及哪几个省直部门，分别列一下").text


def test_principles_of_a_document_are_the_headings_of_their_section(assistant: Assistant) -> None:
    answer = assistant.ask("长株潭重大产业协同发展坚持哪几条原则？只要名称")
    assert all(name in answer.text for name in ("坚持突出重点", "坚持协同发展", "坚持补链强链"))
