"""Serving the page: the first index if there is none, the assistant, the server around the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from index.errors import SettingsError
from index.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.conversations.store import Store
    from assistant.current import Current
    from assistant.model.client import Client
    from assistant.ui.server.signing_in import Sessions
    from assistant.ui.server.starting import Progress


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use the page.

    Attributes:
        host: address to listen on.
        port: 0 for any free one.
        users: file of users; None where there is no sign-in.
        open: whether everybody who can reach another address than loopback may use it without sign-in.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    users: Path | None = None
    open: bool = False


def serve_page(
    settings: Settings, access: Access, announce: Callable[[str], None], client: Client | None = None
) -> None:
    """Index the documents if that was never done, then serve the page until interrupted.

    Args:
        client: calls the language model that may write; None where answers are extractive.
        announce: takes the lines that tell the user what is happening.

    Raises:
        SettingsError: the address may not be used without sign-in, or is taken; the file of users cannot be used.
        CeyinError: indexing failed, or the index cannot be used.
    """
    from assistant.conversations.store import DATABASE, Store
    from assistant.ui.server.listening import is_loopback, listen, serving
    from assistant.ui.server.signing_in import Sessions
    from assistant.ui.server.starting import Progress, starting_app
    from assistant.users import Users

    check_access(access)
    users = Users.read(access.users) if access.users else None
    sessions = Sessions(users, settings.home, trusting=is_loopback(access.host))
    store = Store(settings.home / DATABASE)
    progress = Progress()
    with listen(access.host, access.port) as listening:
        with serving(starting_app(progress), listening.dup()) as address:
            announce(f"正在准备，现在就可以打开：{address}")
            current = _open(settings, progress, announce, client)
        with serving(page_app(current, store, sessions, access), listening):
            announce(f"策引已打开：{address} （按 Ctrl-C 停止）")
            try:
                Event().wait()
            except KeyboardInterrupt:
                announce("已停止")


def check_access(access: Access) -> None:
    """Refuse to be reachable from other machines without sign-in, unless that is said to be meant.

    Raises:
        SettingsError: neither users nor `open` are given for such an address.
    """
    from assistant.ui.server.listening import is_loopback

    if not is_loopback(access.host) and access.users is None and not access.open:
        raise SettingsError(
            f"在 {access.host} 上别的机器也能打开，需要登录",
            "用 --auth 用户文件（ceyin passwd 建立），或明确写 --no-auth",
        )


def _open(settings: Settings, progress: Progress, announce: Callable[[str], None], client: Client | None) -> Current:
    from assistant.indexing import index_apart, why_to_build
    from assistant.ui.server.starting import shown_in

    reason = why_to_build(settings)
    if reason:
        announce(f"{reason}，先建立索引，约几分钟……")
        index_apart(settings, shown_in(progress, announce))
    progress("载入模型和索引", 0, 0)
    announce("正在载入模型和索引，约十秒……")
    from assistant.assistant import Assistant
    from assistant.current import Current

    return Current(Assistant.open(settings, client))  # its examples are asked there: the first question of a process is slow


def page_app(current: Current, store: Store, sessions: Sessions, access: Access) -> ASGIApp:
    """The page with the server around it."""
    import gradio
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from assistant.keeper import Keeper
    from assistant.ui.i18n import WORDS
    from assistant.ui.look.theme import HEAD, STYLES, page_theme
    from assistant.ui.page import build_page
    from assistant.ui.server.guard import Guard
    from assistant.ui.server.listening import is_loopback
    from assistant.ui.server.routes import page_routes
    from assistant.ui.server.signing_in import OnlyUsers, sign_in_routes
    from assistant.ui.server.uploading import upload_routes

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    keeper = Keeper(current)
    app.include_router(page_routes(current, store, sessions))
    app.include_router(upload_routes(keeper, sessions))
    if access.users:
        app.include_router(sign_in_routes(sessions))
    gradio.mount_gradio_app(
        app,
        build_page(current, store, keeper, sessions.may_edit),
        path="/",
        auth_dependency=sessions.user,
        theme=page_theme(),
        css_paths=STYLES,
        i18n=WORDS,
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
    )
    app.add_middleware(OnlyUsers, sessions=sessions)
    if is_loopback(access.host):  # a strange name for this machine is an attack by a page of elsewhere
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    return Guard(app, HEAD)
