"""What a question asks for: years and prices, indefinite 几, documents pointed to beside the one named, follow-ups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.asking import YEAR
from assistant.assistant import Assistant
from assistant.normalise import normalise
from assistant.places import BODY, in_both, is_in
from index.build import build_index
from index.settings import Settings

BERTHS = (
    "码头泊位管理条例\n（2019年1月20日公布）\n第一条 为了加强泊位管理，制定本条例。\n"
    "第二条 泊位租用的最高年限：\n（一）客运泊位十年；\n（二）货运泊位十五年；\n（三）其他泊位五年。\n"
    "第三条 码头经营单位申请更换护舷的，县交通局应当自收到申请之日起7日内答复。\n"
    "第四条 引航单位领取引航许可的，县交通局应当自收到申请之日起20日内审查完毕。\n"
    "第五条 未经批准改变泊位用途的，由县交通局处1万元以下的罚款。\n第六条 经批准改变泊位用途但未公告的，由县交通局处100元的罚款。\n"
    "第七条 发现漂浮物的，应当立即报告县交通局处理。\n第八条 本条例自2019年3月1日起施行。\n"
)


@pytest.fixture(scope="module")
def berths(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("berths")
    (folder / "条例.txt").write_text(BERTHS, encoding="utf-8")
    apart = replace(settings, index_name="berths")
    build_index(apart, [folder])
    return Assistant.open(apart)


@pytest.mark.parametrize(("text", "years"), [("2027年目标", ["2027"]), ("2025的产值", ["2025"]), ("原价1999现价399", []), ("罚2000元", []), ("2000多人", [])])
def test_a_price_or_a_number_of_things_is_no_year(text: str, years: list[str]) -> None:
    assert YEAR.findall(text) == years


def test_dialect_is_written_as_the_standard_language() -> None:
    assert normalise("这事咋办，要啥材料") == "这事怎么办，要什么材料"


def test_some_of_what_was_found_asks_for_no_number(berths: Assistant) -> None:
    answer = berths.ask("在江里看到几根漂浮物，不知道谁丢的，我该咋处理？")
    assert not answer.refused and "立即报告" in answer.text


def test_what_was_not_approved_is_told_from_what_was(berths: Assistant) -> None:
    assert "1万元" in berths.ask("没批就改了泊位用途，罚多少？").text


def test_a_follow_up_to_one_item_is_about_another(berths: Assistant) -> None:
    first = berths.ask("客运泊位最多能租多少年？")
    assert "十年" in first.text
    assert "十五年" in berths.ask("停货船的呢？", (first,)).text


def test_a_follow_up_that_says_what_it_asks_stands_on_its_own(berths: Assistant) -> None:
    first = berths.ask("引航单位领引航许可，要审查多少天？")
    second = berths.ask("那码头经营单位申请更换护舷要等几天？", (first,))
    assert "20日" in first.text and "7日" in second.text


def test_a_document_pointed_to_beside_the_one_named_is_compared_with_it(assistant: Assistant) -> None:
    question = assistant.understanding("国防科大在长株潭意见和省方案里，都被写进了哪些产业？")
    assert set(question.documents) == {document.address for document in assistant.library.documents}


def test_another_field_takes_the_place_of_the_one_before(assistant: Assistant) -> None:
    first = assistant.ask("省方案里现代农业是哪个厅牵头？")
    second = assistant.ask("那文化旅游这一块呢", (first,))
    assert second.carried and "省文化旅游厅" in second.text and "湘政办发〔2023〕54号/三/（四）" in second.cited


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("烟花爆竹，正文和附表都怎么写？", ["烟花爆竹，正文里怎么写？", "烟花爆竹，附表里怎么写？"]),
        ("海洋装备正文靠谁，附件2又列了哪些技术？", ["海洋装备正文靠谁", "海洋装备附件2又列了哪些技术？"]),
        ("海洋装备靠谁？", []),
    ],
)
def test_body_and_annex_are_asked_apart(question: str, parts: list[str]) -> None:
    assert list(in_both(question)) == parts


def test_the_body_is_what_stands_outside_the_annexes(assistant: Assistant) -> None:
    whole = assistant.ask("量子科技，正文和附表都怎么写？")
    annexed = [address for address in whole.cited if "/附件" in address]
    assert annexed and len(annexed) < len(whole.cited)
    assert all(is_in(clause, BODY) for clause in assistant.ask("量子科技，正文里怎么写？").retrieved)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("益阳有四个产业，分别是哪些？", ("食品加工", "现代农业")),
        ("益阳除了食品加工，还有哪些是三颗星？", ("现代农业",)),
        ("长沙是核心或重点的产业有哪些？", ("数字产业", "轻工纺织")),
    ],
)
def test_the_rows_of_a_column(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused and all(word in answer.text for word in said)


def test_a_table_of_ranks_answers_no_share(assistant: Assistant) -> None:
    assert "★" not in assistant.ask("数字产业里核心产业占多少？").text


def test_the_highest_price_asks_for_no_section(assistant: Assistant) -> None:
    assert "万亿" not in assistant.ask("鸡蛋最高卖多少钱一斤？").text


@pytest.mark.parametrize(
    ("question", "leads"),
    [("株洲牵头的轨道交通，到2025年产值要多少？", False), ("株洲牵头的产业有几个，是哪些？", True), ("轨道交通由谁牵头？", True)],
)
def test_who_leads_may_only_say_which_one(assistant: Assistant, question: str, leads: bool) -> None:
    assert assistant.understanding(question).asks("lead") == leads


def test_a_kind_of_region_is_no_place_of_its_own(assistant: Assistant) -> None:
    assert assistant.understanding("在丘陵地区装低速风机，湖南鼓励吗？").strangers == ()


def test_examples_of_what_is_asked_about_need_not_be_named(assistant: Assistant) -> None:
    assert "智能穿戴" in assistant.ask("助听器、智能手表这类康复用的东西，省里扶不扶？").text
