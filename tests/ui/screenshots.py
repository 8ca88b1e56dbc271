"""The screenshots of the READMEs, made by `make screenshots` from a real page in a real browser."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from assistant.assistant import Assistant
from assistant.ui.app import build_page, launch_page
from index.build import build_index
from index.settings import SEEDS, Settings

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


def ask(page: Page, question: str) -> None:
    """Ask and wait for the answer."""
    turns = page.locator(".answer").count()
    page.get_by_label("问题").fill(question)
    page.get_by_label("问题").press("Enter")
    page.locator(".answer").nth(turns).wait_for()
    page.wait_for_timeout(800)


def main() -> None:
    """Write one picture of an answer and one of a looked-up clause."""
    settings = Settings.from_environment()
    build_index(settings, [SEEDS])
    served = build_page(Assistant.open(settings))
    address = launch_page(served, "127.0.0.1", 0)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        page.goto(address)
        ask(page, "岳阳与衡阳的核心产业对比一下，各有哪些？")
        page.screenshot(path=IMAGES / "chat.png")
        page.get_by_role("tab", name="查条款").click()
        page.get_by_label("条款地址或原文片段").fill("2023年方案 三（二）1")
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        page.screenshot(path=IMAGES / "lookup.png")
        browser.close()
    served.close(verbose=False)


if __name__ == "__main__":
    sys.exit(main())
