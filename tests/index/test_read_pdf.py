"""PDF: paragraphs, tables over pages, page furniture, pages of clauses."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from index.clause import Document
from index.document import read_document
from index.read.office import find_office
from index.read.pdf.aligned import aligned_tables
from index.read.pdf.furniture import drop_furniture
from index.read.pdf.lines import TextLine, read_lines
from index.settings import SEEDS
from tests.index.same import SPANS, gist, identity
from tests.index.shapes import at
from tests.index.test_read_word import convert
from tests.index.web_pages import web_page
from tests.index.word_files import word_file

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium to print PDFs with")
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def printed(page: bytes, folder: Path) -> bytes:
    """A page as Chromium prints it: date, title, address and page number on every sheet."""
    (folder / "page.html").write_bytes(page)
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder / 'page.pdf'}", str(folder / "page.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "page.pdf").read_bytes()


@needs_office
def test_the_seeds_as_pdf_give_the_same_clauses(seed_documents: tuple[Document, ...], tmp_path: Path) -> None:
    for number, seed in enumerate(seed_documents):
        source = tmp_path / f"{number}.docx"
        source.write_bytes(word_file((SEEDS / seed.file).read_text(encoding="utf-8"), spans=SPANS))
        document = read_document(convert(source, "pdf"), f"{seed.title}.pdf")
        assert identity(document) == identity(seed) and gist(document) == gist(seed)
    rows = [document.page_at(clause.spans[0].start) for clause in document.clauses if clause.kind == "row"]
    assert rows == sorted(rows) and len(set(rows)) > 5 and rows[-1] == len(document.pages)  # a table over many pages


@needs_browser
def test_indents_columns_and_page_furniture_are_understood(tmp_path: Path) -> None:
    sentence = "加强组织领导，完善工作机制，强化要素保障，推动各项任务落地见效，"
    text = "\n".join(f"{label}、{sentence * 12}到20{n}年完成。" for n, label in enumerate("一二三四五六七八九", 30))
    page = web_page(text)
    style, article = page[page.index(b"<style>") : page.index(b"<script>")], page[page.index(b'<div class="article"') : page.index(b'<div class="share">')]
    document = read_document(printed(style + article, tmp_path), "九条.pdf")
    assert ["/".join(clause.labels) for clause in document.clauses] == list("一二三四五六七八九")
    assert at(document, "三").text == f"三、{sentence * 12}到2032年完成。"
    assert len(document.pages) > 1 and document.page_at(at(document, "九").spans[0].start) == len(document.pages)


def line(text: str, top: float, page: int = 1) -> TextLine:
    return TextLine(text, 90, 500, top, top + 12, 12, page)


@pytest.mark.parametrize("number", ["- 3 -", "— 12 —", "第 3 页 共 9 页", "3/9", "７"])
def test_page_numbers_go_and_numbers_in_the_text_stay(number: str) -> None:
    kept = drop_furniture([[line("正文", 300), line("2030", 400), line(number, 800)]], [842.0])
    assert [each.text for each in kept[0]] == ["正文", "2030"]


def test_what_every_page_repeats_at_its_edge_goes() -> None:
    pages = [[line("云岭省人民政府公报 2024年第3期", 20), line(f"正文{page}", 300)] for page in range(4)]
    assert [[each.text for each in page] for page in drop_furniture(pages, [842.0] * 4)] == [["正文0"], ["正文1"], ["正文2"], ["正文3"]]


def chars(text: str, x: float, top: float) -> list[dict[str, object]]:
    return [{"text": c, "x0": x + 12 * i, "x1": x + 12 * i + 12, "top": top, "bottom": top + 12, "size": 12} for i, c in enumerate(text)]


def test_two_columns_are_read_one_after_the_other() -> None:
    sides = [(side, 50 + 170 * column, row) for row in range(10) for column, side in enumerate("左右")]
    page = [char for side, x, row in sides for char in chars(f"{side}栏第{row}行的文字甲乙丙", x, 100 + 20 * row)]
    assert [each.text[:4] for each in read_lines(page, 1)] == [f"{side}栏第{row}" for side in "左右" for row in range(10)]


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    assert [each.text for each in read_lines(chars("重点", 50, 100) + chars("重点", 50.4, 100), 1)] == ["重点"]


def grid(*rows: tuple[str, ...], top: float = 100) -> list[dict[str, object]]:
    """Cells that stand in columns without rules."""
    return [char for at, row in enumerate(rows) for x, cell in zip((90, 220, 350), row, strict=False) for char in chars(cell, x, top + 20 * at)]


PLAIN = (("县名", "茶园面积", "产值"), ("甲县", "1000亩", "3亿元"), ("乙县", "800亩", "2亿元"))


def test_a_plain_grid_without_rules_is_a_table() -> None:
    tables, doubtful = aligned_tables([*chars("各县产值如下，由有关单位负责落实并且按时报告情况。", 90, 60), *grid(*PLAIN)], 1)
    assert [[cell.paragraphs[0] for cell in row] for row in tables[0].rows] == [list(row) for row in PLAIN]
    assert not doubtful


@pytest.mark.parametrize("rows", [
    (*PLAIN, ("丙县", "", "1亿元")),
    (*PLAIN, ("", "连片建设"), ("丙县", "700亩", "1亿元")),
    (("张三", "李四", "王五"), ("赵六", "钱七", "孙八"), ("周九", "吴十", "郑一")),
])  # fmt: skip
def test_what_only_looks_like_a_table_stays_as_lines_and_is_reported(rows: tuple[tuple[str, ...], ...]) -> None:
    assert aligned_tables(grid(*rows), 1) == ([], True)


def test_labels_with_values_signatures_and_text_are_no_tables() -> None:
    pairs = grid(("联系人：张三", "电话：1"), ("联系人：李四", "电话：2"), ("联系人：王五", "电话：3"))
    assert aligned_tables([*pairs, *grid(("甲市财政局", "甲市教育局", "甲市公安局"), top=300)], 1) == ([], False)
