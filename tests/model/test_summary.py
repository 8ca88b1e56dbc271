"""Summaries gather every clause that matters and cite each point."""

import re

import pytest

from assistant.assistant import Assistant
from tests.model.service import Reply, Service

QUESTION, NEW = "总结2023年方案对株洲的要求", "湘政办发〔2023〕54号"


def points(prompt: str) -> str:
    """A point for every clause of a prompt: its first sentence that names the place."""
    lines = []
    for number, text in re.findall(r'<条款 编号="(\d+)"[^>]*>\n(.*?)\n</条款>', prompt, re.S):
        named = [piece for piece in re.split(r"(?<=。)", text) if "株洲" in piece and len(piece) < 300]
        lines += [f"- {named[0].strip('。')}[{number}]。"] if named else []
    return "\n".join(lines)


def test_a_summary_gathers_more_than_the_best_clauses_and_cites_each_point(writer: Assistant, service: Service) -> None:
    service.says(Reply(points, size=40))
    answer = writer.ask(QUESTION)
    lines = [line for line in answer.text.splitlines() if line.strip()]
    assert answer.writer == "model" and not answer.refused and len(answer.cited) > 8
    assert all(re.search(r"\[\d+\]$", line) for line in lines)
    assert {address.split("/")[0] for address in answer.cited} == {"湘政办发〔2023〕54号"}


def test_of_a_clause_only_what_names_the_thing_is_summarised(writer: Assistant, service: Service) -> None:
    service.says(Reply(points, size=40))
    writer.ask(QUESTION)
    prompts = "".join(asked["messages"][1]["content"] for asked in service.asked)
    clauses = re.findall(r"<条款 [^>]*>\n(.*?)\n</条款>", prompts, re.S)
    sentences = [sentence for text in clauses for sentence in re.split("[。；\n]", text) if sentence]
    assert len(sentences) > 10 and not any("城轨车辆市场占有率" in sentence for sentence in sentences)


def test_a_summary_that_leaves_most_clauses_out_gives_way_to_the_extract(writer: Assistant, service: Service) -> None:
    service.says("株洲重点发展轨道交通、航空航天（含北斗）、先进材料[1]。")
    answer = writer.ask(QUESTION)
    assert answer.writer == "extractive" and "漏写" in answer.note and len(answer.cited) > 8


def test_every_call_of_a_summary_is_bounded(writer: Assistant, service: Service) -> None:
    service.says(Reply(points, size=40))
    writer.ask(QUESTION)
    assert 1 <= len(service.asked) <= 4
    assert all(len(asked["messages"][1]["content"]) < 8_000 for asked in service.asked)


def test_without_the_service_a_summary_is_made_of_the_clauses_own_sentences(writer: Assistant, service: Service) -> None:
    service.says(Reply(status=500))
    answer = writer.ask(QUESTION)
    assert answer.note and answer.writer == "extractive" and len(answer.cited) > 8


def test_of_a_cell_with_labelled_lines_those_that_name_the_place_are_said(assistant: Assistant) -> None:
    text = assistant.ask(QUESTION).text
    said = next(line for line in text.splitlines() if "株洲中车时代" in line)
    assert "：新一代半导体：" in said and "先进计算" not in said
    assert "北汽株洲" in text and "；新能源装备：" in text and "中车株洲所" in text


def test_a_summary_of_what_no_document_speaks_of_is_declined(writer: Assistant, service: Service) -> None:
    assert writer.ask("总结2023年方案对深圳的要求").refused
    assert not service.asked


def test_a_section_is_summarised_from_all_that_stands_under_it(writer: Assistant, service: Service) -> None:
    service.says("")
    writer.ask("概括2023年方案第五部分的内容")
    under = re.findall(r"54号）(五、[^ ]*)", service.asked[0]["messages"][1]["content"])
    assert len(under) > 3


def test_a_draft_is_written_from_all_that_the_documents_say_of_a_thing(writer: Assistant, service: Service) -> None:
    service.says("株洲重点发展轨道交通、航空航天（含北斗）、先进材料[1]。")
    answer = writer.ask("帮我写一段2023年方案里株洲的产业介绍")
    assert answer.writer == "model" and "文体" in service.asked[0]["messages"][0]["content"]


def test_a_draft_about_anything_else_is_declined(writer: Assistant, service: Service) -> None:
    assert writer.ask("帮我写一首关于春天的诗").refused and writer.ask("帮我写一份朋友圈文案").refused
    assert not service.asked


def test_without_any_model_a_summary_is_the_clauses_own_points(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    lines = answer.text.splitlines()
    assert (answer.writer, answer.model, answer.refused) == ("extractive", "", False) and len(lines) > 8
    assert all(line.startswith("- ") and re.search(r"\[\d+\]$", line) for line in lines)
    assert all("株洲" in citation.quote or "株洲" in citation.reference for citation in answer.citations)


@pytest.mark.parametrize("question", ["总结全文", "概括这份文件的主要内容", "请把这份文件总结一下"])
def test_a_chosen_document_is_summarised_section_by_section(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, within=[NEW])
    chapters = {address.split("/")[1] for address in answer.cited}
    assert {"一", "二", "三", "四", "五", "六"} <= chapters and "限于篇幅" in answer.note
    assert {address.split("/")[0] for address in answer.cited} == {NEW}


def test_a_chosen_document_is_summarised_by_the_model_from_all_its_chapters(writer: Assistant, service: Service) -> None:
    service.says("改造提升传统产业[1]。")
    writer.ask("总结全文", within=[NEW])
    prompts = "".join(asked["messages"][1]["content"] for asked in service.asked)
    assert all(f"54号）{chapter}、" in prompts for chapter in "一二三四五六") and "潭政发" not in prompts


@pytest.mark.parametrize("question", ["一年一总结出自哪一条？", "总结株洲的核心产业有哪些"])
def test_what_structure_answers_is_no_summary(assistant: Assistant, question: str) -> None:
    assert len(assistant.ask(question).citations) == 1
