"""The screenshots of the READMEs, made by `make screenshots` from a real page in a real browser."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from assistant.assistant import Assistant
from assistant.conversations.store import Store
from assistant.current import Current
from assistant.ui.app import Access, page_app
from assistant.ui.server.listening import listen, serving
from assistant.ui.server.signing_in import Sessions
from index.build import build_index
from index.settings import SEEDS, Settings

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


def ask(page: Page, question: str) -> None:
    """Ask and wait for the answer."""
    answered = page.locator(".tools").count()
    page.get_by_label("问题", exact=True).fill(question)
    page.get_by_label("问题", exact=True).press("Enter")
    page.locator(".tools").nth(answered).wait_for()
    page.wait_for_timeout(400)


def take(page: Page, address: str) -> None:
    """One picture of an answer beside its evidence, one of a clause in its document."""
    page.goto(address)
    page.locator(".welcome").wait_for()
    ask(page, "空天海洋由谁牵头？")
    ask(page, "岳阳与衡阳的核心产业对比一下，各有哪些？")
    page.screenshot(path=IMAGES / "chat.png")
    page.get_by_role("tab", name="原文").click()
    page.get_by_label("条款地址或原文片段").fill("2023年方案 三（二）")
    page.keyboard.press("Enter")
    page.locator(".document [aria-current]").wait_for()
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / "original.png")


def main() -> None:
    """Serve the seeds and write the pictures."""
    settings = Settings.from_environment()
    build_index(settings, [SEEDS])
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, sessions = Store(Path(folder) / "conversations.sqlite"), Sessions(None, Path(folder))
        app = page_app(Current(Assistant.open(settings)), store, sessions, Access())
        options = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        with serving(app, listen("127.0.0.1", 0)) as address:
            take(browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN"), address)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
