"""What the tests of the page share: a page served by the real server, a real browser that tells what it asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from assistant.assistant import Assistant
from assistant.conversations.store import Store
from assistant.current import Current
from assistant.ui.app import Access, page_app
from assistant.ui.server.listening import listen, serving
from assistant.ui.server.signing_in import Sessions
from assistant.users import Users, set_password

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Served:
    """A running page and what is behind it."""

    address: str
    current: Current
    store: Store


def serve(assistant: Assistant, folder: Path, users: Path | None = None) -> Iterator[Served]:
    """Serve a page with a store of its own; with a file of users it asks for sign-in."""
    current, store = Current(assistant), Store(folder / "conversations.sqlite")
    sessions = Sessions(Users.read(users) if users else None, folder)
    listening = listen("127.0.0.1", 0)
    with serving(page_app(current, store, sessions, Access(users=users)), listening) as address:
        yield Served(address, current, store)


@pytest.fixture(scope="session")
def served(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page without sign-in."""
    yield from serve(assistant, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def guarded(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page with two users, 甲 and 乙."""
    folder = tmp_path_factory.mktemp("guarded")
    for name in ("甲", "乙"):
        set_password(folder / "users", name, PASSWORD)
    yield from serve(assistant, folder, folder / "users")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs a Chromium browser, e.g. apt-get install chromium")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


def new_profile(browser: Browser, width: int, height: int, scheme: str) -> BrowserContext:
    """A browser profile: a window size, its own cookies, and what it has downloaded."""
    size = {"width": width, "height": height}
    profile = browser.new_context(viewport=size, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    profile.set_default_timeout(30_000)  # a busy machine is slow to paint
    return profile


@pytest.fixture(scope="session")
def profile(browser: Browser) -> BrowserContext:
    """The profile of the tests that want no special one: Gradio's scripts are downloaded once."""
    return new_profile(browser, 1440, 900, "light")


class Watched:
    """A browser window that keeps what its pages asked for and what went wrong in them.

    It has a profile of its own, or shares one, whose cookies are deleted when it is closed.
    """

    def __init__(
        self, browser: Browser, width: int = 1440, height: int = 900, scheme: str = "light", shared: BrowserContext | None = None
    ) -> None:
        self.shared = shared is not None
        self.context = shared or new_profile(browser, width, height, scheme)
        self.requested: list[str] = []
        self.failures: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.failures.append(message.text)

    def close(self) -> None:
        """Close it; nothing may have gone to another host, failed, or broken the policy."""
        if self.shared:
            self.page.close()
            self.context.clear_cookies()
        else:
            self.context.close()
        hosts = {urlsplit(url).hostname for url in self.requested if not url.startswith(("data:", "blob:"))}
        assert hosts == {"127.0.0.1"}
        assert not self.failures


@pytest.fixture
def page(browser: Browser, profile: BrowserContext, served: Served) -> Iterator[Page]:
    """The page freshly opened in a large window."""
    yield from opened(browser, profile, served)


def opened(browser: Browser, profile: BrowserContext, served: Served) -> Iterator[Page]:
    """A page freshly opened in the shared profile."""
    window = Watched(browser, shared=profile)
    window.page.goto(served.address)
    window.page.locator(".welcome").wait_for()
    yield window.page
    window.close()


def ask(page: Page, question: str) -> None:
    """Ask and wait for the whole answer."""
    answered = page.locator(".tools").count()
    page.get_by_label("问题", exact=True).fill(question)
    page.get_by_label("问题", exact=True).press("Enter")
    page.locator(".tools").nth(answered).wait_for()
