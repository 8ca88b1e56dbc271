"""The report on how a document was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clause import Document
from index.errors import DocumentError
from index.preview import preview_files
from index.quality import assess
from index.read.apart import stop_reading
from tests.index.hostile_files import entity_bomb
from tests.index.shapes import parse


def test_the_seeds_have_nothing_to_remark_but_what_they_print_wrong(seed_documents: tuple[Document, ...]) -> None:
    for seed in seed_documents:
        quality = assess(seed)
        assert quality.outside == "" and all("编号" not in remark for remark in quality.remarks)
    assert quality.tables == 2 and quality.levels["附件"] == 2 and quality.metadata["文号"] == "湘政办发〔2023〕54号"


@pytest.mark.parametrize(
    ("lines", "remark"),
    [
        (["第一条 甲。", "第二条 乙。", "第五条 丙。"], "第二条之后是第五条，缺 2 个"),
        (["一、甲", "（一）子。", "（三）丑。"], "（一）之后是（三），缺 1 个"),
        (["二、甲", "三、乙"], "从二开始"),
        (["第一条 甲。", "第二条 乙。", "第二条 丙。"], "第二条~2：编号重复"),
    ],
)
def test_gaps_and_repeats_in_the_numbering_are_told(lines: list[str], remark: str) -> None:
    (told,) = parse("某办法", "", *lines).remarks
    assert remark in told


@pytest.mark.parametrize(
    "lines",
    [
        ["一、甲", "（一）子。", "（二）丑。", "二、乙", "（三）寅。", "（四）卯。"],  # runs through the chapters
        ["第一条 甲。", "第一条之一 乙。", "第二条 丙。"],
        ["一、甲", "1.子。", "2.丑。", "二、乙", "1.寅。"],
    ],
)
def test_numbering_that_runs_through_or_begins_anew_is_right(lines: list[str]) -> None:
    assert parse("某办法", "", *lines).remarks == ()


def test_files_are_checked_without_an_index(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某办法\n\n第一条 甲。\n第三条 乙。", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(entity_bomb())
    (tmp_path / "c.png").write_bytes(b"x")
    found = {checked.file: checked.to_json() for checked in preview_files([tmp_path])}
    stop_reading()
    assert found["a.txt"]["levels"] == {"条": 2} and "缺 1 个" in found["a.txt"]["remarks"][0]
    assert "实体" in found["b.docx"]["reason"] and "不支持" in found["c.png"]["reason"]


def test_a_path_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有这个文件"):
        list(preview_files([tmp_path / "没有"]))
