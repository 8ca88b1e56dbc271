"""The 问答 tab in real Chromium: ask and verify, follow up, step through clauses, keep and export conversations."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from docx import Document
from gradio_client import Client
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from assistant.conversations.exchange import Exchange
from index.errors import CeyinError
from tests.ui.conftest import Served, Watched, ask, serve

QUESTION = "到2027年，石化产业产值要超过多少？"


def test_number_is_verified_in_one_glance_and_one_click(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".answer")).to_contain_text("4100亿元")
    expect(page.locator("#panel .cited mark.quoted").first).to_contain_text("4100亿元")
    page.locator(".cited summary").first.click()
    page.locator("a.marker").first.click()
    card = page.locator("#panel .cited .card[open]")
    expect(card.locator("summary")).to_be_focused()
    expect(card.locator(".card-body mark").first).to_be_in_viewport()
    card.get_by_role("link", name="回到回答").click()
    expect(page.locator("a.marker").first).to_be_focused()


def test_focus_on_a_marker_shows_reference_and_quote(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("a.marker").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    hint = page.get_by_role("tooltip").first
    expect(hint).to_be_visible()
    expect(hint).to_contain_text("“力争石化产业产值超过4100亿元”")
    page.keyboard.press("Escape")
    expect(hint).not_to_be_visible()


def test_cited_and_related_are_two_lists(page: Page, served: Served) -> None:
    ask(page, QUESTION)
    answer = served.current.assistant.ask(QUESTION)
    expect(page.locator("#panel .cited .card")).to_have_count(len(answer.citations))
    expect(page.locator("#panel .related .card")).to_have_count(len(answer.related))


def test_follow_up_is_understood_and_says_how(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, "那由谁牵头呢？")
    expect(page.locator(".understood").last).to_contain_text("理解为：")
    expect(page.locator(".answer").last).to_contain_text("牵头")
    expect(page.locator("#panel .panel-head")).to_contain_text("第 2 问")


def test_suggested_follow_up_is_asked_by_a_press(page: Page) -> None:
    page.locator(".welcome .suggested button").first.click()
    suggested = page.locator(".followups button").first
    text = suggested.inner_text()
    suggested.click()
    expect(page.locator(".question").last).to_have_text(text)
    expect(page.locator(".tools")).to_have_count(2)
    expect(page.locator(".followups button", has_text=text)).to_have_count(0)


def test_neighbour_is_read_in_the_panel(page: Page, served: Served) -> None:
    ask(page, QUESTION)
    library = served.current.assistant.library
    cited = library.clause(served.current.assistant.ask(QUESTION).cited[0])
    assert cited is not None
    _, after = library.neighbours(cited)
    assert after is not None
    page.locator("#panel .cited .card[open]").get_by_role("button", name="下一条").click()
    expect(page.locator("#reading .source")).to_contain_text(after.to_show().splitlines()[0])
    expect(page.locator("#reading summary")).to_be_focused()
    expect(page.locator("#reading .inherited")).to_contain_text("责任单位")


def test_citation_is_copied(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#panel .cited").get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert str(page.evaluate("navigator.clipboard.readText()")).endswith("二、（一）：“力争石化产业产值超过4100亿元”")


def test_comparison_is_a_table_with_a_marker_in_every_row(page: Page) -> None:
    ask(page, "两份文件对轨道交通的目标有什么不同？")
    rows = page.locator(".answer .text tbody tr")
    expect(rows).to_have_count(2)
    for row in rows.all():
        expect(row.locator("a.marker").first).to_be_visible()


def test_stars_are_named_as_well_as_counted(page: Page) -> None:
    ask(page, "株洲的核心产业有哪些？")
    levels = page.locator(".levels th").all_inner_texts()
    assert [re.sub(r"\s+", " ", level) for level in levels] == ["★★★ 核心产业", "★★ 重点产业"]


def test_refusal_is_named_and_shows_the_nearest_clauses(page: Page) -> None:
    ask(page, "株洲市市长的电话是多少？")
    expect(page.locator(".refused .verdict")).to_have_text("未载明")
    expect(page.locator("#panel")).not_to_contain_text("引用条款")
    expect(page.locator("#panel .card").first).to_be_visible()


def test_hostile_question_never_becomes_markup(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)>${7*7}{{value}}<say:引用条款>"
    ask(page, hostile)
    expect(page.locator(".question")).to_have_text(hostile)
    expect(page.locator("#conversations a").first).to_have_text(hostile)
    expect(page.locator(".gradio-container img")).to_have_count(0)


def test_enter_does_not_send_while_an_input_method_composes(page: Page) -> None:
    box = page.get_by_label("问题", exact=True)
    box.click()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "shihua", "selectionStart": 6, "selectionEnd": 6})
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229})
    session.send("Input.insertText", {"text": "石化"})
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)
    expect(box).to_have_value("石化")
    box.press("Shift+Enter")
    expect(page.locator(".turn")).to_have_count(0)
    box.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)


def test_conversation_goes_on_after_a_restart(browser: Browser, assistant: Assistant, tmp_path: Path) -> None:
    window = Watched(browser)
    page = window.page
    first = serve(assistant, tmp_path)
    page.goto(next(first).address)
    page.locator(".welcome").wait_for()
    ask(page, QUESTION)
    before, query = page.locator(".answer").inner_text(), urlsplit(page.url).query
    first.close()
    second = serve(assistant, tmp_path)
    page.goto(f"{next(second).address}?{query}")
    expect(page.locator(".answer")).to_have_text(before, use_inner_text=True)
    expect(page.locator("#panel mark.quoted").first).to_contain_text("4100亿元")
    ask(page, "那由谁牵头呢？")
    expect(page.locator(".answer").last).to_contain_text("工业和信息化厅")
    window.close()
    second.close()


def test_conversations_are_renamed_searched_and_deleted(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#conversations .menu summary").first.click()
    page.locator(".menu[open]").get_by_label("名称").fill("石化产值核对")
    page.locator(".menu[open]").get_by_role("button", name="改名").click()
    renamed = page.get_by_role("link", name="石化产值核对", exact=True)
    expect(renamed).to_be_visible()
    page.get_by_label("搜索会话").fill("产值核对")
    expect(page.locator("#conversations li")).to_have_count(1)
    page.locator("#conversations .menu summary").first.click()
    page.locator("#conversations .delete summary").first.click()
    page.get_by_role("button", name="确定删除").first.click()
    expect(renamed).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()


def test_answer_is_exported_to_word_and_read_back(page: Page) -> None:
    ask(page, QUESTION)
    with page.expect_download() as download:
        page.locator(".tools").get_by_role("link", name="导出 Word").click()
    document = Document(BytesIO(download.value.path().read_bytes()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[1] == QUESTION
    assert "引用清单" in lines
    assert any(line.startswith("[1] 《") and line.endswith("“力争石化产业产值超过4100亿元”") for line in lines)


def test_wrong_answer_is_noted_with_its_reason(page: Page, served: Served) -> None:
    ask(page, QUESTION)
    page.locator(".wrong summary").click()
    page.get_by_label("哪里不对？").fill("应为4200亿元")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".said")).to_be_visible()
    last = list(served.store.feedback())[-1]
    assert (last.useful, last.reason, last.exchange.answer.question) == (False, "应为4200亿元", QUESTION)


def test_slow_question_says_so_and_holds_up_nobody(
    page: Page, browser: Browser, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, released = served.current.ask, Event()

    def ask_slowly(question: str, exchanges: Sequence[Exchange], within: Sequence[str]) -> Exchange:
        assert question != "很慢的问题" or released.wait(timeout=30)
        return answer(question, exchanges, within)

    monkeypatch.setattr(served.current, "ask", ask_slowly)
    page.get_by_label("问题", exact=True).fill("很慢的问题")
    page.get_by_label("问题", exact=True).press("Enter")
    expect(page.locator(".waiting")).to_contain_text("正在查找条款")
    other = Watched(browser)
    other.page.goto(served.address)
    ask(other.page, QUESTION)
    expect(other.page.locator(".turn")).to_have_count(1)
    other.close()
    expect(page.locator(".slow")).to_be_visible()
    released.set()
    expect(page.locator(".tools")).to_be_visible()


@pytest.mark.parametrize("error", [CeyinError("索引已损坏", "重新建立：ceyin index"), RuntimeError("anything")])
def test_failure_is_said_and_the_next_question_answered(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(question: str, exchanges: Sequence[Exchange], within: Sequence[str]) -> Exchange:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(served.current, "ask", fail)
        page.get_by_label("问题", exact=True).fill("会出错的问题")
        page.get_by_label("问题", exact=True).press("Enter")
        expect(page.locator(".failed")).to_contain_text("索引已损坏" if isinstance(error, CeyinError) else "程序出错了")
        expect(page.locator(".question")).to_have_text("会出错的问题")
    ask(page, QUESTION)
    expect(page.locator("a.marker").first).to_be_visible()


def test_api_gives_the_same_object_as_the_assistant(served: Served) -> None:
    given = Client(served.address, verbose=False).predict(QUESTION, api_name="/ask")
    expected = served.current.assistant.ask(QUESTION).to_json()
    assert {**given, "latency_ms": 0} == {**expected, "latency_ms": 0}
