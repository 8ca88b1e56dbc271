"""The 原文 and 文档 tabs in real Chromium: open at a clause, send its link, look up, read the annex as a table."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.indexing import LastRun
from index.clause import Clause
from tests.ui.conftest import Served, Watched, ask

QUESTION = "到2027年，石化产业产值要超过多少？"


@pytest.fixture
def clause(served: Served) -> Clause:
    return next(clause for clause in served.current.assistant.library.clauses if clause.kind == "arabic")


def open_tab(page: Page, name: str = "原文") -> None:
    page.get_by_role("tab", name=name).click()
    page.locator("#original .document" if name == "原文" else ".documents").wait_for()


def test_cited_clause_opens_in_the_original_and_its_link_can_be_sent(page: Page, browser: Browser, served: Served) -> None:
    ask(page, QUESTION)
    address = served.current.assistant.ask(QUESTION).cited[0]
    page.locator("#panel .cited .card[open]").get_by_role("link", name="看原文").click()
    current = page.locator(".document .clause[aria-current]")
    expect(current).to_be_in_viewport()
    expect(page.locator(".document mark.quoted").first).to_contain_text("石化产业产值超过4100亿元")
    assert parse_qs(urlsplit(page.url).query)["clause"] == [address]
    current.hover()
    current.get_by_role("link", name="复制链接").click()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert parse_qs(urlsplit(link).query) == {"clause": [address]}
    colleague = Watched(browser)
    colleague.page.goto(link)
    expect(colleague.page.locator(".document .clause[aria-current]")).to_be_in_viewport()
    expect(colleague.page.locator(".document mark")).to_have_count(0)
    colleague.close()


def test_whole_document_is_there(page: Page, served: Served) -> None:
    open_tab(page)
    library = served.current.assistant.library
    page.locator(".choose select").select_option(library.documents[1].clauses[0].address)
    expect(page.locator(".document")).to_have_attribute("aria-label", library.documents[1].name)
    shown = page.locator(".document").inner_text()
    printed = [clause for clause in library.documents[1].clauses if clause.kind not in {"row", "column", "annex"}]
    assert all(line in shown for clause in printed for line in clause.to_show().splitlines())


def test_annex_is_a_table_with_shared_cells_and_stars(page: Page, served: Served) -> None:
    address = "湘政办发〔2023〕54号/附件1/轨道交通"
    page.goto(f"{served.address}?clause={quote(address)}")
    row = page.locator(".document tr[aria-current]")
    expect(row).to_be_in_viewport()
    expect(row.locator("td", has_text="★★★")).to_have_count(1)
    assert page.locator("table.annex td[rowspan='4']").first.inner_text().split() == ["A：", "传统产业"]


def test_outline_leads_to_its_clause(page: Page, clause: Clause) -> None:
    open_tab(page)
    page.locator(f'.outline a[data-address="{clause.address}"]').click()
    expect(page.locator(".document .clause[aria-current]")).to_contain_text(clause.to_show().splitlines()[0])
    expect(page.locator(".outline [aria-current]")).to_have_count(1)


def test_written_address_and_phrase_are_found(page: Page, clause: Clause) -> None:
    open_tab(page)
    page.get_by_label("条款地址或原文片段").fill(clause.address)
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".document .clause[aria-current]")).to_be_in_viewport()
    page.get_by_label("条款地址或原文片段").fill("轨道交通")
    page.get_by_label("条款地址或原文片段").press("Enter")
    expect(page.locator(".found li").first).to_be_visible()
    expect(page.locator(".document mark.found").first).to_have_text("轨道交通")
    page.locator(".found a").last.click()
    expect(page.locator(".found [aria-current]")).to_have_count(1)
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".outline")).to_be_visible()


def test_unknown_address_is_one_clear_line(page: Page) -> None:
    open_tab(page)
    page.get_by_label("条款地址或原文片段").fill("第九百九十九条")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("#original .problem")).to_contain_text("没有找到")


def test_link_to_nothing_says_so(page: Page, served: Served) -> None:
    page.goto(f"{served.address}?clause={quote('甲/第九百九十九条<b>')}")
    expect(page.locator("#original .problem")).to_contain_text("没有找到“甲/第九百九十九条<b>”")


def test_documents_are_listed_with_the_last_run(page: Page, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    run = LastRun((("/x/<b>a.doc", "不支持 .doc 文件"),), 12, False, 3.5, "2026-11-22T03:04:05")
    monkeypatch.setattr("assistant.ui.page.last_run", lambda settings: run)
    open_tab(page, "文档")
    expect(page.locator(".documents tbody tr")).to_have_count(len(served.current.assistant.library.documents))
    expect(page.locator(".documents")).to_contain_text("<b>a.doc：不支持 .doc 文件")
    page.locator(".documents tbody a").first.click()
    expect(page.locator("#original .document")).to_be_visible()
