"""The page as a whole: two tabs, one API endpoint, and the server that shows them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from index.errors import CeyinError, IndexMissing, SettingsError
from index.generations import current_folder
from index.settings import PROJECT, Settings

if TYPE_CHECKING:
    import gradio

    from assistant.assistant import Assistant

_TITLE = "策引"
_MASTHEAD = f'<header class="masthead" lang="zh-CN"><h1>{_TITLE}</h1><p>公文条款检索与问答</p></header>'


def serve_page(settings: Settings, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Index the documents if that was never done, then serve the page until interrupted.

    Args:
        host: address to listen on.
        port: 0 for any free one.
        announce: takes the lines that tell the user what is happening.

    Raises:
        CeyinError: indexing failed, the index cannot be used, or the port is taken.
    """
    index_if_missing(settings, announce)
    announce("正在载入模型和索引，约十秒……")
    from assistant.assistant import Assistant

    assistant = Assistant.open(settings)
    for question in assistant.examples()[:1]:
        assistant.ask(question)  # the first question of a process is slow: not the user's
    page = build_page(assistant)
    announce(f"策引已打开：{launch_page(page, host, port)} （按 Ctrl-C 停止）")
    try:
        Event().wait()
    except KeyboardInterrupt:
        announce("已停止")
    finally:
        page.close(verbose=False)


def index_if_missing(settings: Settings, announce: Callable[[str], None]) -> None:
    """Build the first index, in a process of its own: what indexing needs of memory goes back when it ends.

    Raises:
        CeyinError: it did not succeed; the child has printed why.
    """
    try:
        current_folder(settings)
    except IndexMissing:
        announce("还没有索引，先建立索引，约一分钟……")
    else:
        return
    environment = {**os.environ, "CEYIN_HOME": str(settings.home), "CEYIN_EMBEDDER": settings.embedder}
    child = subprocess.run([sys.executable, "-m", "assistant", "index"], cwd=PROJECT, env=environment, check=False)
    if child.returncode != 0:
        raise CeyinError("没有建成索引，原因见上", "再试一次：ceyin index")


def build_page(assistant: Assistant) -> gradio.Blocks:
    """The page, not yet served."""
    import gradio
    from gradio.events import api

    from assistant.ui.chat_tab import CONCURRENT_QUESTIONS, QUESTIONS, build_chat_tab
    from assistant.ui.lookup_tab import LOOKUP, build_lookup_tab

    def ask(question: str) -> dict[str, Any]:
        """One question, answered without earlier turns; the object of `ceyin ask --json`."""
        return assistant.ask(question).to_json()

    page = gradio.Blocks(title=_TITLE, analytics_enabled=False, fill_width=True)
    with page:
        api(ask, api_name="ask", concurrency_limit=CONCURRENT_QUESTIONS, concurrency_id=QUESTIONS)
        gradio.HTML(_MASTHEAD, apply_default_css=False)
        with gradio.Tabs() as tabs:
            with gradio.Tab("问答"):
                conversation = build_chat_tab(assistant)
            with gradio.Tab("查条款", id=LOOKUP):
                build_lookup_tab(assistant.library, tabs, conversation)
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, api_open=False)
    return page


def launch_page(page: gradio.Blocks, host: str, port: int) -> str:
    """Serve a page without blocking and return its address.

    Raises:
        SettingsError: the port is taken or the address is not this machine's.
    """
    from assistant.ui.theme import HEAD, LANGUAGE_SCRIPT, STYLE, page_theme

    port = port or free_port(host)
    _reach_directly(host)
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            theme=page_theme(),
            css_paths=STYLE,
            head=HEAD,
            js=LANGUAGE_SCRIPT,
            footer_links=[],
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            inbrowser=False,
        )
    except OSError as error:
        raise SettingsError(f"不能在 {host}:{port} 打开页面", f"换一个端口：ceyin serve --port {port + 1}") from error
    return address


def _reach_directly(host: str) -> None:
    """Keep a configured proxy out of the way: Gradio asks its own address once whether the page is up."""
    known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    os.environ["no_proxy"] = ",".join(dict.fromkeys([*filter(None, known.split(",")), host, "localhost"]))


def free_port(host: str) -> int:
    """A port nobody listens on at the moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host.strip("[]"), 0), family=family) as probe:
        return int(probe.getsockname()[1])
