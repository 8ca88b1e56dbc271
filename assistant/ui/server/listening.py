"""A listening socket and the server on it, in a thread of its own."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from index.errors import SettingsError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PATIENCE = 1  # seconds for open streams when the server ends


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host name.

    >>> is_loopback("[::1]"), is_loopback("0.0.0.0")
    (True, False)
    """
    return host.strip("[]") in _LOOPBACK


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 means any free one.

    Raises:
        SettingsError: the port is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise SettingsError(f"不能在 {host}:{port} 打开页面", f"换一个端口：ceyin serve --port {port + 1}") from error


def address_of(listening: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


@contextmanager
def serving(app: ASGIApp, listening: socket.socket) -> Iterator[str]:
    """Serve an application on a socket while the block runs; the socket is closed at the end.

    Yields:
        the address.
    """
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_PATIENCE
    )
    server = uvicorn.Server(config)
    address = address_of(listening)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        with _quietly():
            server.should_exit = True
            thread.join()
        listening.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """Without uvicorn's report of every stream that a page still holds open."""
    errors = logging.getLogger("uvicorn.error")
    level = errors.level
    errors.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        errors.setLevel(level)
