"""What the page says when something is under way or wrong: first start, a changed index, a server that is gone."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from assistant.indexing import index_apart, index_documents, last_run
from assistant.ui.server.listening import listen, serving
from assistant.ui.server.starting import Progress, shown_in, starting_app
from index.errors import CeyinError, SettingsError
from index.settings import Settings
from tests.ui.conftest import Served, Watched, serve


def test_first_start_shows_how_far_the_index_is(browser: Browser) -> None:
    progress, lines = Progress(), []
    take = shown_in(progress, lines.append)
    with serving(starting_app(progress), listen("127.0.0.1", 0)) as address:
        take("向量", 30, 850)
        window = Watched(browser)
        window.page.goto(address)
        expect(window.page.get_by_role("status")).to_have_text("建立索引：向量 30 / 850")
        take("向量", 600, 850)
        expect(window.page.get_by_role("status")).to_have_text("建立索引：向量 600 / 850")  # renewed by itself
        window.close()
    assert lines == ["建立索引：向量 850"]


def test_failed_indexing_stops_serving(tmp_path: Path) -> None:
    with pytest.raises(CeyinError, match="no-model"):
        index_apart(Settings(home=tmp_path, embedder=str(tmp_path / "no-model")), lambda stage, done, total: None)


def test_indexing_apart_leaves_an_index_that_is_up_to_date_alone(assistant: Assistant) -> None:
    index_apart(assistant.settings, lambda stage, done, total: None)
    run = last_run(assistant.settings)
    assert run is not None and run.unchanged


def test_report_of_the_last_run_is_kept(assistant: Assistant) -> None:
    index_documents(assistant.settings)
    run = last_run(assistant.settings)
    assert run is not None and run.unchanged and not run.skipped


def test_taken_port_is_one_clear_line() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"不能在 127\.0\.0\.1:{port} 打开页面"):
            listen("127.0.0.1", port)


def test_changed_index_is_said(page: Page, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    expect(page.locator(".newer")).to_be_hidden()
    monkeypatch.setattr(served.current, "follow", lambda: True)
    expect(page.locator(".newer")).to_be_visible()
    assert httpx.get(f"{served.address}health").json()["newer"] is True


def test_server_that_is_gone_is_said(browser: Browser, assistant: Assistant, tmp_path: Path) -> None:
    running = serve(assistant, tmp_path)
    window = Watched(browser)
    window.page.goto(next(running).address)
    window.page.locator(".welcome").wait_for()
    expect(window.page.locator(".gone")).to_be_hidden()
    running.close()
    expect(window.page.locator(".gone")).to_be_visible()
    window.close()
