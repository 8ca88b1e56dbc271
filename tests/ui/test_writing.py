"""模型撰写 on the page, in real Chromium against the scripted service: switch, stream, stop, retry, what checking did."""

from collections.abc import Iterator

import pytest
from gradio_client import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.assistant import Assistant
from assistant.model.client import Client as ModelClient
from tests.model.conftest import running_service, service, with_client
from tests.model.service import Reply, Service
from tests.ui.conftest import Served, Watched, ask, opened, serve

__all__ = ["running_service", "service"]
QUESTION = "轨道交通产业2027年的产值目标是多少？"
RIGHT = "到2027年，力争轨道交通装备集群产值超过2000亿元[1]。"


@pytest.fixture(scope="module")
def written(assistant: Assistant, running_service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page with a model."""
    client = ModelClient(running_service.settings())
    yield from serve(with_client(assistant, client), tmp_path_factory.mktemp("written"))


@pytest.fixture
def page(browser: Browser, profile: BrowserContext, written: Served, service: Service) -> Iterator[Page]:
    yield from opened(browser, profile, written)


def send(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("问题", exact=True).fill(question)
    page.get_by_label("问题", exact=True).press("Enter")


def test_the_model_is_named_with_what_checking_did(page: Page, service: Service) -> None:
    service.says(f"{RIGHT}产值达到9999亿元[1]。要给予每户五百万元奖励[1]。还要建成世界一流的轨道交通装备研发中心[1]。")
    ask(page, QUESTION)
    expect(page.locator(".answer")).to_contain_text("由 script 撰写")
    expect(page.locator(".answer")).to_contain_text("未核实，已删去")
    expect(page.locator(".answer")).not_to_contain_text("9999")
    expect(page.locator("a.marker").first).to_have_text("[1]")
    expect(page.locator("#panel mark.quoted").first).to_contain_text("2000亿元")


def test_the_switch_goes_back_to_extracts(page: Page, service: Service) -> None:
    service.says(RIGHT)
    page.get_by_role("button", name="摘录").click()
    expect(page.get_by_role("button", name="摘录")).to_have_attribute("aria-pressed", "true")
    ask(page, QUESTION)
    expect(page.locator(".written")).to_have_count(0)
    assert not service.asked
    page.get_by_role("button", name="模型撰写").click()
    expect(page.get_by_role("button", name="模型撰写")).to_have_attribute("aria-pressed", "true")
    ask(page, "食品加工由谁牵头？")
    assert service.asked


def test_sentences_show_while_the_rest_is_written(page: Page, service: Service) -> None:
    service.says(Reply(RIGHT + "要建成世界一流的轨道交通装备研发中心[1]。" * 3, pause=0.25))
    send(page)
    expect(page.locator(".answer .text")).to_contain_text("2000亿元")
    expect(page.get_by_role("button", name="停止")).to_be_visible()
    expect(page.locator(".tools")).to_have_count(1, timeout=20_000)
    expect(page.get_by_role("button", name="停止")).to_have_count(0)


def test_a_stopped_answer_can_be_tried_again(page: Page, service: Service) -> None:
    send_and_stop(page, service)
    try_again(page, service)
    expect(page.locator(".turn")).to_have_count(1)


def send_and_stop(page: Page, service: Service) -> None:
    """Ask something that is slowly written, and stop it."""
    service.says(Reply(RIGHT * 9, pause=0.5))
    send(page)
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".answer")).to_contain_text("已停止")


def try_again(page: Page, service: Service) -> None:
    """Ask the stopped question once more, as soon as its first call is given up."""
    wait_until_closed(page, service)
    service.says(RIGHT)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".written")).to_be_visible()


def wait_until_closed(page: Page, service: Service) -> None:
    """The call of a stopped answer is given up at once."""
    for _ in range(50):
        page.wait_for_timeout(100)
        if service.open == 0:
            break
    assert service.open == 0


def test_chosen_documents_limit_what_is_written_stopped_and_tried_again(page: Page, service: Service) -> None:
    page.get_by_label("只查这些文件").click()
    page.get_by_role("option", name="湘政办发〔2023〕54号").click()
    page.keyboard.press("Escape")
    expect(page.locator("#scope .token")).to_contain_text("湘政办发〔2023〕54号")
    send_and_stop(page, service)
    try_again(page, service)
    expect(page.locator(".tools")).to_have_count(1)
    expect(page.locator(".within")).to_contain_text("湘政办发〔2023〕54号")
    assert "潭政发〔2021〕8号" not in service.asked[0]["messages"][1]["content"]


def test_after_a_stop_the_next_question_is_asked(page: Page, service: Service) -> None:
    send_and_stop(page, service)
    service.says(RIGHT)
    ask(page, "食品加工由谁牵头？")


def test_twelve_slow_answers_hold_up_nobody_who_wants_an_extract(page: Page, written: Served, service: Service) -> None:
    service.says(Reply(RIGHT * 2, pause=0.4))
    client = Client(written.address, verbose=False)
    slow = [client.submit(QUESTION, api_name="/ask") for _ in range(12)]
    page.get_by_role("button", name="摘录").click()
    ask(page, "食品加工由谁牵头？")
    assert not all(job.done() for job in slow)
    answers = [job.result(timeout=60) for job in slow]
    assert all("2000亿元" in answer["answer"] and answer["model"] == "script" for answer in answers)
    assert "model" in {answer["writer"] for answer in answers}


def test_a_failing_service_is_said_and_the_extract_shown(page: Page, service: Service) -> None:
    service.says(Reply(status=500))
    ask(page, QUESTION)
    expect(page.locator(".answer")).to_contain_text("模型服务出错，改用原文摘录")
    expect(page.locator(".answer")).to_contain_text("2000亿元")
    expect(page.get_by_role("button", name="重试")).to_be_visible()


def test_english_labels(page: Page, service: Service) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Model writes")).to_be_visible()


def test_without_a_model_there_is_no_switch(browser: Browser, served: Served) -> None:
    window = Watched(browser)
    window.page.goto(served.address)
    window.page.locator(".welcome").wait_for()
    expect(window.page.locator(".writer")).to_have_count(0)
    window.close()
