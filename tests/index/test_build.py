"""Indexing a folder: what is read, skipped, kept and embedded again."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

import index.build
from index.build import build_index, is_current
from index.check import findings
from index.embed.embedder import Embedder, load_embedder
from index.errors import AddressError, DocumentError, IndexDamaged
from index.generations import current_folder
from index.holdings import paths_to_remove, read_holdings
from index.plain import read_documents
from index.settings import Settings

NOTICE = (
    "甲市人民政府关于发展茶业的意见\n甲政发〔2024〕{n}号\n\n各县：\n为发展茶业，提出以下意见。\n"
    "一、目标\n到2030年，茶业产值达到{v}亿元。\n二、措施\n（一）建园。建设{n}个茶园。\n"
)


@pytest.fixture(scope="module")
def embedder(settings: Settings) -> Embedder:
    """The real one, loaded once for all these runs."""
    return load_embedder(settings)


@pytest.fixture
def home(settings: Settings, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty index that shares the model."""
    monkeypatch.setattr("index.embed.embedder.load_embedder", lambda _settings: embedder)
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


def test_what_is_unchanged_is_not_read_again(home: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(home, [folder])
    (folder / "c.txt").write_text(NOTICE.format(n=3, v=80), encoding="utf-8")
    read: list[str] = []
    known = index.build._read_file
    monkeypatch.setattr(index.build, "_read_file", lambda path, taken: read.append(path.name) or known(path, taken))
    report = build_index(home)
    assert read == ["c.txt"]
    assert report.added == ("《甲市人民政府关于发展茶业的意见》（甲政发〔2024〕3号）",) and not report.updated


def test_a_removed_document_stays_away_until_its_file_is_given_again(home: Settings, folder: Path) -> None:
    build_index(home, [folder])
    (removed,) = paths_to_remove(home, ["甲政发〔2024〕2号"])
    assert build_index(home, removing=[removed]).removed
    assert build_index(home).unchanged
    assert [holding.document.number for holding in read_holdings(home)] == ["甲政发〔2024〕1号"]
    assert build_index(home, [folder / "b.txt"]).added


@pytest.mark.parametrize("name", ["b.txt", "甲政发[2024]2号", "《甲市人民政府关于发展竹业的意见》", "{folder}/b.txt"])
def test_a_document_is_removed_by_any_of_its_names(home: Settings, folder: Path, name: str) -> None:
    (folder / "b.txt").write_text(NOTICE.format(n=2, v=60).replace("茶", "竹"), encoding="utf-8")
    build_index(home, [folder])
    assert paths_to_remove(home, [name.format(folder=folder)]) == (folder / "b.txt",)


def test_a_name_of_several_or_of_none_removes_nothing(home: Settings, folder: Path) -> None:
    build_index(home, [folder])
    with pytest.raises(AddressError, match="有 2 份文件"):
        paths_to_remove(home, ["甲市人民政府关于发展茶业的意见"])
    with pytest.raises(AddressError, match="最接近的是"):
        paths_to_remove(home, ["关于发展茶业的意见"])
    with pytest.raises(DocumentError, match="没有文件了"):
        build_index(home, removing=[folder])
    assert build_index(home).unchanged


@pytest.mark.parametrize("part", ["documents.jsonl", "lexical", "chroma", "vectors.npy", "fingerprint.json"])
def test_damage_is_found_and_mended_by_the_next_run(home: Settings, folder: Path, part: str) -> None:
    first = build_index(home, [folder])
    damaged = current_folder(home) / part
    if damaged.is_dir():
        damaged = max((path for path in damaged.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:100])
    with pytest.raises(IndexDamaged) if part == "fingerprint.json" else nullcontext():
        assert any(damaged.name in line for line in findings(home))
    report = build_index(home)
    assert not report.unchanged and not list(findings(home))
    assert report.embedded == (first.embedded if part in {"vectors.npy", "fingerprint.json"} else 0)


def test_check_names_what_differs_from_the_sources(home: Settings, folder: Path) -> None:
    build_index(home, [folder])
    (folder / "a.txt").write_text("改过了", encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text(NOTICE.format(n=3, v=80), encoding="utf-8")
    found = [line.partition("：")[0] for line in findings(home)]
    assert found == ["原文件有变化", "原文件不在了或已移除", "还没有收录"]


def test_a_folder_that_is_gone_for_a_while_comes_back(home: Settings, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "c.txt").write_text(NOTICE.format(n=3, v=80), encoding="utf-8")
    build_index(home, [folder / "a.txt", tmp_path / "other"])
    (tmp_path / "other").rename(tmp_path / "away")
    report = build_index(home)
    assert len(report.removed) == 1 and "找不到" in dict(report.skipped)[str(tmp_path / "other")]
    (tmp_path / "away").rename(tmp_path / "other")
    assert len(build_index(home).added) == 1


def test_a_killed_addition_is_completed_by_the_next_run(home: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(home, [folder / "a.txt"])

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(index.build, "write_fingerprint", die)
        build_index(home, [folder / "b.txt"])
    assert len(build_index(home).added) == 1
