"""The page in real headless Chromium: asks, opens a citation, sees the quote marked, looks up, stays on the machine."""

import shutil
from collections.abc import Iterator, Sequence
from threading import Event
from urllib.parse import urlsplit

import pytest
from gradio_client import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.ui.app import build_page, launch_page
from index.clause import Clause
from index.errors import CeyinError

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUESTION = "到2027年，石化产业产值要超过多少？"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium browser, e.g. apt-get install chromium")


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    served = build_page(assistant)
    yield launch_page(served, "127.0.0.1", 0)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page freshly opened; at the end no request has gone to another host and no script has failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    requested: list[str] = []
    failures: list[str] = []
    opened.on("request", lambda request: requested.append(request.url))
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert requested
    assert {urlsplit(url).hostname for url in requested if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert not failures


def ask(page: Page, question: str) -> None:
    page.get_by_label("问题").fill(question)
    page.get_by_label("问题").press("Enter")


def test_asked_answered_and_the_quote_marked_in_its_clause(page: Page) -> None:
    ask(page, QUESTION)
    answer = page.locator(".answer")
    expect(answer).to_contain_text("4100亿元")
    answer.locator("a.marker").first.click()
    card = page.locator(".evidence .card[open]").first
    expect(card.locator(".card-body mark").first).to_contain_text("4100亿元")
    expect(card.locator(".card-body mark").first).to_be_in_viewport()
    expect(card.locator("summary")).to_be_focused()


def test_marker_opens_a_closed_card(page: Page) -> None:
    ask(page, QUESTION)
    marker = page.locator("a.marker").first
    card = page.locator(f".card{marker.get_attribute('href')}")
    card.locator("summary").first.click()
    expect(card).not_to_have_attribute("open", "")
    marker.click()
    expect(card).to_have_attribute("open", "")


def test_example_question_is_answered_and_a_new_conversation_begins(page: Page) -> None:
    example = page.locator(".example").first
    question = example.inner_text()
    example.click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator("a.marker").first).to_be_visible()
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".example").first).to_be_visible()


def test_refusal_is_named(page: Page) -> None:
    ask(page, "湘政办发〔2023〕54号第十二部分第（九）项写了什么？")
    expect(page.locator(".refused .verdict")).to_have_text("未载明")


def test_question_text_never_becomes_markup(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)>${7*7}{{value}}")
    expect(page.locator(".question")).to_have_text("<img src=x onerror=alert(1)>${7*7}{{value}}")
    expect(page.locator(".answer:not(.waiting)")).to_be_visible()
    expect(page.locator("#conversation img")).to_have_count(0)


def test_each_session_has_its_own_conversation(page: Page, browser: Browser, address: str) -> None:
    ask(page, QUESTION)
    expect(page.locator("a.marker").first).to_be_visible()
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(address)
        ask(other, "你好")
        expect(other.locator(".answer:not(.waiting)")).to_be_visible()
        expect(other.locator(".turn")).to_have_count(1)


def test_slow_question_holds_up_nobody(
    page: Page, browser: Browser, address: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, released = assistant.ask, Event()

    def ask_slowly(question: str, history: Sequence[Answer] = ()) -> Answer:
        assert question != "很慢的问题" or released.wait(timeout=30)
        return answer(question, history)

    monkeypatch.setattr(assistant, "ask", ask_slowly)
    ask(page, "很慢的问题")
    expect(page.locator(".waiting")).to_be_visible()
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(address)
        ask(other, QUESTION)
        expect(other.locator("a.marker").first).to_be_visible()
    released.set()
    expect(page.locator(".answer:not(.waiting)")).to_be_visible()


@pytest.mark.parametrize("error", [CeyinError("索引已损坏", "重新建立：ceyin index"), RuntimeError("anything")])
def test_failure_is_said_and_the_next_question_answered(
    page: Page, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(question: str, history: Sequence[Answer] = ()) -> Answer:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(assistant, "ask", fail)
        ask(page, "会出错的问题")
        expect(page.locator(".failed")).to_contain_text("索引已损坏" if isinstance(error, CeyinError) else "程序出错了")
        expect(page.locator(".question")).to_have_text("会出错的问题")
    ask(page, QUESTION)
    expect(page.locator("a.marker").first).to_be_visible()


def test_api_gives_the_same_object_as_the_assistant(address: str, assistant: Assistant) -> None:
    given = Client(address, verbose=False).predict(QUESTION, api_name="/ask")
    expected = assistant.ask(QUESTION).to_json()
    assert {**given, "latency_ms": 0} == {**expected, "latency_ms": 0}


def test_clause_is_looked_up_by_address_and_left_for_the_next(page: Page, clause: Clause, following: Clause) -> None:
    page.get_by_role("tab", name="查条款").click()
    page.get_by_label("条款地址或原文片段").fill(clause.address)
    page.get_by_role("button", name="查找").click()
    card = page.locator("#found .card[open]")
    expect(card.locator(".source")).to_contain_text(clause.to_show().splitlines()[0])
    card.get_by_role("button", name="下一条").click()
    expect(card.locator(".source")).to_contain_text(following.to_show().splitlines()[0])
    expect(page.get_by_label("条款地址或原文片段")).to_have_value(following.address)


def test_citation_is_copied(page: Page, clause: Clause) -> None:
    page.get_by_role("tab", name="查条款").click()
    page.get_by_label("条款地址或原文片段").fill(clause.address)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert str(page.evaluate("navigator.clipboard.readText()")).startswith(f"{clause.reference}：“")


def test_unknown_address_is_one_clear_line(page: Page) -> None:
    page.get_by_role("tab", name="查条款").click()
    page.get_by_label("条款地址或原文片段").fill("第九百九十九条")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("#found .problem")).to_contain_text("没有找到")


def test_context_of_a_citation_opens_in_the_other_tab(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".evidence .card[open]").get_by_role("button", name="查看上下文").first.click()
    expect(page.locator("#found .card[open]")).to_be_visible()
    expect(page.get_by_role("tab", name="查条款")).to_have_attribute("aria-selected", "true")


@pytest.fixture(scope="module")
def clause(assistant: Assistant) -> Clause:
    return next(clause for clause in assistant.library.clauses if clause.kind == "arabic")


@pytest.fixture(scope="module")
def following(assistant: Assistant, clause: Clause) -> Clause:
    _, after = assistant.library.neighbours(clause)
    assert after is not None
    return after
