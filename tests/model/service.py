"""A model service for tests: a real HTTP server on loopback that speaks the OpenAI protocol from a script."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from pydantic import SecretStr

from assistant.model.settings import ModelSettings

KEY = "sk-very-secret-7f3a"


@dataclass
class Reply:
    """What the service does with one request.

    Attributes:
        text: the answer, or a function of the prompt that makes it.
        size: characters a chunk.
        status: of the response; 200 streams.
        pause: seconds before every chunk.
        hold: chunks after which it waits for `Service.go_on`; 0 for never.
        cut: chunks after which the connection is dropped; 0 for never.
        raw: sent in place of chunks, as it is.
        silent: seconds of nothing after the headers.
        endless: whether the text is sent again and again.
        full: whether it ends because the answer is as long as it may be.
        headers: more headers.
    """

    text: str | Callable[[str], str] = ""
    size: int = 7
    status: int = 200
    pause: float = 0.0
    hold: int = 0
    cut: int = 0
    raw: bytes = b""
    silent: float = 0.0
    endless: bool = False
    full: bool = False
    headers: dict[str, str] = field(default_factory=dict)


class Service:
    """The running service: what it is to say next, and what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.open = self.most = 0
        self.base_url = ""
        self.go_on, self.holding = Event(), Event()
        self._lock = Lock()

    def says(self, *replies: Reply | str | Callable[[str], str]) -> None:
        """Script the next replies; the last one stays."""
        self.replies = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
        self.asked, self.headers = [], []
        self.go_on.clear()
        self.holding.clear()

    def settings(self, **how: Any) -> ModelSettings:
        """Settings that lead here; short bounds, so that tests are quick."""
        given: dict[str, Any] = {"base_url": self.base_url, "seconds": 20.0, "silence": 5.0, **how}
        return ModelSettings(name="script", key=SecretStr(KEY), **given)

    def next_reply(self, body: dict[str, Any], headers: dict[str, str]) -> Reply:
        """The reply to a request just received."""
        with self._lock:
            self.asked.append(body)
            self.headers.append(headers)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def idle(self, seconds: float = 30.0) -> None:
        """Wait until no request is under way; fail where that takes too long."""
        wait_until(lambda: self.open == 0, seconds)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Counts requests under way."""
        with self._lock:
            self.open += 1
            self.most = max(self.most, self.open)
        try:
            yield
        finally:
            with self._lock:
                self.open -= 1


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Fail where something does not become true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def serving() -> Iterator[Service]:
    """A service on a free port of loopback."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = service.next_reply(body, {name.lower(): value for name, value in self.headers.items()})
            self.close_connection = True
            try:
                with service.counted():
                    answer(self, service, reply, body["messages"][-1]["content"])
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(handler: BaseHTTPRequestHandler, service: Service, reply: Reply, prompt: str) -> None:
    """Carry out a reply."""
    handler.send_response(reply.status)
    for name, value in {"Connection": "close", "Content-Type": "text/event-stream", **reply.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.flush()
    time.sleep(reply.silent)
    if reply.status != 200 or reply.raw:
        handler.wfile.write(reply.raw or b'{"error": {"message": "scripted"}}')
        return
    text = reply.text(prompt) if callable(reply.text) else reply.text
    sent = 0
    for piece in pieces(text, reply):
        time.sleep(reply.pause)
        handler.wfile.write(event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}))
        handler.wfile.flush()
        sent += 1
        if sent == reply.cut:
            return
        if sent == reply.hold:
            service.holding.set()
            if not service.go_on.wait(10):
                return
    reason = "length" if reply.full else "stop"
    handler.wfile.write(event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}))
    handler.wfile.write(event({"choices": [], "usage": {"prompt_tokens": len(prompt), "completion_tokens": sent, "total_tokens": 0}}))
    handler.wfile.write(b"data: [DONE]\n\n")


def pieces(text: str, reply: Reply) -> Iterator[str]:
    """The chunks of a text; without an end where the reply is endless."""
    while True:
        yield from (text[start : start + reply.size] for start in range(0, len(text), reply.size))
        if not reply.endless:
            return


def event(data: dict[str, Any]) -> bytes:
    """One server-sent event."""
    common = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "script"}
    return b"data: " + json.dumps({**common, **data}, ensure_ascii=False).encode() + b"\n\n"
