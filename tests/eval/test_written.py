"""Extractive and model-written answers side by side, through the command."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from tests.eval.test_end_to_end import DOCUMENT, QUESTIONS
from tests.model.conftest import running_service, service
from tests.model.service import Service

__all__ = ["running_service", "service"]
RIGHT = "到2026年，全市竹产业产值达到80亿元[1]。产值还将达到990亿元[1]。要给予每户五百万元奖励[1]。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "opinion.txt").write_text(DOCUMENT, encoding="utf-8")
    lines = "\n".join(json.dumps(question, ensure_ascii=False) for question in QUESTIONS)
    (tmp_path / "questions.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("CEYIN_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_both_ways_are_scored_and_what_was_invented_is_counted(
    home: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    service.says(RIGHT)
    options = "--documents opinion.txt --questions questions.jsonl --json out.json --llm-model script --llm-base-url"
    assert main([*options.split(), service.base_url]) == 0
    written = json.loads((home / "out.json").read_text(encoding="utf-8"))["summary"]["written"]
    assert written["model"]["right"]["hits"] >= written["extractive"]["right"]["hits"] >= 1
    assert written["sentences_held"]["value"] == 1.0 and written["sentences_removed"] >= 1
    assert written["tokens"]["prompt"] > 0 and written["seconds_p50"] is not None
    report = capsys.readouterr().out
    assert "两种写法" in report and "990亿元" not in report


def test_without_a_model_to_ask_the_run_stops(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("CEYIN_LLM", raising=False)
    assert main(["--documents", str(home / "opinion.txt"), "--questions", str(home / "questions.jsonl"), "--llm"]) == 1
    assert "--llm 没有可用的模型" in capsys.readouterr().err


def test_a_sample_is_spread_over_the_questions() -> None:
    from eval.questions import QUESTIONS as FILE
    from eval.questions import read_questions
    from eval.run import sampled

    questions = read_questions(FILE)
    chosen = sampled(questions, 60)
    assert len({question.id for question in chosen}) == 60 and len({question.kind for question in chosen}) >= 10
