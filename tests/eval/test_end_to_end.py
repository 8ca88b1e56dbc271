"""`python -m eval` over a tiny document: index, questions, scores, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main

DOCUMENT = """试点市人民政府
关于支持竹产业发展的意见
试政发〔2024〕1号

各县市区人民政府：

一、主要目标
到2026年，全市竹产业产值达到80亿元，培育龙头企业15家。
二、重点任务
（一）建设竹材基地。新造竹林3万亩，改造低产竹林12万亩。
（责任单位：市林业局、市财政局）
（二）发展竹材加工。支持竹地板、竹家具企业技术改造。
（责任单位：市工业和信息化局）

试点市人民政府
2024年3月1日
"""
TARGET = "试政发〔2024〕1号/一"
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "fact",
        "kind": "fact",
        "question": "到2026年竹产业产值达到多少？",
        "gold": [TARGET],
        "must": ["80亿元"],
        "evidence": ["全市竹产业产值达到80亿元"],
    },
    {
        "id": "followup",
        "kind": "followup",
        "question": "龙头企业呢？",
        "history": [{"question": "到2026年竹产业产值达到多少？"}],
        "gold": [TARGET, "试政发〔2024〕1号/九"],
    },
    {"id": "offtopic", "kind": "offtopic", "question": "帮我写一首诗", "refuse": True},
]
DESIGNED = {"id", "kind", "standalone", "answer", "refused", "cited", "citations", "retrieved", "latency_ms"}
OPTIONS = "--documents documents --questions questions.jsonl --json out.json --html out.html --textbook"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluation")
    (folder / "documents").mkdir()
    (folder / "documents" / "opinion.txt").write_text(DOCUMENT, encoding="utf-8")
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in QUESTIONS)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def written(home: Path) -> dict[str, Any]:
    """What `--json` wrote; the page and the comparison with the textbook are made as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEYIN_HOME", str(home))
        patch.chdir(home)
        assert main(OPTIONS.split()) == 0
    result: dict[str, Any] = json.loads((home / "out.json").read_text(encoding="utf-8"))
    return result


def test_every_case_has_the_fields_of_the_design(written: dict[str, Any]) -> None:
    assert [case["id"] for case in written["cases"]] == ["fact", "followup", "offtopic"]
    assert all(case.keys() >= DESIGNED for case in written["cases"])


def test_a_plain_fact_is_found_and_answered(written: dict[str, Any]) -> None:
    assert written["cases"][0]["measures"]["right"], written["cases"][0]["answer"]


def test_gold_that_does_not_exist_is_a_warning_and_a_miss(written: dict[str, Any]) -> None:
    assert written["summary"]["warnings"] == ["followup 的 gold 不存在：试政发〔2024〕1号/九"]
    assert written["cases"][1]["measures"]["found@5"] is False


def test_the_textbook_pipelines_stand_beside_ours(written: dict[str, Any]) -> None:
    rows = written["summary"]["textbook"]
    assert list(rows) == ["策引", "教程做法", "中文调优"]
    assert all(row["in_2000"]["hits"] == 1 for row in rows.values())


def test_the_users_own_index_is_left_alone(written: dict[str, Any], home: Path) -> None:
    assert written["cases"]
    assert not (home / "index").exists()
    assert len(list((home / "evaluation").iterdir())) == 1
    assert "<!doctype html>" in (home / "out.html").read_text(encoding="utf-8")
