"""The connection to the model service: to the configured host and nowhere else, telling nothing of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.model.settings import ModelSettings

if TYPE_CHECKING:
    import httpx

_TELLING = ("openai-organization", "openai-project", "user-agent")  # headers that tell of this machine or its environment


def http_client(settings: ModelSettings) -> httpx.AsyncClient:
    """Goes nowhere but to the configured host: no redirects, and no proxy for this machine itself."""
    import httpx

    async def say_less(request: httpx.Request) -> None:
        for name in [name for name in request.headers if name in _TELLING or name.startswith("x-stainless")]:
            del request.headers[name]

    host = httpx.URL(settings.base_url).host
    loopback = host in {"localhost", "::1"} or host.startswith("127.")
    return httpx.AsyncClient(
        timeout=settings.silence, follow_redirects=False, trust_env=not loopback, event_hooks={"request": [say_less]}
    )
