"""A server that runs while the index changes: it goes on answering, then answers from the new one."""

import gc
import os
import shutil
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from assistant.assistant import Assistant
from assistant.current import Current
from assistant.indexing import index_documents, last_run, why_to_build
from assistant.terminal import change_line
from assistant.watching import watch_documents
from index.errors import CeyinError
from index.generations import current_folder, locked
from index.settings import Settings

REPLACED = 20 if int(os.environ.get("CEYIN_FUZZ", "0")) > 500 else 2  # generations
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


@pytest.mark.timeout(7200)
def test_nobody_meets_an_error_while_generations_change(own: Settings, tmp_path: Path) -> None:
    current = Current(Assistant.open(own))
    first = weakref.ref(current.assistant)
    stop, answers = Event(), []

    def ask_on() -> None:
        while not stop.is_set():
            answers.append(current.ask("空天海洋由谁牵头？", []).answer.text)

    with ThreadPoolExecutor(4) as pool:
        askers = [pool.submit(ask_on) for _ in range(4)]
        try:
            for value in range(6, 6 + REPLACED):
                (tmp_path / "notice.txt").write_text(NOTICE.replace("5亿元", f"{value}亿元"), "utf-8")
                index_documents(own, [tmp_path / "notice.txt"])
                while current.follow():
                    time.sleep(0.2)
                assert f"{value}亿元" in current.ask("风筝产业的产值目标是多少？", []).answer.text
        finally:
            stop.set()
        for asker in askers:
            asker.result()
    assert len(answers) > 10 and len(set(answers)) == 1
    gc.collect()
    assert first() is None
    with locked(own):
        assert len(list((own.index_folder / "generations").iterdir())) == 2


def test_an_index_that_cannot_be_opened_leaves_the_old_one_answering(own: Settings) -> None:
    current = Current(Assistant.open(own))
    broken = own.index_folder / "generations" / "9"
    shutil.copytree(current_folder(own), broken)
    (broken / "documents.jsonl").write_bytes(b"")
    (own.index_folder / "current").write_text("9")
    assert current.follow()
    while current.follow():
        time.sleep(0.2)
    assert "牵头" in current.ask("空天海洋由谁牵头？", []).answer.text
    assert why_to_build(own).startswith("索引已损坏：documents.jsonl")


def test_following_a_folder_reports_each_generation(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "notice.txt").write_text(NOTICE, "utf-8")
    index_documents(own, [tmp_path / "documents"])
    following = watch_documents(own)
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(next, following)
        time.sleep(3)
        (tmp_path / "documents" / "notice.txt").write_text(NOTICE.replace("5亿元", "8亿元"), "utf-8")
        report = outcome.result(60)
    assert not isinstance(report, CeyinError)
    assert "更新 《关于促进风筝产业发展的意见》" in change_line(report)
    following.close()
