"""Opening the page: beside a proxy, on a taken port, without an index."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import gradio
import pytest

from assistant.ui.app import index_if_missing, launch_page
from index.errors import CeyinError, SettingsError
from index.settings import Settings


@pytest.fixture
def page() -> Iterator[gradio.Blocks]:
    with gradio.Blocks(title="策引") as blocks:
        pass
    yield blocks
    blocks.close(verbose=False)


def test_page_opens_where_a_proxy_is_configured(page: gradio.Blocks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    address = launch_page(page, "127.0.0.1", 0)
    content = build_opener(ProxyHandler({})).open(address).read().decode()
    assert "策引" in content
    assert "fonts.googleapis.com" not in content and "cdnjs" not in content


def test_taken_port_is_one_clear_line(page: gradio.Blocks) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"不能在 127\.0\.0\.1:{port} 打开页面"):
            launch_page(page, "127.0.0.1", port)


def test_failed_indexing_stops_serving(tmp_path: Path) -> None:
    lines: list[str] = []
    with pytest.raises(CeyinError, match="没有建成索引"):
        index_if_missing(Settings(home=tmp_path, embedder=str(tmp_path / "no-model")), lines.append)
    assert lines == ["还没有索引，先建立索引，约一分钟……"]
