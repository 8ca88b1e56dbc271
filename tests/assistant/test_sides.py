"""A question that points to two documents is one question about each."""

from __future__ import annotations

import pytest

from assistant.hints import Hints
from assistant.names import Names
from assistant.sides import in_two_documents
from index.library import Library
from tests.index.shapes import parse

PROVINCE = "云岭省人民政府关于茶业发展的意见\n云政发〔2023〕9号\n\n各市：\n一、目标\n茶业产值达到70亿元。\n"
JOINT = "丁河市人民政府　戊江市人民政府　己海市人民政府\n关于茶业协同的通知\n丁政发〔2022〕3号\n\n各县：\n一、目标\n三地茶业产值达到90亿元。\n"
OTHER = "茶叶质量管理办法\n第一条 为了管理质量，制定本办法。\n"
DOCUMENTS = Library(parse(*text.splitlines()) for text in (PROVINCE, JOINT, OTHER)).documents
POINTERS = Hints(DOCUMENTS, Names(DOCUMENTS)).pointers
ONE, TWO = (document.address for document in DOCUMENTS[:2])


@pytest.mark.parametrize(
    ("question", "joint", "province"),
    [
        ("春茶，三市和省里意见各怎么讲？", "春茶，怎么讲？", "春茶，怎么讲？"),  # both asked the same
        ("茶业产值，三市2022年那份和省里2023年那份分别定多少？", "茶业产值，定多少？", "茶业产值，定多少？"),  # the years of issue
        ("茶园面积，三市建多少亩，省里又要多少亩？", "茶园面积，建多少亩", "茶园面积，又要多少亩？"),  # each asks something
        ("春茶，三市打算修路，云岭打算怎么推广？", "春茶，打算修路", "春茶，打算怎么推广？"),  # one says what it is about
        ("对比一下三市绿茶和省里红茶的产值目标", "绿茶的产值目标", "红茶的产值目标"),  # what is asked stands behind the second
        ("丁戊己在三市自己的通知里要当什么，在省里的意见里又是什么？", "丁戊己要当什么", "丁戊己又是什么？"),
    ],
)
def test_each_document_is_asked(question: str, joint: str, province: str) -> None:
    assert [(document.address, text) for document, text in in_two_documents(question, POINTERS)] == [(TWO, joint), (ONE, province)]


@pytest.mark.parametrize(
    "question",
    [
        "三市的产值目标是多少？",  # one document
        "省里对三市有什么要求？",  # nothing sets them side by side
        "省里和三市一起建什么？",
        "茶叶质量怎么管？",
    ],
)
def test_what_is_asked_of_both_together_stays_one_question(question: str) -> None:
    assert in_two_documents(question, POINTERS) == ()
