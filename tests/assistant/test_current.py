"""A server that runs while the index changes: it goes on answering, then answers from the new one."""

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.current import Current
from assistant.indexing import index_documents, last_run
from index.settings import Settings

NOTICE = """甲市人民政府
关于促进风筝产业发展的意见
甲政发〔2024〕3号

各单位：
一、总体要求
到2025年，风筝产业产值达到5亿元。
"""


@pytest.fixture
def own(settings: Settings, indexed_home: Path, tmp_path: Path) -> Settings:
    """A home of its own with the index of the seeds."""
    shutil.copytree(settings.index_folder, tmp_path / settings.index_name)
    (tmp_path / "models").symlink_to(indexed_home / "models", target_is_directory=True)
    return replace(settings, home=tmp_path)


def test_new_index_is_followed_while_the_old_answers(own: Settings, tmp_path: Path) -> None:
    current = Current(Assistant.open(own))
    assert not current.follow()
    before = current.built
    known = current.ask("空天海洋由谁牵头？", [])
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    index_documents(own, [tmp_path / "notice.txt"])
    run = last_run(own)
    assert run is not None and run.embedded and not run.unchanged

    assert current.follow()
    assert current.ask("空天海洋由谁牵头？", []).answer.text == known.answer.text
    deadline = time.monotonic() + 60
    while current.follow() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert current.built > before
    assert "5亿元" in current.ask("风筝产业的产值目标是多少？", []).answer.text
    assert current.ask("那目标是多少？", [replace(known, number=1)]).answer.carried
