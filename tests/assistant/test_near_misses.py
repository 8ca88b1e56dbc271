"""Evidence of the kind asked for that answers something else: a fine for a fee, the day of commencement, a premise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import build_index
from index.settings import Settings

PIERS = (
    "乡镇码头管理条例\n（2019年1月20日公布）\n第一条 为了加强码头管理，制定本条例。\n第二条 码头经营者应当向县交通局备案。\n"
    "第三条 码头经营者未备案的，由县交通局责令限期改正，处1万元以上5万元以下的罚款。\n第四条 码头引航员考试由省交通厅组织，每年举行一次。\n"
    "第五条 码头经营者造成旅客损失的，应当依法赔偿。\n第六条 下列码头的设立，由省人民政府审批：\n（一）跨县的码头；\n（二）旅游码头；\n（三）油品码头。\n"
    "第七条 码头经营者有下列情形之一的，由县交通局给予警告，处2000元以下的罚款：\n（一）擅自停业的；\n（二）不公布价目的；\n（三）夜间不设照明的。\n"
    "第八条 普通码头每年检查一次，趸船长度不得超过40米；浮式码头每年检查四次，趸船长度不得超过90米。\n"
    "第九条 引航员每年培训十天；水手每年培训五天。\n第十条 本条例自2019年3月1日起施行。\n"
)
MEASURES = (
    "某市码头升级实施方案\n一、总体要求\n升级全市码头。\n二、指标\n主要指标如下：\n码头\t泊位（个）\t吞吐量（万吨）\t性质\n"
    "东门码头\t12\t165\t公益性\n西门码头\t30\t42\t经营性\n北门码头\t8\t20\t公益性\n"
)


@pytest.fixture(scope="module")
def piers(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("piers")
    (folder / "条例.txt").write_text(PIERS, encoding="utf-8")
    (folder / "方案.txt").write_text(MEASURES, encoding="utf-8")
    apart = replace(settings, index_name="piers")
    build_index(apart, [folder])
    return Assistant.open(apart)


@pytest.mark.parametrize(
    ("question", "not_said"),
    [
        ("码头经营者去备案，要收多少备案费？", "万元"),
        ("码头引航员考试一般在几月举行？", "3月1日"),
        ("条例规定码头经营者造成旅客损失最多赔偿50万元，是第几条？", "第五条："),
    ],
)
def test_what_only_looks_like_the_answer_is_declined(piers: Assistant, question: str, not_said: str) -> None:
    answer = piers.ask(question)
    assert answer.refused and not_said not in answer.text.splitlines()[0]


def test_the_fine_itself_and_a_true_premise_are_answered(piers: Assistant) -> None:
    assert "1万元以上5万元以下" in piers.ask("码头经营者没备案会罚多少钱？").text
    assert "第三条" in piers.ask("条例规定码头经营者不备案最高罚5万元，是第几条？").text


def test_an_item_comes_with_the_sentence_that_says_who_decides_or_what_is_fined(piers: Assistant) -> None:
    approved, fined = piers.ask("旅游码头的设立归谁批？"), piers.ask("码头夜间不设照明会怎么罚？")
    assert "省人民政府审批" in approved.text and "旅游码头" in approved.text
    assert "2000元以下" in fined.text and "夜间不设照明" in fined.text


def test_nothing_is_said_twice(piers: Assistant) -> None:
    lines = [line for line in piers.ask("跨县的码头和油品码头的设立分别由谁审批？").text.splitlines() if line.strip()]
    assert len(lines) == len(set(lines))


def test_two_cells_of_a_column_are_subtracted_without_a_printed_unit(piers: Assistant) -> None:
    answer = piers.ask("东门码头的吞吐量比西门码头多多少？")
    assert "相差123万吨" in answer.text and "165" in answer.text and "42" in answer.text


def test_a_row_is_whole_where_the_question_speaks_of_another_cell(piers: Assistant) -> None:
    answer = piers.ask("东门码头有多少个泊位，是公益性的还是经营性的？")
    assert "12" in answer.text and "公益性" in answer.text


def test_a_word_of_any_title_names_no_document(piers: Assistant) -> None:
    named = piers.library.documents_named
    assert named("试点的实施方案什么时候印发？")[0] == () and len(named("码头升级实施方案什么时候印发？")[0]) == 1
