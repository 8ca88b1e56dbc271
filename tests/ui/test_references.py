"""References from clause to clause in real Chromium: links in the panel and in 原文, and the way back."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.assistant import Assistant
from index.build import build_index
from index.settings import Settings
from tests.ui.conftest import Served, ask, opened, serve

PRICES = """甲省价格条例
第一条　经营者不得有下列行为：
（一）哄抬价格；
（二）价格欺诈。
第二条　违反本条例第一条规定的，处1万元罚款。
"""
INSPECTION = """甲省价格检查办法
第一条　检查人员不得少于2人。
第二条　检查中发现价格欺诈的，依照《甲省价格条例》第一条和第二条处理。
"""


@pytest.fixture(scope="module")
def referring(indexed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page over two documents, one of which refers to the other."""
    home = tmp_path_factory.mktemp("referring")
    (home / "models").symlink_to(indexed_home / "models", target_is_directory=True)
    for name, text in (("条例.txt", PRICES), ("办法.txt", INSPECTION)):
        (home / name).write_text(text, encoding="utf-8")
    build_index(Settings(home=home), [home / "条例.txt", home / "办法.txt"])
    yield from serve(Assistant.open(Settings(home=home)), home)


@pytest.fixture
def referring_page(browser: Browser, profile: BrowserContext, referring: Served) -> Iterator[Page]:
    yield from opened(browser, profile, referring)


def at(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["clause"][0]


def test_reference_in_the_panel_opens_the_clause_with_its_items(referring_page: Page) -> None:
    ask(referring_page, "甲省价格检查办法第二条怎么规定的？")
    cited = referring_page.locator("#panel .cited .card[open]")
    expect(cited.locator("a.reference")).to_have_text(["《甲省价格条例》第一条", "第二条"])
    cited.locator("a.reference").first.click()
    reading = referring_page.locator("#reading")
    expect(reading.locator(".card-place")).to_have_text("第一条")
    expect(reading.locator(".source")).to_contain_text("价格欺诈")
    expect(reading.locator("summary")).to_be_focused()


def test_reference_in_the_original_leads_there_and_the_browser_back(referring_page: Page, referring: Served) -> None:
    referring_page.goto(f"{referring.address}?clause={quote('甲省价格检查办法/第二条')}")
    current = referring_page.locator(".document .clause[aria-current]")
    expect(current).to_contain_text("检查中发现")
    current.get_by_role("link", name="第二条", exact=True).click()
    expect(current).to_contain_text("处1万元罚款")
    expect(current).to_be_in_viewport()
    assert at(referring_page) == "甲省价格条例/第二条"
    referring_page.go_back()
    expect(current).to_contain_text("检查中发现")
    assert at(referring_page) == "甲省价格检查办法/第二条"
