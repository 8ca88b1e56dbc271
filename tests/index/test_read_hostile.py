"""Files that crash, hang or swell a reader: one line each, and the next file is read."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.document import read_document
from index.errors import DocumentError
from index.read import apart
from index.read.apart import load, printable, read_apart, stop_reading
from index.settings import SEEDS, Limits
from tests.index import hostile_files as hostile
from tests.index.web_pages import web_page
from tests.index.word_files import word_file

DAMAGED = 1_000 if int(os.environ.get("CEYIN_FUZZ", "0")) > 500 else 20
GOOD = "一、目标\n产值翻番。\n二、措施\n加强领导。".encode()


@pytest.fixture(autouse=True, scope="module")
def _no_reader_is_left() -> Iterator[None]:
    yield
    stop_reading()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (hostile.zip_bomb, "炸弹"), (hostile.entity_bomb, "实体"), (hostile.file_entity, "实体"), (hostile.deep_word, "损坏|嵌套"),
        (hostile.deep_page, "嵌套"), (hostile.locked_office, "密码"), (hostile.locked_pdf, "密码"), (hostile.scanned_pdf, "扫描件"),
        (hostile.looping_pdf, "损坏|扫描"), (lambda: b"PK\x03\x04" + bytes(200), "压缩包|损坏"), (lambda: b"%PDF-1.7 " + os.urandom(2000), "损坏"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"), (lambda: hostile.packed({"a.txt": b"x"}), "压缩包"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_one_line(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as raised:
        read_apart(make(), "来件.docx")
    assert str(raised.value).startswith("来件.docx：") and "\n" not in str(raised.value) and "Traceback" not in str(raised.value)


def test_a_file_that_takes_too_long_is_left_and_the_next_one_is_read() -> None:
    with pytest.raises(DocumentError, match="超时"):
        read_apart(hostile.honest_bomb(), "慢.docx", limits=Limits(seconds=3))
    assert read_apart(GOOD, "好.txt").clauses == read_document(GOOD, "好.txt").clauses


def test_a_file_that_needs_too_much_memory_is_left_and_the_next_one_is_read() -> None:
    with pytest.raises(DocumentError, match=r"内存|损坏"):
        read_apart(hostile.honest_bomb(), "大.docx", limits=Limits(memory_megabytes=512, seconds=60))
    assert read_apart(GOOD, "好.txt").clauses


def test_a_reader_that_dies_is_replaced() -> None:
    read_apart(GOOD, "好.txt")
    os.kill(apart._current[0]._process.pid, 9)
    apart._current[0]._process.wait()
    assert read_apart(GOOD, "好.txt").clauses


def test_programs_lying_beside_the_files_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "index.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    stop_reading()
    monkeypatch.chdir(tmp_path)
    assert read_apart(GOOD, "好.txt").clauses and not (tmp_path / "ran").exists()


def test_what_comes_back_is_what_reading_here_gives() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        assert read_apart(path.read_bytes(), path.name) == read_document(path.read_bytes(), path.name)


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "巨.txt").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(DocumentError, match=r"巨\.txt：文件过大（500 MB，上限 64 MB）"):
        load(tmp_path / "巨.txt")


def test_names_with_tricks_stay_on_one_line() -> None:
    assert printable("甲\n乙\u202egpj.docx") == "甲 乙 gpj.docx"
    with pytest.raises(DocumentError) as raised:
        read_apart(b"", "../../甲\n乙.txt")
    assert "\n" not in str(raised.value)


def test_scripts_of_a_page_are_not_run(tmp_path: Path) -> None:
    document = read_apart("<html><body><script>document.write('假')</script><img src=x onerror=alert(1)><p>一、目标</p>".encode(), "页.html")
    assert document.text.strip() == "一、目标"


@pytest.mark.timeout(7200)
def test_a_damaged_file_is_a_document_or_one_line() -> None:
    text = GOOD.decode() + "\n\t项目\n\t单位\n\n\t修路\n\t甲局\n\n\t架桥\n\t乙局\n"
    whole = word_file(text)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(7)
    for _ in range(DAMAGED):
        inside = chance.choice([name for name in parts if name.endswith(".xml")])
        inner = hostile.packed({**parts, inside: hostile.damaged(parts[inside], chance)})
        data = chance.choice((inner, *(hostile.damaged(each, chance) for each in (whole, web_page(text), hostile.printed_pdf(), text.encode("utf-16")))))
        try:
            assert read_apart(data, "来件.docx").text
        except DocumentError as error:
            assert str(error).startswith("来件.docx：") and "\n" not in str(error)
    assert read_apart(GOOD, "好.txt").clauses
