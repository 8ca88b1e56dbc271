"""Keeping documents on the page: who may add and remove them, what is refused, and what old answers say of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import Assistant
from assistant.ui.server import guard
from assistant.ui.server.uploading import UPLOAD
from assistant.uploads import checked_name
from assistant.users import set_password
from index.errors import DocumentError
from index.settings import Settings
from tests.ui.conftest import PASSWORD, Served, Watched, ask, serve
from tests.ui.test_users import sign_in

NOTICE = """关于促进风筝产业发展的意见
甲政发〔2024〕3号

各单位：
一、总体要求
到2025年，风筝产业产值达到{value}亿元。
"""
QUESTION = "风筝产业2025年的产值目标是多少？"
INDEXED = 90_000  # ms for an index and its opening, on a machine that others use as well


@pytest.fixture
def own(settings: Settings, indexed_home: Path, tmp_path: Path) -> Settings:
    """A home of its own with the index of the seeds."""
    shutil.copytree(settings.index_folder, tmp_path / settings.index_name)
    (tmp_path / "models").symlink_to(indexed_home / "models", target_is_directory=True)
    return replace(settings, home=tmp_path)


@pytest.fixture
def kept(own: Settings, tmp_path: Path) -> Iterator[Served]:
    """A page over an index that may change."""
    yield from serve(Assistant.open(own), tmp_path)


def upload(window: Watched, *files: Path) -> None:
    window.page.get_by_role("tab", name="文档").click()
    window.page.locator(".documents input[type=file]").set_input_files(files)


@pytest.mark.timeout(600)
def test_document_is_added_asked_about_changed_and_removed(browser: Browser, kept: Served, tmp_path: Path) -> None:
    window = Watched(browser)
    page = window.page
    page.goto(kept.address)
    page.locator(".welcome").wait_for()
    notice, hostile = tmp_path / "风筝.txt", tmp_path / "<img src=x>.txt"
    for file in (notice, hostile):
        file.write_text(NOTICE.format(value=5), "utf-8")
    upload(window, notice, hostile)
    row = page.locator(".documents tbody tr", has_text="甲政发〔2024〕3号")
    expect(row).to_be_visible(timeout=INDEXED)
    expect(page.locator(".refused")).to_contain_text("<img src=x>.txt")
    expect(page.locator(".documents")).to_contain_text("新增 1")

    page.get_by_role("tab", name="问答").click()
    ask(page, QUESTION)
    expect(page.locator(".answer").last).to_contain_text("5亿元")
    link = page.url
    notice.write_text(NOTICE.format(value=6), "utf-8")
    upload(window, notice)
    expect(page.locator(".documents")).to_contain_text("更新 1", timeout=INDEXED)
    page.goto(link)
    expect(page.locator(".answer .fate")).to_contain_text("已有变化")
    expect(page.locator("#panel .card").first).to_contain_text("5亿元")
    page.get_by_role("button", name="现在的原文").click()
    expect(page.locator("#panel .card").first).to_contain_text("6亿元")

    page.get_by_role("tab", name="文档").click()
    row.locator("summary").click()
    row.get_by_role("button", name="确定移除").click()
    expect(row).to_have_count(0, timeout=INDEXED)
    assert not list((tmp_path / "documents").iterdir())
    page.goto(link)
    expect(page.locator(".answer .fate")).to_contain_text("已不在索引里")
    window.close()


def test_chosen_documents_are_shown_and_kept_to(browser: Browser, served: Served) -> None:
    window = Watched(browser)
    page = window.page
    page.goto(served.address)
    page.locator(".welcome").wait_for()
    page.get_by_label("只查这些文件").click()
    page.get_by_role("option", name="潭政发〔2021〕8号").click()
    page.keyboard.press("Escape")
    expect(page.locator("#scope .token")).to_contain_text("潭政发〔2021〕8号")
    ask(page, "工程机械2027年的营收目标是多少？")
    expect(page.locator(".answer").last).to_contain_text("只查了所选的")
    expect(page.locator(".within").last).to_contain_text("潭政发〔2021〕8号")
    window.close()


def test_only_editors_add_and_remove(browser: Browser, assistant: Assistant, tmp_path: Path) -> None:
    set_password(tmp_path / "users", "编辑", PASSWORD, editor=True)
    set_password(tmp_path / "users", "读者", PASSWORD)
    running = serve(assistant, tmp_path, tmp_path / "users")
    address = next(running).address
    for name, allowed in (("读者", 0), ("编辑", 1)):
        window = Watched(browser)
        window.page.goto(address)
        sign_in(window, name)
        window.page.locator(".welcome").wait_for()
        window.page.get_by_role("tab", name="文档").click()
        expect(window.page.locator(".documents")).to_be_visible()
        expect(window.page.locator(".documents input[type=file]")).to_have_count(allowed)
        refused = window.page.request.post(f"{address}documents?name=a.exe", data=b"x")
        assert refused.status == (422 if allowed else 403)
        assert window.page.request.post(f"{address}documents/index").status == 403 or allowed
        window.close()
    assert httpx.post(f"{address}documents?name=a.txt", content=b"x").status_code == 401
    running.close()


@pytest.mark.parametrize("name", ["../a.txt", "a/b.txt", "..\\a.txt", ".a.txt", "a\0.txt", "", "a\n.txt", "~$a.txt", "长" * 90 + ".txt", "a.exe"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(DocumentError):
        checked_name(name)


def test_uploads_that_are_too_large_or_empty_are_refused(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard._LARGEST, UPLOAD, 1_000)
    with httpx.Client(base_url=served.address) as client:
        assert client.post("/documents?name=a.txt", content=b"").status_code == 422
        assert client.post("/documents?name=a.txt", content=b"x" * 2_000).status_code == 413
        assert client.post("/documents?name=a.txt", content=iter([b"x" * 600] * 3)).status_code == 400
        cross = {"sec-fetch-site": "cross-site"}
        assert client.post("/documents?name=a.txt", headers=cross, content=b"x").status_code == 403
    assert not any(served.current.settings.home.joinpath("documents").glob("*"))
