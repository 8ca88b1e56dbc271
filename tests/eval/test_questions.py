"""The questions file is read strictly, and bad lines are named by number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.questions import QuestionsError, parse_question, read_questions

GOOD = {"id": "f1", "kind": "fact", "question": "多少家？"}


def line(**fields: Any) -> str:
    """A good line with some fields changed."""
    return json.dumps(GOOD | fields, ensure_ascii=False)


def test_defaults_are_empty() -> None:
    question = parse_question(line())
    assert (question.history, question.gold, question.must, question.refuse, question.split) == (
        (),
        (),
        (),
        False,
        "dev",
    )


def test_every_field_is_read() -> None:
    question = parse_question(
        line(
            history=[{"question": "株洲呢？"}],
            gold=["甲/一", "甲/二"],
            alt_gold=[["乙/一"]],
            must=["5家", ["五成", "50%"]],
            evidence=["五家以上"],
            refuse=True,
            split="test",
        )
    )
    assert question.history == ("株洲呢？",)
    assert question.gold_sets == (frozenset({"甲/一", "甲/二"}), frozenset({"乙/一"}))
    assert question.must == (("5家",), ("五成", "50%"))
    assert (question.evidence, question.refuse, question.split) == (("五家以上",), True, "test")


def test_unknown_fields_are_ignored() -> None:
    assert parse_question(line(author="某人")) == parse_question(line())


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("{", "不是合法的 JSON"),
        ("[]", "应为一个 JSON 对象"),
        ("[" * 100_000, "嵌套太深"),
        ('{"id": "x", "kind": "fact"}', "缺少字段 question"),
        (line(id=3), "字段 id 应为字符串"),
        (line(gold="甲/一"), "字段 gold 应为列表"),
        (line(alt_gold=["甲/一"]), "字段 alt_gold 应为列表"),
        (line(must=[1]), "字段 must 应为列表"),
        (line(refuse="是"), "字段 refuse 应为 true 或 false"),
        (line(history=["株洲呢？"]), "字段 history 应为"),
        (line(evidence=None), "字段 evidence 应为列表"),
        (line(split="train"), "字段 split 应为 dev、test 之一"),
        (line(), "编号“f1”重复"),
    ],
)
def test_a_bad_line_is_reported_by_number(bad: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{line()}\n\n{bad}\n", encoding="utf-8")
    with pytest.raises(QuestionsError, match=f"第3行：{what}"):
        read_questions(file)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f"{line()}\r\n{line(id='f2')}\r\n".encode())
    assert [question.id for question in read_questions(file)] == ["f1", "f2"]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_file_without_questions_is_reported(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionsError, match=r"questions\.jsonl"):
        read_questions(file)
