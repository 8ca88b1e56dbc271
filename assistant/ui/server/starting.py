"""What a visitor sees while the first index is built and the model loaded: how far it is; the page renews itself."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.labels import in_language, language_of, say
from assistant.ui.server.plain_page import plain_page

_RENEW = '<meta http-equiv="refresh" content="2">'


class Progress:
    """How far the start is: the stage, and how much of how much is done (0 of 0 where that is not known)."""

    def __init__(self) -> None:
        self.stage, self.done, self.total = "载入模型和索引", 0, 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of a step."""
        self.stage, self.done, self.total = stage, done, total


def starting_app(progress: Progress) -> ASGIApp:
    """An application that answers everything with the start page."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            language = language_of(Request(scope))
            page = in_language(starting_to_html(progress, language), language)
            await HTMLResponse(page, 503, {"Retry-After": "2"})(scope, receive, send)

    return app


def starting_to_html(progress: Progress, language: str) -> str:
    """The start page."""
    known = f' value="{progress.done}" max="{progress.total}"' if progress.total else ""
    count = f"{progress.done} / {progress.total}" if progress.total else ""
    body = (
        f'<p role="status">{say(progress.stage)} {count}</p><progress{known} aria-label="{say("进度")}"></progress>'
        f'<p class="muted">{say("第一次打开要建立索引，之后只需几秒。本页会自动更新。")}</p>'
    )
    return plain_page(say("正在准备"), body, language, _RENEW)


def shown_in(progress: Progress, announce: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """Progress that is shown on the page and, stage by stage, in the terminal."""
    stages: set[str] = set()

    def take(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.add(stage)
            announce(f"建立索引：{stage} {total}")
        progress(f"建立索引：{stage}", done, total)

    return take
