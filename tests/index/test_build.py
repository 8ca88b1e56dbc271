"""Indexing a folder: what is read, skipped, kept and embedded again."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_index, is_current
from index.errors import DocumentError
from index.generations import current_folder
from index.plain import read_documents
from index.settings import Settings

NOTICE = (
    "甲市人民政府关于发展茶业的意见\n甲政发〔2024〕{n}号\n\n各县：\n为发展茶业，提出以下意见。\n"
    "一、目标\n到2030年，茶业产值达到{v}亿元。\n二、措施\n（一）建园。建设{n}个茶园。\n"
)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Settings:
    """An empty index that shares the unpacked model."""
    return replace(settings, index_name=f"test-{tmp_path.name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(NOTICE.format(n=1, v=50), encoding="utf-8")
    (tmp_path / "b.txt").write_text(NOTICE.format(n=2, v=60), encoding="gb18030")
    return tmp_path


def test_a_folder_is_read_and_what_cannot_be_is_reported(home: Settings, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    report = build_index(home, [folder])
    assert [document.number for document in report.documents] == ["甲政发〔2024〕1号", "甲政发〔2024〕2号"]
    reasons = {Path(file).name: reason for file, reason in report.skipped}
    assert set(reasons) == {"empty.txt", "picture.png", "binary.txt", "copy.txt"}
    assert "内容相同" in reasons["copy.txt"]


def test_an_unchanged_folder_is_not_written_again(home: Settings, folder: Path) -> None:
    build_index(home, [folder])
    before = current_folder(home)
    assert build_index(home).unchanged
    assert current_folder(home) == before and is_current(home, [folder])


def test_only_changed_clauses_are_embedded_again(home: Settings, folder: Path) -> None:
    first = build_index(home, [folder])
    (folder / "b.txt").write_text(NOTICE.format(n=2, v=70), encoding="utf-8")
    again = build_index(home)
    assert 0 < again.embedded < first.embedded / 2
    assert "70亿元" in "".join(clause.text for document in again.documents for clause in document.clauses)


def test_a_removed_file_disappears(home: Settings, folder: Path) -> None:
    build_index(home, [folder])
    (folder / "a.txt").unlink()
    build_index(home)
    assert [document.number for document in read_documents(current_folder(home))] == ["甲政发〔2024〕2号"]


def test_a_path_that_is_not_there_is_one_line(home: Settings, folder: Path) -> None:
    with pytest.raises(DocumentError, match="没有这个文件"):
        build_index(home, [folder / "missing"])


def test_nothing_readable_is_one_line(home: Settings, tmp_path: Path) -> None:
    (tmp_path / "x.xyz").write_text("x")
    with pytest.raises(DocumentError, match="没有可以建立索引的文件"):
        build_index(home, [tmp_path])
