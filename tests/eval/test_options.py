"""The command line of the evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.__main__ import main, write
from eval.options import read_options
from eval.run import chosen, evaluation_settings
from index.errors import SettingsError
from index.settings import SEEDS, Settings
from tests.eval.examples import question

QUESTIONS = [question("a"), question("b", split="test"), question("c", kind="duty")]


@pytest.mark.parametrize("arguments", [["--nosuch"], ["--split", "train"], ["--accept", "--kind", "fact"]])
def test_wrong_options_are_one_line_and_status_1(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("错误：选项有误")


def test_a_bad_questions_file_is_one_line_that_names_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("{}\n")
    assert main(["--questions", str(file)]) == 1
    assert "第1行：缺少字段 id、kind、question" in capsys.readouterr().err


def test_the_seeds_and_our_own_questions_are_the_default() -> None:
    assert read_options([]).complete
    assert read_options(["--documents", str(SEEDS), "--split", "dev"]).own
    assert not read_options(["--split", "dev"]).complete
    assert not read_options(["--documents", "elsewhere"]).own


def test_questions_are_chosen_by_split_and_kind() -> None:
    assert [kept.id for kept in chosen(QUESTIONS, "all", "")] == ["a", "b", "c"]
    assert [kept.id for kept in chosen(QUESTIONS, "dev", "fact")] == ["a"]
    with pytest.raises(SettingsError):
        chosen(QUESTIONS, "test", "duty")


def test_each_set_of_documents_has_an_index_of_its_own(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    one, other = (evaluation_settings(settings, [tmp_path / name]).index_folder for name in ("one", "other"))
    assert one != other
    assert one.parent == tmp_path / "evaluation"


def test_a_file_that_cannot_be_written_is_an_error_for_the_user(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="无法写入"):
        write(tmp_path / "file" / "out.json", "")
