"""Who may see what: strangers nothing, users their own conversations, nobody what a web page elsewhere asks for."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.ui.app import Access, check_access
from index.errors import SettingsError
from tests.ui.conftest import PASSWORD, Served, Watched, ask


def sign_in(window: Watched, name: str, password: str = PASSWORD) -> None:
    window.page.get_by_label("用户名").fill(name)
    window.page.get_by_label("密码").fill(password)
    window.page.get_by_role("button", name="登录").click()


def test_stranger_sees_only_the_sign_in_page(guarded: Served) -> None:
    with httpx.Client(base_url=guarded.address) as stranger:
        assert stranger.get("/", headers={"accept": "text/html"}).headers["location"].startswith("/signin")
        for path in ("/", "/config", "/health", "/export?conversation=x&form=md", "/gradio_api/info", "/assets/x.js"):
            assert stranger.get(path).status_code == 401, path
        assert stranger.post("/gradio_api/call/ask", json={"data": ["甲"]}).status_code == 401
        assert stranger.post("/signin", content=b"name=%E7%94%B2&password=wrong").status_code == 403
        forged = {"ceyin-session": "IueUsiI.aSEaAA.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}  # the name signed by somebody else
        assert httpx.get(f"{guarded.address}health", cookies=forged).status_code == 401


def test_no_id_opens_the_conversation_of_another(browser: Browser, guarded: Served) -> None:
    first = Watched(browser)
    first.page.goto(guarded.address)
    sign_in(first, "甲", "wrong password")
    expect(first.page.get_by_role("alert")).to_have_text("用户名或密码不对")
    sign_in(first, "甲")
    ask(first.page, "空天海洋由谁牵头？")
    link = first.page.url
    key = re.search(r"conversation=([\w-]+)", link)
    assert key is not None

    second = Watched(browser)
    second.page.goto(link)
    sign_in(second, "乙")
    expect(second.page.locator(".welcome")).to_be_visible()
    expect(second.page.locator("#conversations li")).to_have_count(0)
    export = f"{guarded.address}export?conversation={key[1]}&form=md"
    assert second.page.request.get(export).status == 404
    assert "空天海洋" in first.page.request.get(export).text()
    first.page.get_by_role("button", name="退出").click()
    expect(first.page.get_by_label("密码")).to_be_visible()
    first.close()
    second.close()


def test_sign_in_leads_to_the_clause_of_the_link(browser: Browser, guarded: Served) -> None:
    window = Watched(browser)
    window.page.goto(f"{guarded.address}?clause=湘政办发〔2023〕54号/三/（二）/1")
    sign_in(window, "乙")
    expect(window.page.locator(".document .clause[aria-current]")).to_be_in_viewport()
    window.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_other_machines_need_sign_in_or_an_explicit_no(host: str) -> None:
    with pytest.raises(SettingsError, match="需要登录"):
        check_access(Access(host))
    check_access(Access(host, open=True))
    check_access(Access(host, users=Path("users")))


def test_loopback_needs_none() -> None:
    for host in ("127.0.0.1", "localhost", "::1", "[::1]"):
        check_access(Access(host))


def test_large_requests_closed_paths_and_strange_hosts_are_refused(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        assert client.post("/gradio_api/queue/join", content=b"x" * 300_000).status_code == 413
        for path in ("upload", "file=/etc/passwd", "file%3D/etc/passwd", "file/etc/passwd", "proxy=http://127.0.0.1", "runs", "info2"):
            assert client.get(f"/gradio_api/{path}").text == "没有这个页面", path
        elsewhere = {"sec-fetch-site": "cross-site"}
        assert client.post("/gradio_api/call/ask", json={"data": ["甲"]}, headers=elsewhere).status_code == 403
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_policy_allows_no_inline_script_but_those_of_the_page(served: Served) -> None:
    response = httpx.get(served.address)
    policy = response.headers["content-security-policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in scripts
    assert scripts.count("'sha256-") == len(re.findall(r"<script(?![^>]*src=)", response.text))
    assert response.headers["x-content-type-options"] == "nosniff"
