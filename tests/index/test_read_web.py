"""Web pages: the document without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clause import Document
from index.document import read_document
from index.read.read import extract
from index.settings import SEEDS
from tests.index.same import SPANS, gist, identity
from tests.index.test_read_word import convert, needs_office
from tests.index.web_pages import web_page
from tests.index.word_files import word_file


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_seeds_as_pages_give_the_same_clauses(seed_documents: tuple[Document, ...], charset: str) -> None:
    for seed in seed_documents:
        page = web_page((SEEDS / seed.file).read_text(encoding="utf-8"), seed.full_title, SPANS, charset)
        document = read_document(page, f"{seed.title}.html")
        assert identity(document) == identity(seed) and gist(document) == gist(seed)


def test_saved_pages_give_the_same_clauses_as_their_texts(corpora: Path) -> None:
    pages = sorted(corpora.glob("html/*.html"))
    assert len(pages) == 6
    for page in pages:
        text = corpora / "gongwen" / f"{page.stem}.txt"
        assert gist(read_document(page.read_bytes(), page.name)) == gist(read_document(text.read_bytes(), text.name))


def test_numbers_of_lists_are_those_a_browser_prints() -> None:
    body = "<ol start=3><li>甲</li><li><p>乙</p></li></ol><ol style='list-style-type: cjk-ideographic'><li>丙</li></ol><ul><li>丁</li></ul>"
    assert extract(f"<html><body>{body}".encode(), "列.html").text.split("\n")[:4] == ["3. 甲", "4. 乙", "一、丙", "丁"]


@pytest.mark.parametrize(("page", "printed"), [
    ("<ol type=a><li>甲<ol type=I start=4><li>乙<li>丙</ol><li value=5>丁<li>戊</ol>", ["a. 甲", "IV. 乙", "V. 丙", "e. 丁", "f. 戊"]),
    ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
    ("<ol style='list-style: inside upper-alpha'><li>甲<li style='list-style-type:none'>乙<li>丙</ol>", ["A. 甲", "乙", "C. 丙"]),
    ("<ol><li><h2>甲</h2><p>乙</p></li></ol><ol start=2><li><p>丙</ol>", ["1. 甲", "乙", "2. 丙"]),
])  # fmt: skip
def test_lists_in_lists_go_on_as_in_a_browser(page: str, printed: list[str]) -> None:
    read = extract(f"<html><body>{page}".encode(), "列.html")
    assert [line for line in read.text.split("\n") if line] == printed and not read.remarks


@needs_office
def test_automatic_numbers_saved_by_libreoffice_are_those_of_a_browser(tmp_path: Path) -> None:
    (tmp_path / "文.docx").write_bytes(word_file("一、目标\n（一）产值。产值翻番。\n（二）品牌。\n二、措施\n1. 建园\n2. 修路"))
    read = extract(convert(tmp_path / "文.docx", "html"), "文.html")
    lines = [line for line in read.text.split("\n") if line]
    assert lines == ["1. 目标", "1. 产值。产值翻番。", "2. 品牌。", "2. 措施", "1. 建园", "2. 修路"]
    assert "分不出层级" in read.remarks[0]  # the Chinese formats are not in the file


def test_title_and_number_are_taken_from_the_table_of_the_page_where_the_text_has_none() -> None:
    facts = "".join(f"<tr><td>{name}：</td><td>{text}</td></tr>" for name, text in (
        ("索 引 号", "000/2024-1"), ("发文字号", "云政发〔2024〕3号"), ("成文日期", "2024年5月6日"), ("标题", "云岭省关于发展茶业的意见")))  # fmt: skip
    document = read_document(f"<html><body><table>{facts}</table><div><p>一、目标</p><p>产值翻番。</p><p>二、措施</p></div>".encode(), "页.html")
    assert (document.address, document.title) == ("云政发〔2024〕3号", "云岭省关于发展茶业的意见")
    assert document.date == "2024年5月6日" and "索" not in document.text


def test_scripts_styles_and_hidden_parts_are_no_text() -> None:
    page = "<html><body><script>alert('一')</script><style>p{}</style><p>一、目标</p><p style='display: none'>藏</p></body></html>"
    assert extract(page.encode(), "页.html").text.strip() == "一、目标"


def test_a_page_with_another_extension_is_read_as_a_page() -> None:
    assert extract("<html><body><p>一、目标</p>".encode(), "页.doc").kind == "html"


def test_tables_of_markdown_become_tables() -> None:
    document = read_document("一、任务\n\n| 项目 | 单位 |\n|---|---|\n| 修路 | 甲局 |\n| 架桥 | 乙局 |\n".encode(), "表.md")
    assert [clause.label for clause in document.clauses if clause.kind == "row"] == ["修路", "架桥"]
