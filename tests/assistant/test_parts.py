"""Questions that ask several things, and documents that are only hinted at."""

import pytest

from assistant.assistant import Assistant


def parts(assistant: Assistant, question: str) -> list[str]:
    return [part.text for part in assistant.understanding.parts(assistant.understanding(question))]


def test_one_thing_is_one_question(assistant: Assistant) -> None:
    assert parts(assistant, "轨道交通由谁牵头？") == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("量子科技由谁牵头、2027年目标是什么？", ["量子科技由谁牵头", "量子科技，2027年目标是什么？"]),
        ("绿色矿业由谁牵头？生命工程呢？", ["绿色矿业由谁牵头？", "生命工程由谁牵头？"]),
        ("轨道交通2025年和2027年的目标", ["轨道交通2025年的目标", "轨道交通2027年的目标"]),
    ],
)
def test_several_things_are_several_questions(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert parts(assistant, question) == expected


def test_a_pronoun_of_a_later_part_means_what_was_named_first(assistant: Assistant) -> None:
    assert parts(assistant, "衡阳重点发展什么？它的核心产业是哪几个？")[1] == "衡阳的核心产业是哪几个？"


def test_two_documents_compared_are_a_part_each(assistant: Assistant) -> None:
    texts = parts(assistant, "两份文件的调度机制有什么不同？")
    assert [text.partition("，")[0] for text in texts] == [document.address for document in assistant.library.documents]


def test_a_table_of_one_document_does_not_answer_for_both(assistant: Assistant) -> None:
    answer = assistant.ask("三市电子信息和省里数字产业的总规模目标比较一下")
    assert {"潭政发〔2021〕8号/三/（十）", "湘政办发〔2023〕54号/四/（一）"} <= set(answer.cited)


def test_things_side_by_side_are_told_apart(assistant: Assistant) -> None:
    question = assistant.understanding("郴州的数据中心和郴州通航分别怎么安排？")
    assert [part.text for part in assistant.understanding.beside(question)] == ["郴州的数据中心怎么安排？", "郴州通航怎么安排？"]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("全体会议和常务会议，召开频次、参加人员有啥不一样？", ["全体会议，召开频次、参加人员？", "常务会议，召开频次、参加人员？"]),
        ("贮存单位跟处置单位比，技术人员和工程师各要求几名？", ["贮存单位，技术人员和工程师要求几名？", "处置单位，技术人员和工程师要求几名？"]),
        ("没搞培训就送人出国，和压根没跟雇主签合同就送人出国，罚款各是多少？", ["没搞培训就送人出国，罚款多少？", "压根没跟雇主签合同就送人出国，罚款多少？"]),
        ("申请生产许可和申请销售许可，两个的审查期限各是几天？", ["申请生产许可，审查期限几天？", "申请销售许可，审查期限几天？"]),
        (
            "擅自拆旧码头，和没批就改外墙，后果严重的话，对单位的罚款分别是多少",
            ["擅自拆旧码头，后果严重的话，对单位的罚款是多少", "没批就改外墙，后果严重的话，对单位的罚款是多少"],
        ),
        ("郴州的数据中心和郴州通航两处都怎么安排？", ["郴州的数据中心怎么安排？", "郴州通航怎么安排？"]),
        ("工伤、养老和失业保险，分别由哪级统筹？", ["工伤，由哪级统筹？", "养老，由哪级统筹？", "失业保险，由哪级统筹？"]),
        ("用第一类和用第二类在签合同的对象上有何不同？", ["用第一类在签合同的对象上？", "用第二类在签合同的对象上？"]),
    ],
)
def test_the_subjects_are_compared_and_not_what_is_asked_of_them(assistant: Assistant, question: str, sides: list[str]) -> None:
    assert [part.text for part in assistant.understanding.beside(assistant.understanding(question))] == sides


def test_what_stands_before_a_colon_belongs_to_all_parts(assistant: Assistant) -> None:
    first, second = parts(assistant, "危货车队问两个时限：换法人几天内去变更？证到期提前多少天续？")
    assert first.startswith("危货车队问两个时限，换法人") and second.startswith("危货车队问两个时限，证到期")


def test_a_word_of_a_title_hints_at_its_document(assistant: Assistant) -> None:
    hints = assistant.understanding.hints
    assert hints("长株潭的目标") == ("潭政发〔2021〕8号",) and hints("方案里怎么说") == ("湘政办发〔2023〕54号",)
    assert hints("重大产业项目由谁推进") == ()  # 重大产业 is of one title, 重大产业项目 of the other document


def test_both_parts_are_answered_and_cited(assistant: Assistant) -> None:
    answer = assistant.ask("绿色矿业由谁牵头？生命工程呢？")
    assert not answer.refused and len(answer.cited) >= 2 and 0 < answer.confidence <= 1


def test_what_leads_to_a_later_part_belongs_to_it(assistant: Assistant) -> None:
    texts = parts(assistant, "轨道交通由谁牵头？放到现代农业这边，粮食产量目标是多少")
    assert texts[1].startswith("放到现代农业这边")


def test_figures_asked_for_at_a_pause_are_apart(assistant: Assistant) -> None:
    first, second = parts(assistant, "集中屠宰能力达到多少头、由谁负责")
    assert first == "集中屠宰能力达到多少头" and second.endswith("，由谁负责") and second.startswith("集中屠宰能力")


def test_where_the_rest_stands_is_no_part(assistant: Assistant) -> None:
    assert parts(assistant, "轨道交通由谁牵头，写在第几条") == []


def test_a_table_of_figures_stands_for_its_parts_and_says_what_they_measure(assistant: Assistant) -> None:
    answer = assistant.ask("工程机械的目标，2021年三市意见和2023年省方案各定多少，分别到哪年，哪个更高？")
    assert "5000亿元" in answer.text and "3000亿元" in answer.text and "指标不同" in answer.text


def test_names_asked_for_beside_their_number_need_no_number(assistant: Assistant) -> None:
    assert "产业链客商库" in assistant.ask("精准招商要建几张图、几个库，具体都叫什么？").text


def test_an_attribute_asked_for_in_a_part_that_is_answered_is_not_missing(assistant: Assistant) -> None:
    answer = assistant.ask("分级推进重大产业项目，省市县三级的投资门槛各是多少，哪两个部门牵头？")
    assert "50亿元" in answer.text and "省发展改革委" in answer.text


def test_bodies_of_two_things_that_no_heading_names_are_found_apart(assistant: Assistant) -> None:
    answer = assistant.ask("产业学院和新型研发机构，湖南分别由哪几个部门负责？")
    assert {"湘政办发〔2023〕54号/六/3", "湘政办发〔2023〕54号/六/4"} <= set(answer.cited)


def test_body_and_annex_are_those_of_the_document_that_has_one(assistant: Assistant) -> None:
    assert all(text.startswith("湘政办发〔2023〕54号，") for text in parts(assistant, "文旅的工业旅游点，正文和附表都怎么写？"))


def test_a_table_of_ranks_yields_to_the_table_that_says_it(assistant: Assistant) -> None:
    answer = assistant.ask("文旅的100个工业旅游点，正文和附表都怎么写？")
    assert {"湘政办发〔2023〕54号/三/（四）/3", "湘政办发〔2023〕54号/附件2/文化旅游"} <= set(answer.cited)
