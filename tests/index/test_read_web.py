"""Web pages: the document without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clause import Document
from index.document import read_document
from index.read.read import extract
from index.settings import SEEDS
from tests.index.same import SPANS, gist, identity
from tests.index.web_pages import web_page


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
