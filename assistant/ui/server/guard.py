"""What every request passes and every response carries: size limits, closed paths, security headers. ASGI middleware.

The Content-Security-Policy names each inline script of Gradio's page by its hash. `unsafe-eval` is what `gr.HTML` itself
needs (its templates are compiled by `Function`); `unsafe-inline` for styles what Gradio's components need.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.server.uploading import UPLOAD
from index.settings import Limits

LARGEST_REQUEST = 256 * 1024  # bytes; a question has at most 2,000 characters
_LARGEST = {UPLOAD: Limits.from_environment().file_bytes}  # by path, where it is another
_CLOSED = re.compile(  # what the page and its API do not need: files, uploads, proxying, Gradio's own sign-in
    r"^/(?:monitoring|log(?:in|out)|custom_component|pwa_icon|openapi)"
    r"|^/gradio_api/(?!(?:info|app_id|login_check|user|heartbeat|queue|call|run|api|cancel|reset|theme\.css)(?:/|$))"
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_policy(scripts: Iterable[bytes] = ()) -> str:
    """The Content-Security-Policy of a page with these inline scripts.

    >>> content_policy().split("; ")[:2]
    ["default-src 'none'", "script-src 'self' 'unsafe-eval'"]
    """
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'unsafe-eval'{hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Guard:
    """Refuses what is too large or closed, and puts the security headers on every response.

    Args:
        head: HTML for the beginning of the page's `<head>`; Gradio itself would add it only when its own scripts ran.
    """

    def __init__(self, app: ASGIApp, head: str = "") -> None:
        self._app, self._head = app, head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _Sending(send, self._head if scope["path"] == "/" else b"")
        refused = _refusal(scope)
        if refused:
            await refused(scope, receive, sending)
            return
        await self._app(_readable(scope), _limited(receive, _largest(scope)), sending)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    """Why a request is not let in, None where it is."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    if _CLOSED.match(scope["path"]):
        return PlainTextResponse("没有这个页面", 404)
    if scope["method"] != "GET" and headers.get("sec-fetch-site") == "cross-site":
        return PlainTextResponse("不接受别的网站发来的请求", 403)
    if not length.isdigit() or int(length) > _largest(scope):
        return PlainTextResponse("请求太大", 413)
    return None


def _readable(scope: Scope) -> Scope:
    """The page itself is asked for uncompressed, so that its scripts can be hashed."""
    if scope["path"] != "/":
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _largest(scope: Scope) -> int:
    return _LARGEST.get(scope["path"], LARGEST_REQUEST)


def _limited(receive: Receive, largest: int) -> Receive:
    """A body without announced length ends where it is too large."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= largest else {"type": "http.disconnect"}

    return limited


class _Sending:
    """Puts the headers on a response; of a page only when its body, and so its scripts, are known."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send, self._head = send, head
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers.update(_PLAIN_HEADERS)
            if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
                self._start = message
                return
            headers["Content-Security-Policy"] = content_policy()
        elif self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = self._body.replace(b"<head>", b"<head>" + self._head, 1)
            headers = MutableHeaders(raw=self._start["headers"])
            headers["Content-Security-Policy"] = content_policy(_INLINE_SCRIPT.findall(body))
            headers["Content-Length"] = str(len(body))
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body}
        await self._send(message)
