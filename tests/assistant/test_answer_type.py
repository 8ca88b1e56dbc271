"""The kind of thing asked for, and the limits that texts state."""

import pytest

from assistant.answer_type import answer_type
from assistant.write.figures import bounded_alike


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("应当提前多少天告知？", "时长"),
        ("情节严重的要罚几倍？", "倍数"),
        ("收多少备案费？", "金额"),
        ("产值目标是多少", "金额"),
        ("费率是万分之几", "比例"),
        ("哪一年施行", "日期"),
        ("最迟什么时候交", "时间"),
        ("要有几家直营店", "数量"),
        ("最高几毛一度", "金额"),
        ("该启动几级响应", "数量"),
        ("一年产能多少GWh？", "数量"),
        ("贷款利率上限是多少", "比例"),
        ("研发投入占比要求几个点？", "比例"),
        ("向职工公布几年几次？", "频次"),
        ("超过几周岁要检查", "数量"),
        ("核心产业在总量里占多少？", "比例"),
        ("服务收入要占多大比例", "比例"),
        ("用地一共占多少亩", "数量"),
        ("得奖的给几十万？", "金额"),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question: str, name: str) -> None:
    found = answer_type(question)
    assert found is not None and found.name == name


def test_other_questions_ask_for_nothing_of_a_kind() -> None:
    assert answer_type("由谁负责？") is None and answer_type("有哪些情形") is None


def test_texts_write_what_is_asked_for() -> None:
    span, count, area = answer_type("几个工作日内"), answer_type("多少个城市"), answer_type("多少平方公里")
    assert span and span.written.search("自收到之日起二十日内") and not span.written.search("罚款5万元")
    assert count and count.written.search("选择10个左右") and not count.written.search("长沙、株洲")
    assert area and not area.written.search("建设、发展")


def test_a_lower_bound_does_not_answer_for_the_upper_one() -> None:
    assert not bounded_alike("最高不能超过多少", "缴存比例不得低于5%")
    assert bounded_alike("最低多少", "缴存比例不得低于5%") and bounded_alike("最高罚多少", "处1万元以上5万元以下的罚款")


def test_what_is_no_figure_of_the_kind_does_not_answer() -> None:
    assert not written("最少要配几名押运员", "配备押运员、驾驶员") and written("有几家企业", "甲公司、乙公司")
    assert not written("扣百分之几", "部分或者全部停止") and written("占比是多少", "全部")
    assert written("超过几周岁", "超过35周岁的") and not written("休多少天", "不满1周岁")


def written(question: str, text: str) -> bool:
    found = answer_type(question)
    assert found is not None
    return found.written.search(text) is not None


def test_a_year_is_no_span_and_grain_no_money() -> None:
    span, money = answer_type("租金减免多久？"), answer_type("每亩补多少钱？")
    assert span is not None and not span.written.search("到2025年，产值翻番") and span.written.search("减免3年")
    assert money is not None and not money.written.search("新一轮千亿斤粮食行动") and money.written.search("百亿元")
