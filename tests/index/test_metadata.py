"""What documents say of themselves, and whether they still hold."""

from __future__ import annotations

import datetime

import pytest

from index.clause import Document
from index.document import read_document
from index.plain import document_from_json, document_to_json
from index.standing import find_standings
from tests.index.shapes import parse

TODAY = datetime.date(2026, 1, 1)


def rule(number: str, *lines: str, title: str = "云岭省茶业发展办法") -> Document:
    return read_document("\n".join([title, number, "", "各县：", "一、目标", "产值翻番。", *lines]).encode(), f"{number}.txt")


def status(document: Document, *others: Document) -> str:
    return str(find_standings([document, *others], TODAY).get(document.address, ""))


def test_dates_and_grounds_are_read() -> None:
    grounds, term = "根据《中华人民共和国农业法》和《云岭省茶叶条例》制定。", "本办法自2024年7月1日起施行，有效期五年。"
    document = rule("云政发〔2024〕3号", "二、附则", grounds + term, "云岭省人民政府办公厅2024年5月6日印发")
    found = document.metadata
    assert (found.effective, found.expires, found.printed) == ("2024年7月1日", "5年", "2024年5月6日")
    assert found.based_on == ("中华人民共和国农业法", "云岭省茶叶条例")
    assert document_from_json(document_to_json(document)) == document


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("本办法自2015年1月1日起施行，有效期5年。", False), ("本办法自2025年1月1日起施行，有效期5年。", True),
        ("本通知有效期至2024年12月31日。", False), ("许可证有效期5年。", True), ("工程实施至2020年12月31日。", True),
    ],
)  # fmt: skip
def test_time_runs_out_for_the_document_and_not_for_a_licence(sentence: str, held: bool) -> None:
    assert status(rule("云政发〔2015〕3号", sentence)).startswith("已失效") is not held


@pytest.mark.parametrize(
    "sentence", ["《云岭省茶业发展办法》（云政发〔2010〕9号）同时废止。", "云政发〔2010〕9号文件停止执行。", "废止《云岭省茶业发展办法》。"]
)
def test_another_document_repeals_it(sentence: str) -> None:
    old, new = rule("云政发〔2010〕9号"), rule("云政发〔2024〕3号", sentence, title="云岭省茶业促进办法")
    assert status(old, new).startswith("已废止：《云岭省茶业促进办法》（云政发〔2024〕3号）：") and status(new, old) == ""
    assert find_standings([old, new], TODAY)[old.address].address == "云政发〔2024〕3号/一"


@pytest.mark.parametrize(
    "sentence",
    ["依照《国务院关于修改和废止部分法规的决定》执行。", "《云岭省茶业发展办法》不予废止。", "《云岭省林业办法》同时废止。", "修订《云岭省茶业发展办法》。"],
)
def test_what_is_only_named_is_not_repealed(sentence: str) -> None:
    assert status(rule("云政发〔2010〕9号"), rule("云政发〔2024〕3号", sentence, title="云岭省茶业促进办法")) == ""


def test_a_new_text_of_the_same_name_ends_the_old_one_and_not_itself() -> None:
    sentence = "2010年发布的《云岭省茶业发展办法》同时废止。"
    old, new = parse("云岭省茶业发展办法", "（2010年3月1日公布）", "第一条 目的。"), rule("云政发〔2024〕3号", sentence)
    assert status(old, new).startswith("已废止") and status(new, old) == ""


def test_a_copy_can_say_that_it_no_longer_holds() -> None:
    assert status(parse("云岭省茶业发展办法", "云政发〔2010〕9号", "（已废止）", "", "第一条 目的。")) == "已废止：文件自己载明"
