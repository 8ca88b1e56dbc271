"""A question that names or points to a document among many is answered from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.hints import Hints
from assistant.names import Names
from assistant.question import Question
from index.build import build_index
from index.library import Library
from index.settings import Settings
from tests.index.shapes import parse

PROVINCE = (
    "云岭省人民政府关于茶业发展的意见\n云政发〔2021〕8号\n\n各市：\n一、目标\n到2025年，茶业产值达到70亿元。\n"
    "二、奖励\n建成茶园的，奖励5万元。\n三、产业主体\n支持云雾茶社扩大种植面积，做好服务。\n"
)
JOINT = (
    "丁河市人民政府　戊江市人民政府　己海市人民政府\n关于茶业协同的通知\n甲政发〔2022〕3号\n\n各县：\n一、目标\n三地茶业产值达到90亿元。\n"
    "二、企业\n依托云雾茶社、清泉茶社等龙头企业，建设加工园区。\n三、采茶机械\n推广采茶机械500台。\n"
)
OTHER = "国家茶业委员会关于第{n}次茶业普查的规定\n茶委〔20{n:02}〕1号\n\n各地：\n一、目标\n全国茶业产值达到{n}00亿元。\n二、奖励\n普查得力的，奖励{n}万元。\n"
TEXTS = (PROVINCE, JOINT, *(OTHER.format(n=n) for n in range(1, 23)))


@pytest.fixture(scope="module")
def many(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over twenty-four small documents on one subject."""
    folder: Path = tmp_path_factory.mktemp("many")
    for number, text in enumerate(TEXTS):
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    apart = replace(settings, index_name="many")
    build_index(apart, [folder])
    return Assistant.open(apart)


@pytest.mark.parametrize("question", ["云政发〔2021〕8号里茶业产值目标是多少？", "云岭的茶业产值目标是多少？", "全省茶业产值目标是多少？"])
def test_a_document_named_or_pointed_to_answers(many: Assistant, question: str) -> None:
    answer = many.ask(question)
    assert "70亿元" in answer.text
    assert {clause.document for clause in answer.retrieved} == {"云政发〔2021〕8号"}


def test_a_follow_up_stays_with_the_document_of_the_answer_before(many: Assistant) -> None:
    first = many.ask("云岭建成茶园的奖励多少？")
    assert many.ask("那产值目标呢？", [first]).cited == ("云政发〔2021〕8号/一",)


def test_a_follow_up_to_another_document_keeps_its_subject(many: Assistant) -> None:
    """What was said before is read with the names of the document it was about."""
    first = many.ask("云岭的茶业产值目标是多少？")
    second = many.ask("三市那份通知里定的又是多少？", [first])
    assert "90亿元" in second.text and set(second.cited) == {"甲政发〔2022〕3号/一"}


def test_two_documents_are_those_that_hold_the_name_asked_about(many: Assistant) -> None:
    answer = many.ask("两份文件里云雾茶社分别做什么？普查得力的有什么奖励？")
    assert {"云政发〔2021〕8号/三", "甲政发〔2022〕3号/二"} <= set(answer.cited)


def test_years_of_issue_name_the_documents_that_hold_the_name_asked_about(many: Assistant) -> None:
    """Others are of 2021 and 2022, too."""
    documents = many.ask("产业主体(2021)和采茶机械(2022)各做什么？").state
    assert isinstance(documents, Question) and set(documents.documents) == {"云政发〔2021〕8号", "甲政发〔2022〕3号"}


def test_what_only_another_document_knows_is_not_answered_from_the_one_named(many: Assistant) -> None:
    assert "500台" in many.ask("甲政发〔2022〕3号对采茶机械有什么要求？").text
    answer = many.ask("云政发〔2021〕8号对采茶机械有什么要求？")
    assert answer.refused and "“采茶机械”" in answer.text
    half = many.ask("云政发〔2021〕8号的茶业产值目标是多少？对采茶机械有什么要求？")
    assert "70亿元" in half.text and "未载明" in half.text and not half.refused


@pytest.mark.parametrize(
    ("question", "hinted"),
    [
        ("省农业厅负责什么？", ["云政发〔2021〕8号"]),
        ("云岭要做什么？", ["云政发〔2021〕8号"]),
        ("三市的目标是多少？", ["甲政发〔2022〕3号"]),
        ("这份意见的目标是多少？", ["云政发〔2021〕8号"]),
        ("五部门的目标是多少？", []),
        ("丁河戊江己海三家的目标是多少？", ["甲政发〔2022〕3号"]),
        ("丁河的普查有什么奖励？", ["甲政发〔2022〕3号"]),  # the place comes before a word of another title
        ("要多大规模？", []),  # 多大 asks; no word of a title begins in the middle of it
    ],
)
def test_who_issued_it_and_its_kind_point_to_a_document(question: str, hinted: list[str]) -> None:
    documents = Library(parse(*text.splitlines()) for text in TEXTS).documents
    assert list(Hints(documents, Names(documents))(question)) == hinted


@pytest.mark.parametrize(
    ("question", "described"),
    [
        ("三市那份通知里定了多少？", ["甲政发〔2022〕3号"]),
        ("云岭的意见和三市通知各定了多少？", ["云政发〔2021〕8号", "甲政发〔2022〕3号"]),
        ("丁河那份文件里定了多少？", ["甲政发〔2022〕3号"]),
        ("三市的意见里定了多少？", []),
        ("云岭要做什么？", []),
    ],
)
def test_a_kind_with_who_issued_it_in_front_names_a_document(question: str, described: list[str]) -> None:
    documents = Library(parse(*text.splitlines()) for text in TEXTS).documents
    found = Hints(documents, Names(documents)).described(question)
    assert sorted(document.address for document in found) == sorted(described)
