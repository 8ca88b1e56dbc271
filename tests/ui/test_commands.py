"""The commands around the page: users, feedback, and where it may be opened."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.assistant import Assistant
from assistant.cli import app
from assistant.conversations.exchange import exchange_of
from assistant.conversations.store import DATABASE, Store
from assistant.users import Users
from eval.questions import parse_question
from index.errors import SettingsError


def test_password_is_asked_twice_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "users"
    done = CliRunner().invoke(app, ["passwd", str(file), "甲"], input="correct horse\ncorrect horse\n")
    assert done.exit_code == 0 and "correct" not in done.output
    assert Users.read(file).admit("甲", "correct horse")


def test_feedback_is_listed(assistant: Assistant, tmp_path: Path) -> None:
    store = Store(tmp_path / DATABASE)
    key = store.begin("", "题")
    answer = assistant.ask("空天海洋由谁牵头？")
    number = store.add("", key, exchange_of(answer, assistant.library, "2026-11-22T03:04:05", "2026-11-22T03:04:05"))
    store.rate("", number, False, "不全")
    home = {"CEYIN_HOME": str(tmp_path)}
    assert "理由：不全" in CliRunner().invoke(app, ["feedback"], env=home).output
    line = CliRunner().invoke(app, ["feedback", "--questions"], env=home).output.strip()
    assert parse_question(line).question == "空天海洋由谁牵头？"


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--auth", "no-such-file"]])
def test_page_is_not_opened_to_everybody_by_mistake(options: list[str], tmp_path: Path) -> None:
    failed = CliRunner().invoke(app, ["serve", *options], env={"CEYIN_HOME": str(tmp_path)})
    assert isinstance(failed.exception, SettingsError)
