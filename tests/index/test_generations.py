"""A reader never sees half an index, and what is wrong with one is said in one line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import CeyinError, IndexBusy, IndexDamaged, IndexMissing, IndexStale
from index.generations import (
    Fingerprint,
    check_model,
    check_parser,
    current_folder,
    locked,
    new_generation,
    read_fingerprint,
    write_fingerprint,
)
from index.readers import hold
from index.settings import Settings


@contextmanager
def writing(settings: Settings) -> Iterator[Path]:
    """A whole generation, of the files written in the block."""
    with locked(settings), new_generation(settings) as folder:
        yield folder
        write_fingerprint(folder, Fingerprint("model", 3, "words", "parser", (), {}, ""))


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_without_an_index_the_command_that_makes_one_is_named(empty: Settings) -> None:
    with pytest.raises(IndexMissing, match="ceyin index"):
        current_folder(empty)


def test_a_generation_is_current_only_after_it_is_complete(empty: Settings) -> None:
    with writing(empty) as folder:
        (folder / "part").write_text("x")
        with pytest.raises(IndexMissing):
            current_folder(empty)
    assert (current_folder(empty) / "part").read_text() == "x"


def test_a_failed_build_leaves_the_old_generation_working(empty: Settings) -> None:
    with writing(empty) as folder:
        (folder / "part").write_text("old")
    with pytest.raises(ZeroDivisionError), writing(empty):
        raise ZeroDivisionError
    assert (current_folder(empty) / "part").read_text() == "old"
    assert len(list(current_folder(empty).parent.iterdir())) == 1


def test_a_second_indexer_is_turned_away(empty: Settings) -> None:
    with writing(empty), pytest.raises(IndexBusy, match="另一个进程"), writing(empty):
        pass


def test_the_generation_before_stays_for_running_readers(empty: Settings) -> None:
    names = []
    for _ in range(4):
        with writing(empty) as folder:
            names.append(folder.name)
    kept = sorted(path.name for path in current_folder(empty).parent.iterdir())
    assert kept == names[-2:]


def test_a_generation_that_is_read_stays_until_its_reader_lets_go(empty: Settings) -> None:
    with writing(empty) as read:
        pass
    let_go = hold(empty, read)
    for _ in range(3):
        with writing(empty):
            pass
    assert read.is_dir()
    let_go()
    with locked(empty):
        assert not read.is_dir()
    assert not list((empty.index_folder / "readers").iterdir())


def test_what_a_killed_run_left_is_cleared_away(empty: Settings) -> None:
    with writing(empty):
        pass
    unfinished = current_folder(empty).with_name("1-1")
    unfinished.mkdir()
    (empty.index_folder / "current.4711").write_text("half")
    with locked(empty):
        pass
    assert not unfinished.exists() and not (empty.index_folder / "current.4711").exists()


@pytest.mark.parametrize("pointer", ["gone", "", "../..", "\udcff"])
def test_a_pointer_to_nowhere_is_damage(empty: Settings, pointer: str) -> None:
    with writing(empty):
        pass
    (empty.index_folder / "current").write_text(pointer, errors="surrogateescape")
    with pytest.raises(IndexDamaged, match="重新建立"):
        current_folder(empty)


@pytest.mark.parametrize("content", ["", "{", json.dumps({"model": "m"})])
def test_an_unreadable_fingerprint_is_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "fingerprint.json").write_text(content)
    with pytest.raises(IndexDamaged):
        read_fingerprint(tmp_path)


def test_another_model_or_parser_asks_for_a_rebuild() -> None:
    fingerprint = Fingerprint("other", 3, "words-0", "parser-0", (), {}, "")
    with pytest.raises(IndexStale, match="ceyin index"):
        check_parser(fingerprint)
    with pytest.raises(IndexStale, match="other"):
        check_model(fingerprint, "model", 384)


def test_an_unwritable_folder_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(CeyinError, match="写不进"), writing(Settings(home=blocked)):
        pass
